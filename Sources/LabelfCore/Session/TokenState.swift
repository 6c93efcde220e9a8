/// The token that requests go with, and the request for the next one, which all wait for.
struct TokenState {
    private var keeper = TokenKeeper()
    /// The request that is under way.
    private var request: RequestID?
    /// How often it was sent again.
    private var retries = 0
    /// When it is to be sent again; nil while it need not be.
    private(set) var due: Instant?
    /// What it ended with last.
    private(set) var lastError: LabelfError?

    /// Which token requests go with now.
    var generation: TokenKeeper.Generation { keeper.generation }

    func isRequest(_ id: RequestID) -> Bool { request == id }

    /// The retry that would come next; 1 is the first.
    var nextRetry: Int { retries + 1 }

    mutating func needed(now: Instant) -> TokenKeeper.Answer { keeper.needed(now: now) }

    mutating func sent(_ id: RequestID, now: Instant) {
        request = id
        due = nil
        keeper.sent(now: now)
    }

    mutating func arrived(_ grant: TokenGrant, now: Instant) {
        endRequest()
        keeper.arrived(grant, now: now)
    }

    /// The request is to be sent again at an instant.
    mutating func retry(at due: Instant, after error: LabelfError) {
        request = nil
        retries += 1
        self.due = due
        lastError = error
    }

    /// No token can be had.
    mutating func failed(_ error: LabelfError, now: Instant) {
        var error = error
        error.attempts = retries + 1
        endRequest()
        keeper.failed(error, now: now)
    }

    mutating func accepted(_ generation: TokenKeeper.Generation) {
        keeper.accepted(generation)
    }

    mutating func rejected(
        _ generation: TokenKeeper.Generation, isRepeated: Bool, _ error: LabelfError, now: Instant
    ) -> TokenKeeper.Rejection {
        keeper.rejected(generation, isRepeated: isRepeated, error, now: now)
    }

    private mutating func endRequest() {
        request = nil
        due = nil
        retries = 0
    }
}

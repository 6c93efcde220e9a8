/// How far the delivery of an outbound is: what a batch and a single request have in common.
final class Delivery {
    /// The same for each attempt.
    let id: RequestID
    /// Retries after a 5xx or a broken connection.
    var retries = 0
    /// 429s.
    var rateLimits = 0
    /// When it may be sent again.
    var due = Instant(nanoseconds: .min)
    /// What the last attempt ended with.
    var lastError: LabelfError?
    /// Which token the last attempt went with; 0 for none.
    var token: TokenKeeper.Generation = 0
    /// Whether it is sent once more already because its token was refused.
    var hasNewToken = false
    /// The attempt whose answer is awaited; nil if there is none.
    var attempt: Attempt?

    /// One request on its way.
    struct Attempt {
        var ticket: Ticket
        var sent: Instant
    }

    init(id: RequestID) {
        self.id = id
    }

    /// For what is split off an outbound, to be sent when that would have been.
    init(id: RequestID, like other: Delivery) {
        self.id = id
        retries = other.retries
        rateLimits = other.rateLimits
        due = other.due
        lastError = other.lastError
        hasNewToken = other.hasNewToken
    }

    var isInFlight: Bool { attempt != nil }
}

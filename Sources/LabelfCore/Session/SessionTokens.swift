/// What a session knows of its token: the keeper, and the request for the next one.
final class TokenDesk {
    var keeper = TokenKeeper()
    /// The request that is under way.
    var id: RequestID?
    /// How often it was sent again.
    var retries = 0
    /// When it is to be sent again; nil while it need not be.
    var due: Instant?
    /// What it ended with last.
    var lastError: LabelfError?
}

/// The token that requests go with: one request for all who wait. It is none of the rate budget's, nor of those that count
/// against the connections: without it nothing else could be sent.
extension Session {
    /// Whether what is to be sent now has a token to go with. Asks for one if it has not, or if the one that is there runs
    /// out soon.
    func hasToken(now: Instant) -> Bool {
        guard let answer = tokens?.keeper.needed(now: now) else { return true }
        let due = tokens?.due
        if let due, due <= now { fetchToken(now: now) }
        if let due, due > now { nextSending = min(nextSending, due) }
        switch answer {
        case .use: return true
        case .useAndFetch:
            fetchToken(now: now)
            return true
        case .fetch:
            fetchToken(now: now)
            return false
        case .wait:
            if let due, due > now { giveUpUnreachable(before: due, now: now, because: tokens?.lastError) }
            return false
        case .failed(let error):
            endAllThatWaits(with: error)
            return false
        }
    }

    /// Whether this request asks for a token.
    package func isForToken(_ id: RequestID) -> Bool { tokens?.id == id }

    /// With a token, a 401 may say that it is not good any more: the request is sent once more, with a new one.
    func isSentWithNewToken(_ sent: Outbound, _ answer: ServerError, now: Instant) -> Bool {
        let isRepeated = sent.hasNewToken
        sent.hasNewToken = false
        guard tokens != nil, answer.status == 401 else { return false }
        let error = serverError(.key, answer, sent)
        guard tokens?.keeper.rejected(sent.token, isRepeated: isRepeated, error, now: now) == .again else {
            return false
        }
        sent.hasNewToken = true
        delay(sent, until: now, because: error, now: now)
        return true
    }

    /// What has come of the request for a token; false for an event that is about something else.
    func tookToken(_ event: Event, now: Instant) -> Bool {
        guard let asked = tokens?.id else { return false }
        switch event {
        case .granted(let id, let grant) where id == asked:
            endTokenRequest()
            tokens?.keeper.arrived(grant, now: now)
        case .refused(let id, let answer, let metadata) where id == asked:
            tokenRefused(answer, metadata, now: now)
        case .garbled(let id, let message, _) where id == asked:
            var error = LabelfError(
                .protocolViolation, "the answer of the token service is not understood: \(message)")
            error.httpStatus = 200
            failToken(error, now: now)
        case .failed(let id, let failure) where id == asked:
            tokenFailed(failure, now: now)
        default: return false
        }
        return true
    }

    private func fetchToken(now: Instant) {
        let id = nextID()
        tokens?.id = id
        tokens?.due = nil
        tokens?.keeper.sent(now: now)
        act(.fetch(id))
    }

    private func tokenRefused(_ answer: ServerError, _ metadata: ResponseMetadata, now: Instant) {
        let status: Status =
            switch answer.status {
            case 500...599: .service
            case 429: .rateLimited
            // What a token service says to a wrong client or secret (RFC 6749, section 5.2), or to one that was locked.
            case 400, 401, 403: .key
            default: .protocolViolation
            }
        var error = serverError(status, answer, by: "the token service", attempts: 0)
        switch status {
        case .service: retryToken(after: error, nil, now: now)
        case .rateLimited:
            error.retryAfterMilliseconds = metadata.retryAfter.milliseconds
            retryToken(after: error, metadata.retryAfter, now: now)
        default: failToken(error, now: now)
        }
    }

    private func tokenFailed(_ failure: TransportFailure, now: Instant) {
        var error = LabelfError(failure.status, "no token could be had: \(failure.message)")
        switch failure.status {
        case .resolve, .connect, .timeout, .network:
            error.retryAfterMilliseconds = settings.backoff.base.milliseconds
            retryToken(after: error, nil, now: now)
        default: failToken(error, now: now)
        }
    }

    /// As for any other request: 1, 2 and 4 s after a 5xx or a broken connection, and after a 429 what it asks for.
    private func retryToken(after error: LabelfError, _ wait: Interval?, now: Instant) {
        let retries = (tokens?.retries ?? 0) + 1
        guard retries <= settings.backoff.maxRetries else { return failToken(error, now: now) }
        tokens?.id = nil
        tokens?.retries = retries
        tokens?.due = now + (wait ?? settings.backoff.pause(beforeRetry: retries, using: &random))
        tokens?.lastError = error
    }

    private func failToken(_ error: LabelfError, now: Instant) {
        var error = error
        error.attempts = (tokens?.retries ?? 0) + 1
        endTokenRequest()
        tokens?.keeper.failed(error, now: now)
    }

    private func endTokenRequest() {
        tokens?.id = nil
        tokens?.due = nil
        tokens?.retries = 0
    }
}

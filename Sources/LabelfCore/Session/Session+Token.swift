/// The token that requests go with: one request for all that wait. It is none of the rate budget's, nor of those that count
/// against the connections: without it nothing else could be sent.
extension Session {
    /// Whether what is to be sent now has a token to go with. Asks for one if it has not, or if the one that is there runs
    /// out soon.
    func hasToken(now: Instant) -> Bool {
        guard let answer = token?.needed(now: now) else { return true }
        let due = token?.due
        if let due, due <= now { fetchToken(now: now) }
        if let due, due > now { timer.wake(at: due) }
        switch answer {
        case .use: return true
        case .useAndFetch:
            fetchToken(now: now)
            return true
        case .fetch:
            fetchToken(now: now)
            return false
        case .wait:
            if let due, due > now { giveUpUnreachable(before: due, now: now, because: token?.lastError) }
            return false
        case .failed(let error):
            endAllThatWaits(with: error)
            return false
        }
    }

    /// Whether this request asks for a token.
    package func isForToken(_ id: RequestID) -> Bool { token?.isRequest(id) ?? false }

    /// With a token, a 401 may say that it is not good any more: the request is sent once more, with a new one.
    func isSentWithNewToken(_ sent: Outbound, _ answer: ServerError, now: Instant) -> Bool {
        let delivery = sent.delivery
        let isRepeated = delivery.hasNewToken
        delivery.hasNewToken = false
        guard token != nil, answer.status == 401 else { return false }
        let error = serverError(.key, answer, sent)
        guard token?.rejected(delivery.token, isRepeated: isRepeated, error, now: now) == .again else { return false }
        delivery.hasNewToken = true
        delay(sent, until: now, because: error, now: now)
        return true
    }

    /// What has come of the request for a token; false for an event that is about something else.
    func handleTokenEvent(_ event: Event, now: Instant) -> Bool {
        guard token != nil else { return false }
        switch event {
        case .granted(let id, let grant) where isForToken(id): token?.arrived(grant, now: now)
        case .refused(let id, let answer, let metadata) where isForToken(id): tokenRefused(answer, metadata, now: now)
        case .garbled(let id, let message, _) where isForToken(id):
            var error = LabelfError(
                .protocolViolation, "the answer of the token service is not understood: \(message)")
            error.httpStatus = 200
            token?.failed(error, now: now)
        case .failed(let id, let failure) where isForToken(id): tokenFailed(failure, now: now)
        default: return false
        }
        return true
    }

    private func fetchToken(now: Instant) {
        let id = underway.nextID()
        token?.sent(id, now: now)
        act(.fetchToken(id))
    }

    private func tokenRefused(_ answer: ServerError, _ metadata: ResponseMetadata, now: Instant) {
        func error(_ status: Status) -> LabelfError {
            serverError(status, answer, by: "the token service", attempts: 0)
        }
        switch RetryDecision(ofTokenService: answer) {
        case .retry(let status, _): retryToken(after: error(status), nil, now: now)
        case .waitOut:
            var error = error(.rateLimited)
            error.retryAfterMilliseconds = metadata.retryAfter.milliseconds
            retryToken(after: error, metadata.retryAfter, now: now)
        case .split(let status), .end(let status): token?.failed(error(status), now: now)
        }
    }

    private func tokenFailed(_ failure: TransportFailure, now: Instant) {
        var error = LabelfError(failure.status, "no token could be had: \(failure.message)")
        guard case .retry = RetryDecision(failure) else {
            token?.failed(error, now: now)
            return
        }
        error.retryAfterMilliseconds = settings.backoff.base.milliseconds
        retryToken(after: error, nil, now: now)
    }

    /// As for any other request: 1, 2 and 4 s after a 5xx or a broken connection, and after a 429 what it asks for.
    private func retryToken(after error: LabelfError, _ wait: Interval?, now: Instant) {
        let retry = token?.nextRetry ?? 1
        guard retry <= settings.backoff.maxRetries else {
            token?.failed(error, now: now)
            return
        }
        let pause = wait ?? settings.backoff.pause(beforeRetry: retry, using: &random)
        token?.retry(at: now + pause, after: error)
    }
}

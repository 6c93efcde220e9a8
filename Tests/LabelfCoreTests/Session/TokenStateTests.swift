import Testing

@testable import LabelfCore

@Suite("The token and the request for the next one") struct TokenStateTests {
    let error = LabelfError(.service, "down")

    @Test("One request at a time; its retries are counted, and end with it")
    func retries() throws {
        var token = TokenState()
        let first = token.needed(now: at(0))
        token.sent(1, now: at(0))
        let second = token.needed(now: at(0))
        #expect(first == .fetch && second == .wait && token.isRequest(1) && !token.isRequest(2))
        token.retry(at: at(1), after: error)
        #expect(!token.isRequest(1) && token.due == at(1) && token.lastError == error && token.nextRetry == 2)
        token.sent(2, now: at(1))
        #expect(token.due == nil && token.isRequest(2))
        let grant = TokenGrant(token: try APIKey("token-for-a-test"), expiresInSeconds: 3600)
        token.arrived(grant, now: at(1))
        #expect(token.generation == 1 && token.nextRetry == 1 && !token.isRequest(2))
    }

    @Test("A failure says how often it was tried, and stands for a while")
    func failing() {
        var token = TokenState()
        _ = token.needed(now: at(0))
        token.sent(1, now: at(0))
        token.retry(at: at(1), after: error)
        token.sent(2, now: at(1))
        token.failed(error, now: at(1))
        guard case .failed(let failure) = token.needed(now: at(2)) else {
            Issue.record("no failure")
            return
        }
        let later = token.needed(now: at(60))
        #expect(failure.attempts == 2 && failure.status == .service)
        #expect(later == .fetch && token.nextRetry == 1)
    }
}

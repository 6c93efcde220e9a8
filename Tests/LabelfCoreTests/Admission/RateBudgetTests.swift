import Testing

@testable import LabelfCore

@Suite struct RateBudgetTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func headers(limit: Int? = nil, remaining: Int? = nil) -> RateHeaders {
        var headers = RateHeaders()
        headers.limit = limit
        headers.remaining = remaining
        return headers
    }

    func permit(_ budget: inout RateBudget, _ now: Instant) -> RateBudget.Permit {
        budget.permit(.interactive, waiting: 1, now: now)
    }

    /// How many requests may be sent at this moment, up to 1,000.
    func burst(_ budget: inout RateBudget, at now: Instant) -> Int {
        for sent in 0..<1_000 {
            guard budget.permit(.interactive, waiting: 1, now: now) == .now else { return sent }
            _ = budget.take(now: now)
        }
        return 1_000
    }

    @Test("A plan that is not known is asked for with one request")
    func probe() {
        var budget = RateBudget(requestsPerMinute: nil, bulkReservePercent: 10)
        #expect(burst(&budget, at: second(0)) == 1)
        #expect(permit(&budget, second(9)) == .afterResponse)
        budget.answered(.init(), headers(limit: 300), now: second(9))
        #expect(budget.limit == 300)
        #expect(permit(&budget, second(9)) == .now)
    }

    @Test("A probe without an answer is followed by another")
    func lostProbe() {
        var budget = RateBudget(requestsPerMinute: nil, bulkReservePercent: 10)
        #expect(burst(&budget, at: second(0)) == 1)
        budget.lost(.init(), now: second(1))
        #expect(burst(&budget, at: second(1)) == 1)
    }

    @Test("An answer without the fields means that there is no limit")
    func unlimited() {
        var budget = RateBudget(requestsPerMinute: nil, bulkReservePercent: 10)
        _ = burst(&budget, at: second(0))
        budget.answered(.init(), RateHeaders(), now: second(0))
        #expect(burst(&budget, at: second(0)) == 1_000)
    }

    @Test("The bucket holds ten seconds and refills by the second")
    func bucket() {
        var budget = RateBudget(requestsPerMinute: 60, bulkReservePercent: 10)
        #expect(burst(&budget, at: second(0)) == 10)
        #expect(burst(&budget, at: second(0.9)) == 0)
        #expect(burst(&budget, at: second(3.5)) == 3)
        #expect(burst(&budget, at: second(1_000)) == 10)
    }

    @Test("It says when the next request may be sent, and then it may")
    func next() {
        var budget = RateBudget(requestsPerMinute: 60, bulkReservePercent: 10)
        _ = burst(&budget, at: second(0))
        guard case .at(let instant) = budget.permit(.interactive, waiting: 1, now: second(0.25)) else {
            Issue.record("no instant")
            return
        }
        #expect(instant >= second(1) && instant < second(1.001))
        #expect(permit(&budget, instant) == .now)
    }

    @Test("What is left by the service's count bounds what may be sent")
    func remaining() {
        var budget = RateBudget(requestsPerMinute: 60, bulkReservePercent: 10)
        _ = budget.take(now: second(0))
        budget.answered(.init(), headers(limit: 60, remaining: 3), now: second(0))
        #expect(burst(&budget, at: second(0)) == 3)
    }

    @Test("A plan below the configuration counts, one above does not")
    func configured() {
        var budget = RateBudget(requestsPerMinute: 300, bulkReservePercent: 10)
        _ = budget.take(now: second(0))
        budget.answered(.init(), headers(limit: 60), now: second(0))
        #expect(budget.limit == 60)
        _ = budget.take(now: second(0))
        budget.answered(.init(), headers(limit: 6_000), now: second(0))
        #expect(budget.limit == 300)
    }

    @Test("In a pause nothing; of two pauses the later end counts")
    func pause() {
        var budget = RateBudget(requestsPerMinute: 60, bulkReservePercent: 10)
        budget.pause(until: second(7), now: second(0))
        budget.pause(until: second(3), now: second(0))
        #expect(permit(&budget, second(6.9)) == .at(second(7)))
        #expect(permit(&budget, second(7)) == .now)
    }
}

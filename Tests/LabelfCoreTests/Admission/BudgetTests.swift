import Testing

@testable import LabelfCore

@Suite("A budget of one's own, or a shared one") struct BudgetTests {
    /// What a file holds for two sessions.
    final class Shared {
        var value: RateBudget
        var inFlight: [UInt32] = [0, 0]
        var isThere = true
        var uses = 0

        init(_ value: RateBudget) { self.value = value }

        func budget(_ member: Int) -> Budget {
            Budget(RateBudget(requestsPerMinute: nil), sharing: sharing(member))
        }

        func sharing(_ member: Int) -> Budget.Sharing {
            { _, change in
                guard self.isThere else { return false }
                self.uses += 1
                change(&self.value, &self.inFlight[member])
                return true
            }
        }
    }

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func limit(_ limit: Int?) -> RateHeaders {
        var headers = RateHeaders()
        headers.limit = limit
        headers.isConclusive = true
        return headers
    }

    @Test("What one is told, the other knows; requests in flight are counted for each")
    func shared() {
        let shared = Shared(RateBudget(requestsPerMinute: nil))
        let (one, other) = (shared.budget(0), shared.budget(1))
        #expect(one.permit(.bulk, waiting: 9, now: second(0)) == .now)
        let probe = one.take(now: second(0))
        #expect(shared.inFlight == [1, 0])
        // The answer that is waited for is not one's own: look again soon.
        #expect(other.permit(.bulk, waiting: 9, now: second(0)) == .at(second(0.025)))
        one.answered(probe, limit(60), now: second(0.03))
        #expect(other.permit(.bulk, waiting: 1, now: second(0.04)) == .now)
        #expect(other.limit?.perMinute == 60)
        for _ in 0..<9 { _ = other.take(now: second(0.04)) }
        #expect(one.permit(.interactive, waiting: 1, now: second(0.05)) != .now)
        #expect(shared.inFlight == [0, 9])
    }

    @Test("While the shared value cannot be had, the budget as it was last seen goes on")
    func unavailable() {
        let shared = Shared(RateBudget(requestsPerMinute: 60))
        let budget = shared.budget(0)
        for _ in 0..<11 {
            let ticket = budget.take(now: second(0))
            if shared.inFlight[0] > 10 { budget.answered(ticket, limit(60), now: second(0)) }
        }
        shared.isThere = false
        #expect(budget.permit(.interactive, waiting: 1, now: second(0.5)) != .now)
        #expect(budget.limit?.perMinute == 60)
        let unseen = budget.take(now: second(1))
        shared.isThere = true
        #expect(shared.inFlight == [10, 0])
        budget.answered(unseen, limit(60), now: second(2))
        #expect(shared.inFlight == [10, 0] && budget.forecast.status(now: second(2)).inFlight == 10)
        #expect(budget.permit(.interactive, waiting: 1, now: second(20)) == .now)
    }

    @Test("Where there is no limit there is nothing to share; a limit that comes is")
    func unlimited() {
        let shared = Shared(RateBudget(requestsPerMinute: nil))
        let budget = shared.budget(0)
        budget.answered(budget.take(now: second(0)), limit(nil), now: second(0))
        budget.answered(budget.take(now: second(1)), limit(nil), now: second(1))
        let uses = shared.uses
        let ticket = budget.take(now: second(2))
        #expect(shared.uses == uses)
        budget.answered(ticket, limit(60), now: second(2))
        #expect(shared.uses > uses && budget.limit?.perMinute == 60)
    }

    @Test("Another budget takes its place: what is in flight is new to it, and its end is told there alone")
    func replaced() {
        let (first, second) = (Shared(RateBudget(requestsPerMinute: 60)), Shared(RateBudget(requestsPerMinute: 60)))
        let budget = first.budget(0)
        let tickets = (0..<3).map { _ in budget.take(now: self.second(0)) }
        #expect(first.inFlight[0] == 3)
        budget.replace(with: budget.learned(now: self.second(1)), sharing: second.sharing(0), now: self.second(1))
        let own = budget.take(now: self.second(1))
        #expect(second.inFlight[0] == 1)
        for ticket in tickets { budget.answered(ticket, limit(60), now: self.second(1)) }
        #expect(first.inFlight[0] == 3 && second.inFlight[0] == 1)
        budget.answered(own, limit(60), now: self.second(1))
        #expect(second.inFlight[0] == 0 && budget.forecast.status(now: self.second(1)).inFlight == 0)
        budget.replace(with: RateBudget(requestsPerMinute: 300), sharing: nil, now: self.second(1))
        #expect(budget.limit?.perMinute == 300)
    }

    @Test("What the shared value was not told when it could not be had, it is told with the next change")
    func owed() {
        let shared = Shared(RateBudget(requestsPerMinute: 60))
        let (one, other) = (shared.budget(0), shared.budget(1))
        let (answered, lost) = (one.take(now: second(0)), one.take(now: second(0)))
        shared.isThere = false
        one.answered(answered, limit(60), now: second(0.1))
        one.lost(lost, now: second(0.1))
        one.pause(until: second(30), now: second(0.1))
        #expect(shared.inFlight == [2, 0])
        shared.isThere = true
        #expect(one.permit(.interactive, waiting: 1, now: second(0.2)) == .at(second(30)))
        #expect(shared.inFlight == [0, 0])
        #expect(other.permit(.interactive, waiting: 1, now: second(0.2)) == .at(second(30)))
        #expect(other.forecast.status(now: second(0.2)).inFlight == 0)
        // Once is enough.
        _ = one.permit(.interactive, waiting: 1, now: second(31))
        #expect(shared.inFlight == [0, 0])
    }

    @Test("Requests that were in flight when the first was refused are one refusal, wherever that is told")
    func refusedTogether() {
        let shared = Shared(RateBudget(requestsPerMinute: nil))
        let budget = shared.budget(0)
        budget.answered(budget.take(now: second(0)), limit(nil), now: second(0))
        let tickets = (0..<8).map { _ in budget.take(now: second(1)) }
        var refusal = RateHeaders()
        refusal.isRefusal = true
        for ticket in tickets {
            budget.answered(ticket, refusal, now: second(1.1))
            #expect(budget.pause(for: nil, otherwise: .zero, now: second(1.1)) == second(1.2))
        }
        #expect(budget.forecast.status(now: second(1.2)).limit == 120)
    }

    @Test("Two who ask before either has sent are not given the same permit")
    func once() {
        let shared = Shared(RateBudget(requestsPerMinute: 60))
        let (one, other) = (shared.budget(0), shared.budget(1))
        for _ in 0..<9 {
            #expect(one.permit(.interactive, waiting: 9, now: second(0)) == .now)
            one.answered(one.take(now: second(0)), limit(60), now: second(0))
        }
        #expect(one.wouldPermit(.interactive, waiting: 1, now: second(0)) == .now)
        #expect(one.permit(.interactive, waiting: 1, now: second(0)) == .now)
        #expect(other.permit(.interactive, waiting: 1, now: second(0)) != .now)
        #expect(one.permit(.interactive, waiting: 1, now: second(0)) == .now)
        #expect(shared.inFlight == [1, 0])
        let ticket = one.take(now: second(0))
        #expect(shared.inFlight == [1, 0])
        one.answered(ticket, limit(60), now: second(0.1))
        #expect(shared.inFlight == [0, 0])
        #expect(one.permit(.interactive, waiting: 1, now: second(5)) == .now)
        one.giveBack(now: second(5))
        one.giveBack(now: second(5))
        #expect(shared.inFlight == [0, 0])
    }
}

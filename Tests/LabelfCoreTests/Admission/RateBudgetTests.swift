import Testing

@testable import LabelfCore

@Suite struct RateBudgetTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func headers(limit: Int? = nil, remaining: Int? = nil, reset: Int64? = nil, at time: Int64 = 0) -> RateHeaders {
        var headers = RateHeaders()
        headers.limit = limit
        headers.remaining = remaining
        headers.reset = reset.map { .seconds($0 - time) }
        headers.time = time
        headers.isConclusive = true
        return headers
    }

    func permit(_ budget: inout RateBudget, _ lane: Lane, waiting: Int, _ now: Instant) -> RateBudget.Permit {
        budget.permit(lane, waiting: waiting, now: now)
    }

    func forecast(_ budget: inout RateBudget, _ now: Instant) -> RateForecast { budget.forecast(now: now) }

    /// How many requests of a lane may be sent at this moment, up to 1,000, and their tickets.
    func burst(_ budget: inout RateBudget, _ lane: Lane = .interactive, at now: Instant) -> [Ticket] {
        var tickets: [Ticket] = []
        while tickets.count < 1_000, budget.permit(lane, waiting: 1_000, now: now) == .now {
            tickets.append(budget.take(now: now))
        }
        return tickets
    }

    @Test("A plan that is not known is asked for with one request")
    func probe() {
        var budget = RateBudget(requestsPerMinute: nil)
        let probe = burst(&budget, at: second(0))
        #expect(probe.count == 1)
        #expect(permit(&budget, .bulk, waiting: 9, second(4)) == .afterResponse(orAt: second(5)))
        budget.answered(probe[0], headers(limit: 300), now: second(4))
        #expect(budget.limit?.perMinute == 300)
        #expect(burst(&budget, at: second(4)).count == 49)
    }

    @Test("A limit that is told after many requests without one costs no wait: they did not come out of it")
    func lateLimit() {
        var budget = RateBudget(requestsPerMinute: nil)
        budget.answered(budget.take(now: second(0)), headers(), now: second(0))
        for step in 1..<1_000 {
            let now = second(Double(step) / 100)
            budget.answered(budget.take(now: now), headers(), now: now)
        }
        budget.answered(budget.take(now: second(10)), headers(limit: 300, remaining: 299, reset: 60), now: second(10))
        #expect(permit(&budget, .interactive, waiting: 1, second(10.25)) == .now)
        #expect(burst(&budget, at: second(20)).count == 50)
    }

    @Test("A service that hangs on the probe is asked again every five seconds")
    func hangingProbe() {
        var budget = RateBudget(requestsPerMinute: nil)
        var probes: [Ticket] = []
        for moment in 0..<60 { probes += burst(&budget, at: second(Double(moment))) }
        #expect(probes.map(\.sentAt) == stride(from: 0, to: 60, by: 5).map { second(Double($0)) })
        budget.answered(probes[11], headers(limit: 60), now: second(60))
        #expect(burst(&budget, at: second(60)).isEmpty)
    }

    @Test("A probe without an answer is followed by another; so is one that only a proxy answered")
    func lostProbe() {
        var budget = RateBudget(requestsPerMinute: nil)
        budget.lost(burst(&budget, at: second(0))[0], now: second(1))
        let second = burst(&budget, at: second(1))
        #expect(second.count == 1)
        budget.answered(second[0], RateHeaders(), now: self.second(2))
        #expect(burst(&budget, at: self.second(2)).count == 1)
    }

    @Test("The service's own answer without the fields means that there is no limit")
    func unlimited() {
        var budget = RateBudget(requestsPerMinute: nil)
        budget.answered(burst(&budget, at: second(0))[0], headers(), now: second(0))
        #expect(burst(&budget, at: second(0)).count == 1_000)
        #expect(forecast(&budget, second(0)).status(now: second(0)).limit == nil)
    }

    @Test("With the plan known: the full burst at once, then the sustained rate")
    func configured() {
        var budget = RateBudget(requestsPerMinute: 60)
        let sent = burst(&budget, at: second(0))
        #expect(sent.count == 10)
        for ticket in sent { budget.answered(ticket, headers(), now: second(0)) }
        #expect(burst(&budget, at: second(0.9)).isEmpty)
        guard case .at(let instant) = budget.permit(.interactive, waiting: 1, now: second(0.5)) else {
            Issue.record("no instant")
            return
        }
        #expect(instant > second(0.999) && instant < second(1.001))
        #expect(burst(&budget, at: second(3.5)).count == 3)
    }

    @Test("Bulk leaves a reserve to interactive calls, unless all that waits fits")
    func reserve() {
        var budget = RateBudget(requestsPerMinute: 300, bulkReservePercent: 20)
        #expect(burst(&budget, .bulk, at: second(0)).count == 40)
        #expect(permit(&budget, .bulk, waiting: 11, second(0)) != .now)
        #expect(forecast(&budget, second(0)).status(now: second(0)).pacing == .reserve)
        #expect(permit(&budget, .bulk, waiting: 10, second(0)) == .now)
        #expect(burst(&budget, .interactive, at: second(0)).count == 10)
        var small = RateBudget(requestsPerMinute: 6, bulkReservePercent: 90)
        #expect(burst(&small, .bulk, at: second(0)).count == 1)
    }

    @Test("Never more than the window has, and after its reset one request asks what there is")
    func window() {
        var budget = RateBudget(requestsPerMinute: nil)
        var sent = 0
        func headers(at now: Double) -> RateHeaders {
            self.headers(limit: 60, remaining: 60 - sent, reset: 60, at: Int64(now))
        }
        for tenth in 0..<609 {
            let now = Double(tenth) / 10
            for ticket in burst(&budget, at: second(now)) {
                sent += 1
                budget.answered(ticket, headers(at: now), now: second(now))
            }
        }
        #expect(sent == 60)
        let probe = burst(&budget, at: second(61))
        #expect(probe.count == 1)
        #expect(permit(&budget, .bulk, waiting: 9, second(62)) == .afterResponse(orAt: second(66)))
        budget.answered(probe[0], self.headers(limit: 60, remaining: 59, reset: 120, at: 61), now: second(62))
        #expect(burst(&budget, at: second(62)).count == 9)
    }

    @Test("A plan below the configuration counts, one above does not")
    func plan() {
        var budget = RateBudget(requestsPerMinute: 300)
        budget.answered(budget.take(now: second(0)), headers(limit: 60), now: second(0))
        #expect(budget.limit?.perMinute == 60)
        budget.answered(budget.take(now: second(0)), headers(limit: 6_000), now: second(0))
        #expect(budget.limit?.perMinute == 300)
    }

    @Test("In a pause nothing; of two pauses the later end counts; then not all at once")
    func pause() {
        var budget = RateBudget(requestsPerMinute: 60)
        budget.pause(until: second(7), now: second(1))
        budget.pause(until: second(3), now: second(1))
        #expect(permit(&budget, .interactive, waiting: 1, second(6.9)) == .at(second(7)))
        #expect(forecast(&budget, second(2)).status(now: second(2)).pacing == .pause)
        #expect(burst(&budget, at: second(16)).count == 1)
    }

    @Test("Fields that contradict each other or are absurd neither stall nor flood", arguments: 0..<50)
    func absurd(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var budget = RateBudget(requestsPerMinute: 600, random: random)
        var now = second(1_000)
        var sent = 0
        while now < second(1_300) {
            switch budget.permit(.bulk, waiting: 100, now: now) {
            case .now:
                sent += 1
                let ticket = budget.take(now: now)
                let time = now.nanoseconds / 1_000_000_000 + Int64.random(in: -3_600...3_600, using: &random)
                let odd = headers(
                    limit: [600, 1, 10_000_000].randomElement(using: &random),
                    remaining: [nil, 0, 3, 10_000_000].randomElement(using: &random) ?? nil,
                    reset: time + Int64.random(in: 0...120, using: &random),
                    at: time)
                budget.answered(ticket, odd, now: now)
            case .at(let instant):
                #expect(instant > now)
                if instant <= now { return }
                now = instant
            case .afterResponse:
                Issue.record("nothing is in flight")
                return
            }
        }
        #expect(sent >= 2 && sent <= 3_100)
    }

    @Test("How long so many more requests take, at the earliest")
    func forecast() {
        var budget = RateBudget(requestsPerMinute: nil)
        func seconds(_ requests: Int) -> Double? {
            budget.forecast(now: second(0)).wait(forRequests: requests, now: second(0))?.seconds
        }
        #expect(seconds(5) == nil)
        let probe = budget.take(now: second(0))
        budget.answered(probe, headers(limit: 60, remaining: 59, reset: 60, at: 0), now: second(0))
        #expect(seconds(9).map { $0 < 0.001 } == true)
        #expect(seconds(29).map { abs($0 - 20) < 0.01 } == true)
        // 59 are left until the reset, which has certainly come a second after it; then a burst of 10.
        #expect(seconds(79).map { abs($0 - 71) < 0.01 } == true)
        budget.pause(until: second(500), now: second(0))
        #expect(seconds(1) == 500)
    }
}

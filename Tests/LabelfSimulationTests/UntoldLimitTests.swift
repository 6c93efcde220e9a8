import Testing

@testable import LabelfCore

/// A service that does not say what its limit is: requests and answers on a virtual clock, with eight connections.
struct UntoldService {
    /// Whether a request is granted, by when it arrives, how many are in flight, and a state of the limiter's own.
    var grants: (_ now: Double, _ inFlight: Int, _ state: inout [Double]) -> Bool
    /// What a refusal asks to wait, in seconds; nil if it does not say.
    var retryAfter: Double?
    var latency = 0.05

    static func bucket(perSecond: Double, burst: Double, retryAfter: Double?) -> UntoldService {
        UntoldService(
            grants: { now, _, state in
                if state.isEmpty { state = [burst, now] }
                state[0] = min(burst, state[0] + (now - state[1]) * perSecond)
                state[1] = now
                guard state[0] >= 1 else { return false }
                state[0] -= 1
                return true
            }, retryAfter: retryAfter)
    }

    static func concurrency(_ most: Int) -> UntoldService {
        UntoldService(grants: { _, inFlight, _ in inFlight <= most }, retryAfter: nil, latency: 0.1)
    }

    /// What a job of so many requests came to.
    struct Outcome {
        var seconds = 0.0
        var refused = 0
        var longestGap = 0.0
    }

    func run(requests: Int, connections: Int = 8) -> Outcome {
        var outcome = Outcome()
        var budget = RateBudget(requestsPerMinute: nil)
        var state: [Double] = []
        var flights: [(ticket: Ticket, end: Double, granted: Bool)] = []
        var (left, done, now, lastGrant) = (requests, 0, 0.0, 0.0)
        func instant(_ seconds: Double) -> Instant { Instant(nanoseconds: 1_000_000_000) + .seconds(seconds) }
        while done < requests, now < 4_000 {
            var next = now + 60
            while left > 0, flights.count < connections {
                let permit = budget.permit(.bulk, waiting: left, now: instant(now))
                guard permit == .now else {
                    if case .at(let when) = permit { next = min(next, now + (when - instant(now)).seconds) }
                    break
                }
                let ticket = budget.take(now: instant(now))
                left -= 1
                let isGranted = grants(now + latency / 2, flights.count + 1, &state)
                flights.append((ticket, now + latency, isGranted))
            }
            if let first = flights.indices.min(by: { flights[$0].end < flights[$1].end }), flights[first].end <= next {
                let flight = flights.remove(at: first)
                now = max(now, flight.end)
                var headers = RateHeaders()
                headers.isRefusal = !flight.granted
                headers.isConclusive = flight.granted
                budget.answered(flight.ticket, headers, now: instant(now))
                if flight.granted {
                    done += 1
                    outcome.longestGap = max(outcome.longestGap, now - lastGrant)
                    lastGrant = now
                } else {
                    left += 1
                    outcome.refused += 1
                    let floor = budget.forecast(now: instant(now)).floor
                    let wait = max(.seconds(retryAfter ?? 0), floor)
                    budget.pause(until: instant(now) + wait, now: instant(now))
                }
            } else {
                now = max(next, now + 0.000_1)
            }
        }
        outcome.seconds = now
        return outcome
    }
}

@Suite("A limit that nothing tells is found by what is refused") struct UntoldLimitTests {
    /// 500 requests at 5 a second: the least time, by the burst.
    @Test(
        arguments: [50, 60, 48, 30, 10, 1] as [Double],
        [1, 0, 0.15, nil] as [Double?])
    func buckets(burst: Double, retryAfter: Double?) {
        let outcome = UntoldService.bucket(perSecond: 5, burst: burst, retryAfter: retryAfter).run(requests: 500)
        let least = (500 - burst) / 5
        #expect(outcome.seconds < 1.3 * least)
        #expect(outcome.refused < 60)
    }

    @Test("A service without a limit is not slowed down by one stray refusal for long")
    func stray() {
        var service = UntoldService(grants: { _, _, _ in true }, retryAfter: 1, latency: 0.02)
        service.grants = { now, _, state in
            if now > 1, state.isEmpty {
                state = [1]
                return false
            }
            return true
        }
        let outcome = service.run(requests: 4_000)
        #expect(outcome.seconds < 20 && outcome.refused == 1)
    }

    @Test("A limit of four requests in flight, by their rate: 40 a second")
    func concurrency() {
        let outcome = UntoldService.concurrency(4).run(requests: 1_000)
        #expect(outcome.seconds < 1.6 * 1_000 / 40 && outcome.refused < 150)
    }

    @Test("A plan with other figures", arguments: [1, 20, 100] as [Double])
    func plans(perSecond: Double) {
        let requests = max(500, Int(perSecond * 100))
        let outcome = UntoldService.bucket(perSecond: perSecond, burst: 10 * perSecond, retryAfter: nil)
            .run(requests: requests)
        #expect(outcome.seconds < 1.3 * (Double(requests) / perSecond - 10))
        #expect(outcome.refused < requests * 12 / 100)
    }
}

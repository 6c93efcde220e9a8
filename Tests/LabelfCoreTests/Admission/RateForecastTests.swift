import Testing

@testable import LabelfCore

@Suite("What a budget says of itself holds later too") struct RateForecastTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    @Test("An forecast goes on by itself: what was used comes back")
    func later() {
        var budget = RateBudget(requestsPerMinute: 60)
        for _ in 0..<10 {
            let ticket = budget.take(now: second(0))
            budget.answered(ticket, RateHeaders(), now: second(0))
        }
        let forecast = budget.forecast(now: second(0))
        #expect(forecast.status(now: second(0)).remaining == 0)
        #expect(forecast.status(now: second(0)).pacing == .sustained)
        #expect(forecast.status(now: second(1.5)).pacing == .reserve)
        #expect(forecast.status(now: second(4)).remaining == 4)
        #expect(forecast.status(now: second(4)).pacing == .burst)
        #expect(forecast.wait(forRequests: 6, now: second(4)).map { abs($0.seconds - 2) < 0.01 } == true)
    }

    @Test("An unused plan: a burst of a sixth, and then the rate (API document, Limits)")
    func unused() {
        let forecast = RateForecast(unused: RateLimit(perMinute: 300))
        #expect(forecast.wait(forRequests: 50, now: second(9)) == .zero)
        #expect(forecast.wait(forRequests: 350, now: second(9)).map { abs($0.seconds - 60) < 0.01 } == true)
        #expect(RateForecast(unused: nil).wait(forRequests: 1, now: second(9)) == nil)
    }
}

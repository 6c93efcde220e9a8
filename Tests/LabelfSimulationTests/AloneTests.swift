import LabelfCore
import Testing

@testable import LabelfSandbox

@Suite("A client alone in its workspace, whatever the service's limiter") struct AloneTests {
    /// How long a schedule may take: 1.02 times the minimum and a round trip. The probe that finds out what a new window
    /// holds takes a round trip too, and rounding of its reset a second; what is lost has to be sent again.
    private static func allowance(_ simulation: Simulation, _ minimum: Minimum) -> Double {
        let trip = simulation.longestRoundTrip.seconds
        let again = simulation.losses == 0 ? 0 : trip + 60 / Double(simulation.schedule.requestsPerMinute)
        return 1.02 * (minimum.finish.seconds + trip) + trip + Double(minimum.windowEnds) * (1 + trip)
            + Double(simulation.awaitedLosses) * trip + again
    }

    @Test("No 429, and 1.02 times the least time and a round trip", arguments: LimiterKind.allCases)
    func alone(limiter: LimiterKind) throws {
        var ratios: [Double] = []
        var utilisation: [Double] = []
        for seed in 0..<UInt64(1_000) {
            let schedule = Schedule.alone(seed: seed, limiter)
            var simulation = Simulation(schedule)
            let isDone = simulation.run()
            #expect(isDone, "seed \(seed): a deadlock")
            #expect(simulation.service.refused == 0, "seed \(seed): \(simulation.service.refused) refused")
            let minimum = Minimum(
                schedule, requests: simulation.sent, roundTrip: simulation.longestRoundTrip.seconds)
            let took = try #require(simulation.clients[0].finishedAt).seconds
            ratios.append(took / Self.allowance(simulation, minimum))
            if minimum.finish.seconds > 30 { utilisation.append(minimum.finish.seconds / took) }
        }
        let over = ratios.filter { $0 > 1 }
        print(
            row("alone", limiter, 1) + " 1000 schedules, 0 refused, \(over.count) over the allowance, at most",
            "\(percent((ratios.max() ?? 0) - 1)) over; jobs of 30 s and more use \(percent(utilisation.median))",
            "of what could be used")
        // A sliding window gives a permit back a minute after the grant, of which a client knows no more than that it was
        // before the answer: with latencies of more than a second that costs more than 2%.
        #expect(over.count <= (limiter == .slidingWindow ? 5 : 0) && over.allSatisfy { $0 < 1.03 })
    }
}

extension Instant {
    var seconds: Double { Double(nanoseconds) / 1e9 }
}

extension [Double] {
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}

func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let rest = String(abs(hundredths) % 100)
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest.count < 2 ? "0" + rest : rest)%"
}

func row(_ what: String, _ limiter: LimiterKind, _ clients: Int) -> String {
    "\(what), \(limiter.rawValue), \(clients) client\(clients == 1 ? "" : "s"):"
}

import LabelfCore
import Testing

@testable import LabelfSandbox

@Suite("Clients of one workspace that do not talk to each other") struct OtherClientsTests {
    static let cells = LimiterKind.allCases.flatMap { limiter in [2, 4, 8].map { (limiter, $0) } }

    @Test("Share the budget, waste none of it, and hardly ever meet a 429", arguments: cells)
    func otherClients(limiter: LimiterKind, clients: Int) {
        var granted = 0
        var refused = 0
        var budget = 0
        var shares: [Double] = []
        for seed in 0..<UInt64(40) {
            let schedule = Schedule.otherClients(of: clients, seed: seed, limiter)
            var simulation = Simulation(schedule)
            // All have started after 20 s; ten minutes of work are looked at.
            _ = simulation.run(until: Instant(nanoseconds: 20_000_000_000))
            let before = (simulation.service.granted, simulation.service.refused, simulation.clients.map(\.answered))
            _ = simulation.run(until: Instant(nanoseconds: 620_000_000_000))
            granted += simulation.service.granted - before.0
            refused += simulation.service.refused - before.1
            budget += 10 * schedule.requestsPerMinute
            let answered = zip(simulation.clients, before.2).map { Double($0.answered - $1) }
            shares.append((answered.min() ?? 0) / max(answered.max() ?? 1, 1))
        }
        let used = Double(granted) / Double(budget)
        let wasted = Double(refused) / Double(granted + refused)
        print(
            row("others", limiter, clients), "\(percent(used)) of the budget used, \(percent(wasted)) refused,",
            "slowest by fastest client \(percent(shares.median)), in the least even of 40 schedules",
            percent(shares.min() ?? 0))
        #expect(used >= 0.95)
        #expect(wasted < 0.01)
        #expect(shares.median >= 0.7 && shares.allSatisfy { $0 > 0.5 })
    }
}

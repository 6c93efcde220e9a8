import LabelfCore

@testable import LabelfSandbox

/// What is random about one simulation, all from one seed.
struct Schedule {
    var seed: UInt64
    var limiter: LimiterKind
    /// The plan: 60 to 6,000.
    var requestsPerMinute: Int
    /// How many requests each client has to get through.
    var requests: Int
    /// Round trips in seconds, within 5 ms to 2 s; how much of each is the way there is random too.
    var latency: ClosedRange<Double>
    /// The share of requests whose answer is lost; half of them are lost on the way there.
    var loss: Double
    /// Nanoseconds that the service's clock is ahead: hours, either way.
    var skew: Int64
    /// Whether the clients know the plan.
    var isConfigured: Bool
    /// Percent that bulk leaves to interactive calls.
    var reserve: Int
    /// When each client starts.
    var starts: [Instant]

    /// A client alone.
    static func alone(seed: UInt64, _ limiter: LimiterKind) -> Schedule {
        var random = Randomness(seed: seed &+ 1)
        let plan = Int(60 * pow100(Double.random(in: 0...1, using: &random)))
        let sizes: [Double] = [0.05, 0.5, 1.2, 3]
        let size = sizes.randomElement(using: &random) ?? 1
        let losses: [Double] = [0, 0, 0.001, 0.02]
        let slow = Double.random(in: 0...1, using: &random)
        let longest = 0.005 + 1.995 * slow * slow
        let shortest = Double.random(in: 0.005...longest, using: &random)
        return Schedule(
            seed: seed, limiter: limiter, requestsPerMinute: plan,
            requests: max(1, Int(Double(plan) * Double.random(in: 0...size, using: &random))),
            latency: shortest...longest, loss: losses.randomElement(using: &random) ?? 0,
            skew: Schedule.unix + Int64.random(in: -20_000_000...20_000_000, using: &random) * 1_000_000,
            isConfigured: Bool.random(using: &random), reserve: Bool.random(using: &random) ? 10 : 0,
            starts: [Instant(nanoseconds: 0)])
    }

    /// Several clients that do not talk to each other, each with more to do than there is time.
    static func otherClients(of clients: Int, seed: UInt64, _ limiter: LimiterKind) -> Schedule {
        var schedule = alone(seed: seed, limiter)
        var random = Randomness(seed: seed &+ 2)
        schedule.requests = 1_000_000
        schedule.isConfigured = false
        schedule.starts = (0..<clients).map { _ in
            .init(nanoseconds: 0) + .seconds(Double.random(in: 0...20, using: &random))
        }
        return schedule
    }

    /// A time in the year 2026.
    private static let unix: Int64 = 1_790_000_000 * 1_000_000_000

    /// 1 to 100, evenly on a scale of factors.
    private static func pow100(_ exponent: Double) -> Double {
        var result = 1.0
        var rest = exponent
        var factor = 100.0
        for _ in 0..<20 {
            factor = factor.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= factor
                rest -= 1
            }
        }
        return result
    }
}

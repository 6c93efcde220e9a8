import LabelfCore

@testable import LabelfSandbox

/// The service of a simulation: the sandbox's own limiter behind a clock that is wrong by hours, on virtual time.
struct SimulatedService {
    /// Nanoseconds that its clock is ahead of the clients'.
    let skew: Int64
    private var limiter: any RateLimiter
    private(set) var granted = 0
    private(set) var refused = 0

    init(_ kind: LimiterKind, requestsPerMinute: Int, skew: Int64) {
        self.skew = skew
        limiter = kind.makeLimiter(requestsPerMinute: requestsPerMinute, now: skew)
    }

    /// A request arrives. Arrivals have to be told in their order.
    mutating func admit(at now: Instant) -> RateDecision {
        let decision = limiter.admit(now: now.nanoseconds + skew)
        if decision.granted { granted += 1 } else { refused += 1 }
        return decision
    }

    /// The headers of an answer that is written at an instant.
    func headers(_ decision: RateDecision, at now: Instant) -> RateHeaders {
        var headers = RateHeaders()
        headers.limit = decision.limit
        headers.remaining = decision.remaining
        let time = (now.nanoseconds + skew) / Span.second
        headers.time = time
        headers.reset = .seconds(max(decision.resetSeconds - time, 0))
        headers.isConclusive = decision.granted
        headers.isRefusal = !decision.granted
        return headers
    }
}

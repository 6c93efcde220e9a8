/// At most `limit` grants in any sixty seconds: the instants of the last grants are kept, in a ring.
///
/// The reset it reports is the moment at which the oldest grant leaves the window, and the next permit is free.
struct SlidingWindowLimiter: RateLimiter {
    private let limit: Int
    private var grants: [Int64] = []
    private var oldest = 0
    private var count = 0

    /// A limiter that has seen nothing.
    init(requestsPerMinute: Int) {
        limit = max(1, requestsPerMinute)
    }

    mutating func admit(now: Int64) -> RateDecision {
        forget(now: now)
        guard count < limit else { return decision(granted: false, now: now) }
        remember(now)
        return decision(granted: true, now: now)
    }

    mutating func peek(now: Int64) -> RateDecision {
        forget(now: now)
        return decision(granted: true, now: now)
    }

    private mutating func forget(now: Int64) {
        while count > 0, grants[oldest] + Span.window <= now {
            oldest = (oldest + 1) % grants.count
            count -= 1
        }
    }

    private mutating func remember(_ now: Int64) {
        if count == grants.count {
            let kept = (0..<count).map { grants[(oldest + $0) % grants.count] }
            grants = kept + Array(repeating: 0, count: min(limit - count, max(16, count)))
            oldest = 0
        }
        grants[(oldest + count) % grants.count] = now
        count += 1
    }

    private func decision(granted: Bool, now: Int64) -> RateDecision {
        let reset = count > 0 ? grants[oldest] + Span.window : now
        return RateDecision(
            granted: granted, limit: limit, remaining: limit - count, resetSeconds: Span.secondsRoundedUp(reset),
            retryAfterSeconds: granted ? 0 : max(1, Span.secondsRoundedUp(reset - now)))
    }
}

/// A counter that starts anew with every minute of Unix time.
struct FixedWindowLimiter: RateLimiter {
    private let limit: Int
    private var window: Int64 = .min
    private var used = 0

    /// A limiter that has seen nothing.
    init(requestsPerMinute: Int) {
        limit = max(1, requestsPerMinute)
    }

    mutating func admit(now: Int64) -> RateDecision {
        enter(now: now)
        guard used < limit else { return decision(granted: false, now: now) }
        used += 1
        return decision(granted: true, now: now)
    }

    mutating func peek(now: Int64) -> RateDecision {
        enter(now: now)
        return decision(granted: true, now: now)
    }

    private mutating func enter(now: Int64) {
        let current = now / Span.window
        guard current > window else { return }
        window = current
        used = 0
    }

    private func decision(granted: Bool, now: Int64) -> RateDecision {
        let end = (window + 1) * Span.window
        return RateDecision(
            granted: granted, limit: limit, remaining: limit - used, resetSeconds: Span.secondsRoundedUp(end),
            retryAfterSeconds: granted ? 0 : max(1, Span.secondsRoundedUp(end - now)))
    }
}

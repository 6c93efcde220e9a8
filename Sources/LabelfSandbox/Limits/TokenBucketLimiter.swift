/// A bucket that refills at limit/60 a second and holds limit/6, at least one: ten seconds at double rate drain it.
///
/// The level is counted in permits times nanoseconds of a minute, so that every refill is exact: `limit` of those
/// units flow in each nanosecond and one permit costs a minute's worth of nanoseconds.
struct TokenBucketLimiter: RateLimiter {
    private let limit: Int64
    private let capacity: Int64
    private var level: Int64
    private var updated: Int64

    private static let permit = Span.window

    /// A full bucket.
    init(requestsPerMinute: Int, now: Int64) {
        limit = Int64(max(1, min(requestsPerMinute, Self.highestRate)))
        capacity = max(Self.permit, limit * Self.permit / 6)
        level = capacity
        updated = now
    }

    /// Above this many requests a minute the level would no longer fit 64 bits.
    static let highestRate = 100_000_000

    mutating func admit(now: Int64) -> RateDecision {
        refill(now: now)
        guard level >= Self.permit else { return decision(granted: false, now: now) }
        level -= Self.permit
        return decision(granted: true, now: now)
    }

    mutating func peek(now: Int64) -> RateDecision {
        refill(now: now)
        return decision(granted: true, now: now)
    }

    private mutating func refill(now: Int64) {
        let elapsed = max(0, now - updated)
        updated = max(updated, now)
        let room = capacity - level
        level = elapsed > room / limit ? capacity : level + elapsed * limit
    }

    private func decision(granted: Bool, now: Int64) -> RateDecision {
        let untilPermit = max(0, Self.permit - level + limit - 1) / limit
        let untilFull = (capacity - level + limit - 1) / limit
        return RateDecision(
            granted: granted, limit: Int(limit), remaining: Int(level / Self.permit),
            resetSeconds: Span.secondsRoundedUp(now + untilFull),
            retryAfterSeconds: granted ? 0 : max(1, Span.secondsRoundedUp(untilPermit)))
    }
}

/// The permits that the documented burst leaves us: a bucket that refills at the sustained rate and holds the burst.
///
/// A service that counts with such a bucket itself has at least as many permits as this one, whatever the latencies: a
/// request counts here when it is sent, and there when it arrives. Where the service's bucket is full it stays full until
/// the first request arrives, so that this one may not refill beyond what is full less all that is under way.
struct TokenBucket: BitwiseCopyable {
    /// Permits; below zero after the service has refused a request.
    private(set) var level: Double
    private var updated: Instant

    init(full limit: RateLimit, less taken: Int, now: Instant) {
        level = limit.burst - Double(taken)
        updated = now
    }

    mutating func refill(_ limit: RateLimit, inFlight: Int, now: Instant) {
        guard now > updated else { return }
        let room = max(limit.burst - Double(inFlight) - level, 0)
        level += min((now - updated).seconds * limit.perSecond, room)
        updated = now
    }

    mutating func take() {
        level -= 1
    }

    /// The service had no permit left, or the limit has become smaller.
    mutating func lower(to bound: Double) {
        level = min(level, bound)
    }

    /// When there are so many permits, from the last refill on.
    func time(until permits: Double, _ limit: RateLimit) -> Instant {
        // A microsecond more, so that rounding never makes it too early.
        updated + limit.time(for: max(permits - level, 0)) + Interval(nanoseconds: 1_000)
    }
}

/// The permits that the documented burst leaves us: a bucket that refills at the sustained rate and holds the burst.
///
/// A service that counts with such a bucket itself has at least as many permits as this one, whatever the latencies: a
/// request counts here when it is sent, and there when it arrives. Where the service's bucket is full it stays full until
/// the first request arrives, so that this one may not refill beyond what is full less all that may still be on its way.
struct TokenBucket: BitwiseCopyable {
    /// Permits; below zero after the service has refused a request.
    private(set) var level: Double
    private var updated: Instant

    init(full limit: RateLimit, less taken: Int, now: Instant) {
        level = limit.burst - Double(taken)
        updated = now
    }

    mutating func refill(_ limit: RateLimit, onTheWay: Int, now: Instant) {
        guard now > updated else { return }
        let room = max(limit.burst - Double(onTheWay) - level, 0)
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

    /// Whether there are that many permits; what a few nanoseconds bring is not waited for.
    func holds(_ permits: Double, _ limit: RateLimit) -> Bool {
        level + 1e-6 + limit.perSecond * 2e-9 >= permits
    }

    /// When there are that many permits, from the last refill on.
    func time(until permits: Double, _ limit: RateLimit) -> Instant {
        updated + limit.time(for: max(permits - level, 0))
    }
}

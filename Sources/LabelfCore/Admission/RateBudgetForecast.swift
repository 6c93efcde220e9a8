/// What the budget says of itself, to those who look on or plan ahead.
extension RateBudget {
    package func status(now: Instant) -> RateStatus {
        var then = self
        var status = RateStatus()
        status.inFlight = log.inFlight
        status.pacing = then.decide(.bulk, waiting: .max, now: now).pacing
        status.limit = limit?.perMinute
        if let pausedUntil, now < pausedUntil {
            status.remaining = limit.map { _ in 0 }
            status.reset = pausedUntil - now
            return status
        }
        guard let limit, let bucket = then.bucket(filled: limit, now: now) else { return status }
        let left = evidence.refill == .steadily ? Int.max : inWindow(limit, now: now)
        status.remaining = max(min(Int(bucket.level), left), 0)
        let toReset = evidence.refill == .steadily ? .zero : timeToReset(now)
        status.reset = max(toReset, bucket.time(until: limit.burst, limit) - now, .zero)
        return status
    }

    /// Until so many more requests can have been sent, at the earliest: others may use permits meanwhile. Nil if no limit
    /// is known.
    package func forecast(requests: Int, now: Instant) -> Interval? {
        guard let limit else { return nil }
        var then = self
        guard let bucket = then.bucket(filled: limit, now: now) else { return nil }
        let wanted = Double(requests)
        let paused = pausedUntil.map { $0 - now } ?? .zero
        let earliest = max(bucket.time(until: wanted, limit) - now, paused, .zero)
        guard evidence.refill != .steadily else { return earliest }
        let left = Double(max(inWindow(limit, now: now), 0))
        guard wanted > left else { return earliest }
        return max(earliest, max(timeToReset(now), .zero) + limit.time(for: max(wanted - left - limit.burst, 0)))
    }

    private mutating func bucket(filled limit: RateLimit, now: Instant) -> TokenBucket? {
        advance(limit, now: now)
        return bucket
    }
}

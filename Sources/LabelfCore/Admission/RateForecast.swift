/// A budget in short: what can be sent, and when, at any later time, as far as is known.
package struct RateForecast: BitwiseCopyable, Sendable {
    /// Requests a minute in force; nil if no limit is known.
    package private(set) var limit: RateLimit?
    /// Nothing is sent before then: the service said so.
    package fileprivate(set) var pausedUntil: Instant?
    /// Whether the service has said that it has no limit.
    fileprivate(set) var isUnlimited = false
    fileprivate var inFlight = 0
    fileprivate var bucket: TokenBucket?
    fileprivate var onTheWay = 0
    /// Permits left in the service's count of the minute; nil where it does not count so.
    fileprivate var left: Int?
    /// When that count is anew.
    fileprivate var reset: Instant?
    fileprivate var othersAreSeen = false
    fileprivate var reserve = 0.0
    /// Requests a second that are kept to while no limit is known; nil for no bound.
    fileprivate var pace: Double?
    /// What is waited after a refusal that does not say how long, while no limit is known.
    package fileprivate(set) var floor = Interval.zero

    /// A budget of which nothing is used.
    package init(unused limit: RateLimit?) {
        self.limit = limit
        bucket = limit.map { TokenBucket(full: $0, less: 0, now: Instant(nanoseconds: 0)) }
    }

    package func status(now: Instant) -> RateStatus {
        var status = RateStatus()
        status.inFlight = inFlight
        status.limit = limit?.perMinute
        if let pausedUntil, now < pausedUntil {
            status.pacing = .pause
            status.remaining = limit.map { _ in 0 }
            status.reset = pausedUntil - now
            return status
        }
        guard let limit, let bucket = bucket(limit, now: now) else {
            if let pace {
                status.limit = max(Int(pace * 60), 1)
                status.pacing = .sustained
            }
            return status
        }
        let left = reset.map { now < $0 } ?? true ? left ?? .max : limit.perMinute
        status.remaining = max(min(Int(bucket.level), left), 0)
        status.reset = max((reset ?? now) - now, bucket.time(until: limit.burst, limit) - now, .zero)
        if othersAreSeen || !bucket.holds(1, limit) || left < 1 {
            status.pacing = .sustained
        } else {
            status.pacing = bucket.holds(1 + reserve * limit.burst, limit) ? .burst : .reserve
        }
        return status
    }

    /// The earliest time until that number of further requests can have been sent: other clients may use permits meanwhile.
    /// Nil if no limit is known.
    package func wait(forRequests requests: Int, now: Instant) -> Interval? {
        guard let limit, let bucket = bucket(limit, now: now) else { return nil }
        let wanted = Double(requests)
        let paused = pausedUntil.map { $0 - now } ?? .zero
        let earliest = max(bucket.time(until: wanted, limit) - now, paused, .zero)
        guard let left, wanted > Double(left) else { return earliest }
        let toReset = max((reset ?? now) - now, .zero)
        return max(earliest, toReset + limit.time(for: max(wanted - Double(max(left, 0)) - limit.burst, 0)))
    }

    private func bucket(_ limit: RateLimit, now: Instant) -> TokenBucket? {
        var filled = bucket
        filled?.refill(limit, onTheWay: onTheWay, now: now)
        return filled
    }
}

extension RateBudget {
    package mutating func forecast(now: Instant) -> RateForecast {
        if let limit { advance(limit, now: now) }
        var forecast = RateForecast(unused: limit)
        forecast.pausedUntil = pausedUntil
        forecast.inFlight = log.inFlight
        forecast.isUnlimited = learned && limit == nil && finder.rate == nil
        if limit == nil {
            forecast.pace = finder.rate
            forecast.floor = finder.floor
        }
        guard let limit else { return forecast }
        forecast.bucket = bucket
        forecast.onTheWay = log.onTheWay(now: now)
        forecast.othersAreSeen = others.areSeen(now: now)
        forecast.reserve = reserve
        if evidence.refill != .tokenBucket {
            forecast.left = inWindow(limit, now: now)
            forecast.reset = window.newest.map { clock.latest($0.reset) }
        }
        return forecast
    }
}

/// Whether a request may be sent now, and when it may.
extension RateBudget {
    package enum Permit: Equatable {
        case now
        /// Not before then.
        case at(Instant)
        /// As soon as an answer of what is in flight has told what is left; without one, at this time.
        case afterResponse(orAt: Instant)
    }

    /// How long others wait for the answer of a request that asks what is left, before another one asks: a service that
    /// hangs on one request does not hold up all. Twelve requests a minute are within any plan (API document, "Limits").
    private static let probeTimeout = Interval.seconds(Int64(5))

    /// Whether a request may be sent now.
    /// - Parameter waiting: how many requests of this lane could be sent if there were permits, at least one. Bulk leaves a
    ///   reserve, unless all that waits can be sent.
    package mutating func permit(_ lane: Lane, waiting: Int, now: Instant) -> Permit {
        decide(lane, waiting: waiting, now: now).permit
    }

    mutating func decide(_ lane: Lane, waiting: Int, now: Instant) -> (permit: Permit, pacing: Pacing) {
        if let pausedUntil, now < pausedUntil { return (.at(pausedUntil), .pause) }
        guard let limit else {
            if let next = finder.next(now: now) { return (.at(next), .sustained) }
            // Until the first answer has taught the plan, one request at a time asks for it.
            return (learned || log.inFlight == 0 ? .now : afterProbe(now), .none)
        }
        advance(limit, now: now)
        if others.areSeen(now: now) {
            let next = others.next(limit, evidence.refill, timeToReset: timeToReset(now))
            let change = evidence.refill == .slidingWindow ? TrafficLog.nextChange(after: now) : next
            if now < next { return (.at(min(next, change)), .sustained) }
        }
        let kept = lane == .bulk ? reserve : 0
        // All that waits may take the reserve too. A small plan's burst may have no room for one.
        let need = max(min(1 + kept * limit.burst, limit.burst - 1, Double(waiting)), 1)
        if let bucket, !bucket.holds(need, limit) {
            let pacing = bucket.holds(1, limit) ? Pacing.reserve : .sustained
            return (.at(max(bucket.time(until: need, limit), Self.soon(now))), pacing)
        }
        guard evidence.refill != .tokenBucket else { return (.now, .burst) }
        let left = inWindow(limit, now: now)
        let keptInWindow = kept * limit.perSecond * max(timeToReset(now).seconds, 0)
        if Double(left) >= max(min(1 + keptInWindow, Double(waiting)), 1) { return (.now, .burst) }
        return wait(left: left, kept: kept * limit.perSecond, now: now)
    }

    /// The window has no permit for this request, as far as is known.
    /// - Parameter kept: permits that bulk leaves for each second until the reset.
    private mutating func wait(left: Int, kept: Double, now: Instant) -> (Permit, Pacing) {
        let comesBackSingly = window.newest == nil || evidence.refill == .slidingWindow
        let change = comesBackSingly ? TrafficLog.nextChange(after: now) : .distantFuture
        guard let newest = window.newest else { return (.at(change), .sustained) }
        let reset = clock.latest(newest.reset)
        if now < reset {
            guard left >= 1 else { return (.at(min(reset, change)), .sustained) }
            // The reserve shrinks as the reset comes near.
            return (.at(max(reset + .seconds(Double(1 - left) / kept), Self.soon(now))), .reserve)
        }
        // At least one permit has come back: a request asks how many. Another only if that one is lost.
        if lastSent < reset || log.inFlight == 0 { return (.now, .burst) }
        return (comesBackSingly ? .at(change) : afterProbe(now), .sustained)
    }

    private func afterProbe(_ now: Instant) -> Permit {
        let again = lastSent + Self.probeTimeout
        return now < again ? .afterResponse(orAt: again) : .now
    }

    /// From now until the reset that was named last has certainly come.
    mutating func timeToReset(_ now: Instant) -> Interval {
        guard let newest = window.newest else { return .zero }
        return clock.latest(newest.reset) - now
    }

    /// Permits that are left in the service's count of the minute.
    mutating func inWindow(_ limit: RateLimit, now: Instant) -> Int {
        let minuteAgo = now + RateBudget.minuteAgo
        let back = evidence.refill == .slidingWindow ? log.granted(by: minuteAgo) : nil
        let ours = limit.perMinute - Int(log.sent &- (log.ended(by: minuteAgo) ?? log.ended))
        let left = window.available(sent: log.sent, back: back, evidence.refill) ?? ours
        guard others.areSeen(now: now), let newest = window.newest else { return left }
        if others.hasCredit { return max(left, 1) }
        return left - others.used(limit, since: newest.ticket.sentAt, now: now)
    }

    /// The least wait that is worth one.
    private static func soon(_ now: Instant) -> Instant { now + Interval(nanoseconds: 100_000) }
}

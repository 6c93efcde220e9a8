/// What a response says of the workspace's budget (API document, "Limits": every response carries `X-RateLimit-Limit`,
/// `X-RateLimit-Remaining` and `X-RateLimit-Reset`). A field that is missing, or that nobody should act on, is nil.
package struct RateHeaders: Equatable {
    /// The plan's requests a minute, 1 to 10,000,000.
    package var limit: Int?
    /// Requests left in the current window, 0 to 10,000,000. It may be more than `limit`: whether it counts the burst
    /// is not documented.
    package var remaining: Int?
    /// From the moment of the response until the window resets, zero to two minutes: limits are by the minute.
    package var reset: Interval?
    /// When the service answered, in Unix time by its own clock; by the wall clock if it does not say.
    package var time: Int64?
    /// Whether it is the service's own answer, so that what it leaves out is not there: not, for instance, the error page
    /// of a proxy.
    package var isConclusive = false

    /// Whether it is a 429: the service has not counted the request.
    package var isRefusal = false

    /// When the window resets, in Unix time by the service's clock.
    package var resetTime: Int64? {
        guard let reset, let time else { return nil }
        return time + reset.nanoseconds / 1_000_000_000
    }

    /// Reads a head. The reset is a point in Unix time by the API document; a number below 1,000,000,000, which would
    /// be a date before September 2001, is taken for seconds from now, as other services have it. A point in time is
    /// measured against the response's own `Date`, without one against the wall clock, handed in as Unix time.
    package init(_ head: ResponseHead, wallClockSeconds: Int64) {
        limit = Self.limit(head)
        remaining = Self.remaining(head)
        reset = Self.timeToReset(head, wallClockSeconds: wallClockSeconds, atMost: .seconds(Int64(120)))
        let clock = head.unixSeconds(wallClock: wallClockSeconds)
        time = (0...8_000_000_000).contains(clock) ? clock : nil
        isRefusal = head.status == 429
        isConclusive = head.status >= 200 && head.status <= 299
    }

    /// Nothing known.
    package init() {}

    /// By the field of the API document; where that is missing or says nothing that can be read, by those of the drafts.
    private static func limit(_ head: ResponseHead) -> Int? {
        for value in [head.rateLimit, head.draftLimit, head.draftRateLimit, head.draftPolicy] {
            if let value, let limit = RateField(value).perMinute, limit <= 10_000_000 { return max(Int(limit), 1) }
        }
        return nil
    }

    private static func remaining(_ head: ResponseHead) -> Int? {
        for value in [head.rateRemaining, head.draftRemaining, head.draftRateLimit] {
            if let value, let remaining = RateField(value).remaining, remaining <= 10_000_000 { return Int(remaining) }
        }
        return nil
    }

    /// As it is written: seconds from now, or Unix time.
    private static func reset(_ head: ResponseHead) -> Double? {
        for value in [head.rateReset, head.draftReset, head.draftRateLimit] {
            if let value, let reset = RateField(value).reset { return reset }
        }
        return nil
    }

    /// From the moment of the response until the reset that it names; nil if it names none, or one that is past or
    /// further away than can be believed.
    package static func timeToReset(_ head: ResponseHead, wallClockSeconds: Int64, atMost longest: Interval)
        -> Interval?
    {
        // A part of a second is not over before the next one begins.
        guard let number = reset(head)?.rounded(.up) else { return nil }
        // Unix time in milliseconds, as some services have it.
        let seconds = Int64(number < 100_000_000_000 ? number : (number / 1_000).rounded(.up))
        let interval: Interval =
            if seconds < 1_000_000_000 {
                .seconds(seconds)
            } else {
                Instant.distance(fromUnix: head.unixSeconds(wallClock: wallClockSeconds), toUnix: seconds)
            }
        guard interval >= .zero, interval <= longest else { return nil }
        return interval
    }
}

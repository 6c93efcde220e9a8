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
        limit = Self.count(head.rateLimit, atLeast: 1)
        remaining = Self.count(head.rateRemaining, atLeast: 0)
        reset = Self.timeToReset(head, wallClockSeconds: wallClockSeconds, atMost: .seconds(Int64(120)))
        let clock = head.unixSeconds(wallClock: wallClockSeconds)
        time = (0...8_000_000_000).contains(clock) ? clock : nil
        isRefusal = head.status == 429
        isConclusive = head.status >= 200 && head.status <= 299
    }

    /// Nothing known.
    package init() {}

    private static func count(_ value: [UInt8]?, atLeast least: Int64) -> Int? {
        guard let value, let number = FieldValue.wholeNumber(value) else { return nil }
        guard number >= least, number <= 10_000_000 else { return nil }
        return Int(number)
    }

    /// From the moment of the response until the reset that it names; nil if it names none, or one that is past or
    /// further away than can be believed.
    package static func timeToReset(_ head: ResponseHead, wallClockSeconds: Int64, atMost longest: Interval)
        -> Interval?
    {
        guard let value = head.rateReset, let number = FieldValue.wholeNumber(value) else { return nil }
        let interval: Interval =
            if number < 1_000_000_000 {
                .seconds(number)
            } else {
                Instant.distance(fromUnix: head.unixSeconds(wallClock: wallClockSeconds), toUnix: number)
            }
        guard interval >= .zero, interval <= longest else { return nil }
        return interval
    }
}

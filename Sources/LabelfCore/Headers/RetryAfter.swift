/// How long to keep still after a 429, or another answer with `Retry-After` (API document, "Errors": a 429 is repeated
/// after exactly `Retry-After`; "Limits": seconds, and by RFC 9110, section 10.2.3, it may be a date).
package enum RetryAfter {
    /// The longest pause that is believed: 30 days. A longer one is a mistake somewhere, or as good as for ever.
    package static let longest = Interval.seconds(Int64(30 * 86_400))

    /// The pause where the service names nothing that can be read: 60 seconds, after which a minute's budget is back
    /// whatever the algorithm behind it (API document, "Limits": the limit is one of requests a minute).
    package static let unknown = Interval.seconds(Int64(60))

    /// What `Retry-After` asks for, from the moment of the response on, at most `longest`. Seconds, with or without
    /// a fraction, or a date, which is measured against the response's own `Date` so that a wrong clock here does no harm;
    /// without one,
    /// against the wall clock, handed in as Unix time. A date in the past is zero. Nil if there is no such field, or it
    /// is neither (negative, empty).
    package static func interval(_ head: ResponseHead, wallClockSeconds: Int64) -> Interval? {
        guard let value = head.retryAfter else { return nil }
        if let seconds = FieldValue.wholeNumber(value) {
            return min(.seconds(seconds), longest)
        }
        // Not what RFC 9110 allows, and what some services send: parts of a second.
        if let seconds = FieldValue.number(value) {
            return min(.seconds(seconds), longest)
        }
        let trimmed = [UInt8](FieldValue.trimmed(value))
        guard let date = HTTPDate.unixSeconds(trimmed, now: wallClockSeconds) else { return nil }
        let now = head.unixSeconds(wallClock: wallClockSeconds)
        return min(max(Instant.distance(fromUnix: now, toUnix: date), .zero), longest)
    }

    /// The pause after a 429 without a `Retry-After` that can be read: until the window resets, if the service says
    /// when, and otherwise `unknown`. At least a second, since the service's times are whole seconds and its window may
    /// end anywhere within the last one.
    package static func fallback(_ head: ResponseHead, wallClockSeconds: Int64) -> Interval {
        let day = Interval.seconds(Int64(86_400))
        guard let reset = RateHeaders.timeToReset(head, wallClockSeconds: wallClockSeconds, atMost: day) else {
            return unknown
        }
        return max(reset, .seconds(Int64(1)))
    }
}

extension ResponseHead {
    /// When the service sent this, by its own clock, in Unix time; by the clock handed in if it does not say.
    func unixSeconds(wallClock: Int64) -> Int64 {
        guard let date else { return wallClock }
        return HTTPDate.unixSeconds([UInt8](FieldValue.trimmed(date)), now: wallClock) ?? wallClock
    }
}

extension Instant {
    /// The time between two points of Unix time; negative if the second one is earlier.
    static func distance(fromUnix start: Int64, toUnix end: Int64) -> Interval {
        let (seconds, overflow) = end.subtractingReportingOverflow(start)
        return .seconds(overflow ? (end < start ? Int64.min : Int64.max) : seconds)
    }
}

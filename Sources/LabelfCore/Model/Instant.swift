/// A point on the monotonic clock, in nanoseconds. Only the driver reads the clock; machines are handed instants.
package struct Instant: Comparable, Hashable, Sendable, BitwiseCopyable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Later than every deadline.
    package static let distantFuture = Instant(nanoseconds: .max)

    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Saturates instead of overflowing: a time too far away is simply `distantFuture`.
    package static func + (instant: Instant, interval: Interval) -> Instant {
        let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(interval.nanoseconds)
        return Instant(nanoseconds: overflow ? (interval.nanoseconds < 0 ? .min : .max) : sum)
    }

    package static func - (later: Instant, earlier: Instant) -> Interval {
        let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return Interval(nanoseconds: overflow ? (later < earlier ? .min : .max) : difference)
    }
}

/// A length of time in nanoseconds. Arithmetic saturates.
package struct Interval: Comparable, Hashable, Sendable, BitwiseCopyable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = Interval(nanoseconds: 0)

    package static func milliseconds(_ count: Int64) -> Interval {
        let (product, overflow) = count.multipliedReportingOverflow(by: 1_000_000)
        return Interval(nanoseconds: overflow ? (count < 0 ? .min : .max) : product)
    }

    package static func seconds(_ count: Int64) -> Interval {
        let (product, overflow) = count.multipliedReportingOverflow(by: 1_000_000_000)
        return Interval(nanoseconds: overflow ? (count < 0 ? .min : .max) : product)
    }

    /// The nearest interval to a number of seconds; not a number counts as zero.
    package static func seconds(_ count: Double) -> Interval {
        let nanoseconds = count * 1e9
        if nanoseconds.isNaN { return .zero }
        if nanoseconds >= 9.2e18 { return Interval(nanoseconds: .max) }
        if nanoseconds <= -9.2e18 { return Interval(nanoseconds: .min) }
        return Interval(nanoseconds: Int64(nanoseconds))
    }

    package var seconds: Double { Double(nanoseconds) / 1e9 }

    /// Whole milliseconds, rounded up: a wait of this many is never too short.
    package var milliseconds: Int64 {
        let whole = nanoseconds / 1_000_000
        return nanoseconds % 1_000_000 > 0 ? whole + 1 : whole
    }

    package static func < (left: Interval, right: Interval) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (left: Interval, right: Interval) -> Interval {
        let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
        return Interval(nanoseconds: overflow ? (right.nanoseconds < 0 ? .min : .max) : sum)
    }
}

import CCommand

/// Monotonic nanoseconds.
struct Instant: Comparable {
    var nanoseconds: UInt64

    static var now: Instant { Instant(nanoseconds: command_now()) }

    static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds since an earlier instant; 0 if it is later.
    func seconds(since earlier: Instant) -> Double {
        self > earlier ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : 0
    }

    func advanced(seconds: Double) -> Instant {
        Instant(nanoseconds: nanoseconds + UInt64(max(seconds, 0) * 1e9))
    }
}

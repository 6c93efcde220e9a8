import CCurl

/// curl's timer: there is one, it goes off once, and curl says each time when it is to go off next.
struct EventTimer {
    private enum State {
        case off
        /// At any time: needs no clock.
        case due
        /// Monotonic nanoseconds.
        case at(Int64)
    }

    private var state = State.off

    /// Below 0: never.
    mutating func set(milliseconds: Int) {
        if milliseconds < 0 {
            state = .off
        } else if milliseconds == 0 {
            state = .due
        } else {
            // A month is as good as never, and leaves no sum that could overflow.
            state = .at(Self.now() + Int64(min(milliseconds, 2_592_000_000)) * 1_000_000)
        }
    }

    /// Whether it has gone off; then it is off.
    mutating func takeIfDue() -> Bool {
        switch state {
        case .off: return false
        case .due: break
        case .at(let time): if time > Self.now() { return false }
        }
        state = .off
        return true
    }

    /// `milliseconds` (below 0: no limit), or the time until it goes off if that is less.
    func limit(_ milliseconds: Int32) -> Int32 {
        switch state {
        case .off: return milliseconds
        case .due: return 0
        case .at(let time):
            if milliseconds == 0 { return 0 }
            // Rounded up, or the last fraction of a millisecond would be spent spinning.
            let left = max(0, (time - Self.now() + 999_999) / 1_000_000)
            return Int32(milliseconds < 0 ? left : min(left, Int64(milliseconds)))
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

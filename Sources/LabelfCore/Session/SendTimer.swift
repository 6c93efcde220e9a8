/// When sending is next worth a try, and for how long nothing has been missing but a permit.
struct SendTimer {
    /// `distantFuture` if only an event can change anything.
    private(set) var next = Instant.distantFuture
    /// Since when nothing is missing but a permit.
    private var permitWaitStart: Instant?

    /// Sending is tried now. Returns how long a permit was waited for since the last time.
    mutating func restart(now: Instant) -> Interval {
        let waited = permitWaitStart.map { now - $0 } ?? .zero
        next = .distantFuture
        permitWaitStart = nil
        return waited
    }

    mutating func wake(at instant: Instant) {
        next = min(next, instant)
    }

    mutating func waitForPermit(until instant: Instant, now: Instant) {
        wake(at: instant)
        permitWaitStart = now
    }
}

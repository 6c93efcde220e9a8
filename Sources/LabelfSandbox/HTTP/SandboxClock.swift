import Glibc

/// Nanoseconds of Unix time that go forward even when the system clock is set: read once at the start, then carried
/// on by the monotonic clock.
struct SandboxClock: Sendable {
    private let difference: Int64

    /// A clock that agrees with the system clock now.
    init() {
        difference = Self.read(CLOCK_REALTIME) - Self.read(CLOCK_MONOTONIC)
    }

    /// The time.
    func now() -> Int64 { Self.read(CLOCK_MONOTONIC) + difference }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * Span.second + Int64(time.tv_nsec)
    }
}

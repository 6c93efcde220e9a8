import LabelfCore

@testable import LabelfSandbox

/// The least time in which requests can be granted: by a client that knows the service's state and algorithm, and keeps
/// to the documented burst: from idle at most limit / 6 at once, then limit / 60 a second. It begins when one that has to
/// ask for its plan has the answer.
struct Minimum {
    /// When the last of the requests is granted.
    private(set) var finish = Instant(nanoseconds: 0)
    /// How many ends of a window they had to wait for.
    private(set) var windowEnds = 0

    init(_ schedule: Schedule, requests: Int, roundTrip: Double) {
        let limit = schedule.requestsPerMinute
        let rate = Double(limit) / 60
        let burst = max(Double(limit) / 6, 1)
        var level = burst
        var now = schedule.isConfigured ? 0 : roundTrip
        var grants: [Double] = []
        grants.reserveCapacity(requests)
        let phase = Double(schedule.skew % Span.window) / 1e9
        var window = Int((now + phase) / 60)
        var used = 0
        func advance(to time: Double) {
            level = min(level + (time - now) * rate, burst)
            now = time
        }
        for _ in 0..<requests {
            if level < 1 { advance(to: now + (1 - level) / rate) }
            switch schedule.limiter {
            case .tokenBucket: break
            case .fixedWindow:
                var current = Int((now + phase) / 60)
                if current == window, used >= limit {
                    windowEnds += 1
                    advance(to: Double(current + 1) * 60 - phase)
                    current += 1
                }
                if current > window { (window, used) = (current, 0) }
                used += 1
            case .slidingWindow:
                if grants.count >= limit, grants[grants.count - limit] + 60 > now {
                    windowEnds = Int(grants[grants.count - limit] / 60) + 1
                    advance(to: grants[grants.count - limit] + 60)
                }
            }
            level -= 1
            grants.append(now)
        }
        finish = Instant(nanoseconds: 0) + .seconds(now)
    }
}

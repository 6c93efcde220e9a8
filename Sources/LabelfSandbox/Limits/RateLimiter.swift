/// What a limiter says to one request, and what the rate limit headers of its answer say.
struct RateDecision: Equatable {
    /// Whether the request may pass.
    var granted: Bool
    /// Requests a minute, for `X-RateLimit-Limit`.
    var limit: Int
    /// Requests left after this one, for `X-RateLimit-Remaining`.
    var remaining: Int
    /// When the limit resets, in whole seconds of Unix time rounded up, for `X-RateLimit-Reset`.
    var resetSeconds: Int64
    /// Whole seconds, at least 1, after which a refused request would pass; 0 for a granted one.
    var retryAfterSeconds: Int64
}

/// A limiter of the workspace. It is handed the time and never reads a clock: `now` is nanoseconds of Unix time and
/// must not go back.
protocol RateLimiter: Sendable {
    /// Takes one permit if there is one.
    mutating func admit(now: Int64) -> RateDecision
    /// What the headers would say, without taking anything.
    mutating func peek(now: Int64) -> RateDecision
}

/// The algorithms that the sandbox can put behind the same headers.
enum LimiterKind: String, CaseIterable, Sendable {
    case tokenBucket = "token-bucket"
    case fixedWindow = "fixed-window"
    case slidingWindow = "sliding-window"

    /// A limiter of this kind for `requestsPerMinute`, which must be at least 1.
    func makeLimiter(requestsPerMinute: Int, now: Int64) -> any RateLimiter {
        switch self {
        case .tokenBucket: TokenBucketLimiter(requestsPerMinute: requestsPerMinute, now: now)
        case .fixedWindow: FixedWindowLimiter(requestsPerMinute: requestsPerMinute)
        case .slidingWindow: SlidingWindowLimiter(requestsPerMinute: requestsPerMinute)
        }
    }
}

/// One second and one window, in nanoseconds.
enum Span {
    static let second: Int64 = 1_000_000_000
    static let window: Int64 = 60 * second

    /// Whole seconds that cover `nanoseconds`.
    static func secondsRoundedUp(_ nanoseconds: Int64) -> Int64 {
        let seconds = nanoseconds / second
        return nanoseconds % second > 0 ? seconds + 1 : seconds
    }
}

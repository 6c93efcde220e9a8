/// When a request may be sent: a token bucket that refills at limit / 60 a second and holds limit / 6
/// (API document, "Limits": up to twice the sustained rate for 10 s), corrected by what the responses say.
package struct RateBudget: Sendable {
    package enum Permit: Equatable {
        case now
        /// Not before then.
        case at(Instant)
        /// Only an answer of what is in flight can tell.
        case afterResponse
    }

    /// Requests a minute that the program allows itself; nil for what the plan allows.
    private let configured: Int?
    /// Requests a minute in force; nil if no limit is known.
    package private(set) var limit: Int?
    /// Whether an answer, or the configuration, has said if there is a limit.
    private var learned: Bool
    private var tokens = 0.0
    private var updated: Instant?
    /// Sent and not yet answered.
    private var inFlight = 0
    /// Nothing is sent before then: the service said so.
    package private(set) var pausedUntil: Instant?

    package init(requestsPerMinute: Int?) {
        configured = requestsPerMinute
        limit = requestsPerMinute
        learned = requestsPerMinute != nil
        if let requestsPerMinute { tokens = RateBudget.capacity(requestsPerMinute) }
    }

    /// What ten seconds of double rate drain.
    private static func capacity(_ limit: Int) -> Double { max(Double(limit) / 6, 1) }

    package mutating func permit(now: Instant) -> Permit {
        if let pausedUntil, now < pausedUntil { return .at(pausedUntil) }
        guard let limit else {
            // Until the first answer has taught the plan, one request at a time asks for it.
            return learned || inFlight == 0 ? .now : .afterResponse
        }
        refill(now)
        if tokens >= 1 { return .now }
        let wait = Interval.seconds((1 - tokens) * 60 / Double(limit))
        return .at(now + wait + Interval(nanoseconds: 1000))
    }

    /// A request is sent.
    package mutating func take(now: Instant) {
        refill(now)
        tokens = max(tokens - 1, 0)
        inFlight += 1
    }

    /// A request has come to its end without an answer.
    package mutating func lost() {
        inFlight = max(inFlight - 1, 0)
    }

    /// A request was answered, with these fields.
    package mutating func answered(_ headers: RateHeaders, now: Instant) {
        inFlight = max(inFlight - 1, 0)
        refill(now)
        let new = headers.limit.map { min($0, configured ?? $0) } ?? limit
        if new != limit, let new {
            tokens = limit == nil ? RateBudget.capacity(new) : min(tokens, RateBudget.capacity(new))
            limit = new
        }
        learned = true
        if limit != nil, let remaining = headers.remaining {
            // What is left was counted before the requests that are still under way.
            tokens = min(tokens, max(Double(remaining - inFlight), 0))
        }
    }

    /// A 429: nothing more for so long.
    package mutating func pause(until resume: Instant) {
        pausedUntil = max(pausedUntil ?? resume, resume)
    }

    private mutating func refill(_ now: Instant) {
        if let limit, let updated, updated < now {
            let gained = (now - updated).seconds * Double(limit) / 60
            tokens = min(tokens + gained, RateBudget.capacity(limit))
        }
        updated = max(updated ?? now, now)
    }
}

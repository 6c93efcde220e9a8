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

    /// Kept with a request while it is in flight.
    package struct Ticket: Sendable {}

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
    /// Of what the bucket holds, the share that bulk leaves to interactive requests.
    private let reservePercent: Int
    /// Bulk was refused for the reserve, and nothing was sent since.
    private var isReserved = false
    /// Nothing is sent before then: the service said so.
    package private(set) var pausedUntil: Instant?

    package init(requestsPerMinute: Int?, bulkReservePercent: Int) {
        reservePercent = bulkReservePercent
        configured = requestsPerMinute
        limit = requestsPerMinute
        learned = requestsPerMinute != nil
        if let requestsPerMinute { tokens = RateBudget.capacity(requestsPerMinute) }
    }

    /// What ten seconds of double rate drain.
    private static func capacity(_ limit: Int) -> Double { max(Double(limit) / 6, 1) }

    /// Requests that are kept for interactive ones; never so many that bulk would have to wait for ever.
    private func reserve(_ limit: Int) -> Double {
        let capacity = RateBudget.capacity(limit).rounded(.down)
        return min((capacity * Double(reservePercent) / 100).rounded(.down), capacity - 1)
    }

    /// Whether a request may be sent. Bulk leaves interactive requests a reserve, unless all that waits fits.
    /// - Parameter waiting: how many requests of this lane could be sent now.
    package mutating func permit(_ lane: Lane, waiting: Int, now: Instant) -> Permit {
        if let pausedUntil, now < pausedUntil { return .at(pausedUntil) }
        guard let limit else {
            // Until the first answer has taught the plan, one request at a time asks for it.
            return learned || inFlight == 0 ? .now : .afterResponse
        }
        refill(now)
        let needed = lane == .interactive || tokens >= Double(max(waiting, 1)) ? 1 : 1 + reserve(limit)
        if tokens >= needed { return .now }
        isReserved = tokens >= 1
        let wait = Interval.seconds((needed - tokens) * 60 / Double(limit))
        return .at(now + wait + Interval(nanoseconds: 1000))
    }

    /// A request is sent.
    package mutating func take(now: Instant) -> Ticket {
        refill(now)
        tokens = max(tokens - 1, 0)
        inFlight += 1
        isReserved = false
        return Ticket()
    }

    /// A request has come to its end without an answer.
    package mutating func lost(_ ticket: Ticket, now: Instant) {
        inFlight = max(inFlight - 1, 0)
    }

    /// A request was answered, with these fields.
    package mutating func answered(_ ticket: Ticket, _ headers: RateHeaders, now: Instant) {
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
    package mutating func pause(until resume: Instant, now: Instant) {
        pausedUntil = max(pausedUntil ?? resume, resume)
    }

    package func status(now: Instant) -> RateStatus {
        var status = RateStatus()
        status.inFlight = inFlight
        let pause = pausedUntil.map { $0 - now } ?? .zero
        status.pacing = pause > .zero ? .pause : .none
        status.reset = pause > .zero ? pause : nil
        guard let limit else { return status }
        var then = self
        then.refill(now)
        status.limit = limit
        status.remaining = pause > .zero ? 0 : Int(then.tokens)
        let missing = RateBudget.capacity(limit) - then.tokens
        status.reset = status.reset ?? .seconds(missing * 60 / Double(limit))
        if pause <= .zero { status.pacing = then.tokens < 1 ? .sustained : isReserved ? .reserve : .burst }
        return status
    }

    /// Until so many more requests could have been sent; nil if no limit is known.
    package func forecast(requests: Int, now: Instant) -> Interval? {
        guard let limit else { return nil }
        var then = self
        then.refill(now)
        let pause = pausedUntil.map { $0 - now } ?? .zero
        return max(.seconds(max(Double(requests) - then.tokens, 0) * 60 / Double(limit)), max(pause, .zero))
    }

    private mutating func refill(_ now: Instant) {
        if let limit, let updated, updated < now {
            let gained = (now - updated).seconds * Double(limit) / 60
            tokens = min(tokens + gained, RateBudget.capacity(limit))
        }
        updated = max(updated ?? now, now)
    }
}

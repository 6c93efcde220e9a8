/// When a request may be sent: what the documented burst leaves, what the service has said is left, and what others use.
/// It finds the limit from what responses tell, never by running into it.
///
/// A plain value of a fixed size, so that processes can share one in mapped memory. Times are handed in. This file is what
/// it is told; `RateBudgetPermits` is what it answers. Every method is `mutating`: see `TrafficLog`.
package struct RateBudget: BitwiseCopyable, Sendable {
    /// The least reserve: a client that never has a permit left does not see that others take some, and keeps them out.
    private static let minimumReserve = 0.03
    static let minuteAgo = Interval(nanoseconds: -60_000_000_000)

    /// Requests a minute that the program allows itself; nil for what the plan allows.
    private let configured: RateLimit?
    /// The share of the burst, and of what is left until a reset, that bulk leaves to interactive calls.
    let reserve: Double
    /// The limit in force; nil if none is known.
    package private(set) var limit: RateLimit?
    /// Whether an answer, or the configuration, has said if there is a limit.
    private(set) var learned: Bool
    private(set) var bucket: TokenBucket?
    var log = TrafficLog()
    private(set) var clock = ServiceClock()
    private(set) var evidence = RefillEvidence()
    private(set) var window = WindowCount()
    private(set) var others: OtherClients
    /// What is kept to while no limit is known.
    var finder = PaceFinder()
    private(set) var lastSent = Instant(nanoseconds: .min)
    /// Nothing is sent before then: the service said so.
    package private(set) var pausedUntil: Instant?

    /// - Parameters:
    ///   - requestsPerMinute: what the program allows itself; nil for what the plan allows, which is then learned.
    ///   - bulkReservePercent: up to 90, at least 3.
    ///   - random: for the spread among clients that use one workspace: different for each.
    package init(requestsPerMinute: Int?, bulkReservePercent: Int = 10, random: Randomness = Randomness(seed: 0)) {
        configured = requestsPerMinute.map { RateLimit(perMinute: $0) }
        limit = configured
        learned = configured != nil
        reserve = max(Double(min(bulkReservePercent, 90)) / 100, RateBudget.minimumReserve)
        others = OtherClients(random: random)
    }

    /// Brings what depends on the time up to date.
    mutating func advance(_ limit: RateLimit, now: Instant) {
        var filled = bucket ?? TokenBucket(full: limit, less: log.inFlight, now: now)
        filled.refill(limit, onTheWay: log.onTheWay(now: now), now: now)
        bucket = filled
        if evidence.refill == .slidingWindow || others.isCollecting {
            others.collect(back: log.granted(by: now + RateBudget.minuteAgo), evidence.refill, limit)
        }
    }

    /// A request is sent. The ticket is to be handed in with its end.
    package mutating func take(now: Instant) -> Ticket {
        let endedBefore = log.ended
        if let limit { advance(limit, now: now) }
        bucket?.take()
        if limit == nil { finder.take(now: now) }
        log.send(now: now)
        others.sent(now: now)
        lastSent = now
        return Ticket(sentAt: now, sent: log.sent, ended: endedBefore, level: bucket?.level)
    }

    /// A request has come to its end without an answer. The service may have counted it.
    package mutating func lost(_ ticket: Ticket, now: Instant) {
        abandon(1, now: now)
    }

    /// No answer will come for a number of requests.
    package mutating func abandon(_ requests: Int, now: Instant) {
        log.end(requests, isGranted: false, now: now)
    }

    /// The same for all that are in flight.
    package mutating func abandonAll(now: Instant) {
        abandon(log.inFlight, now: now)
    }

    /// A request was answered, with these fields.
    package mutating func answered(_ ticket: Ticket, _ headers: RateHeaders, now: Instant) {
        if let limit { advance(limit, now: now) }
        log.end(isGranted: !headers.isRefusal, now: now)
        guard let plan = headers.limit.map({ RateLimit(perMinute: $0) }) else {
            if headers.isConclusive { learned = true }
            if limit == nil { find(ticket, isRefusal: headers.isRefusal, now: now) }
            return
        }
        learn(plan, now: now)
        guard let remaining = headers.remaining, let reset = headers.resetTime, let time = headers.time else { return }
        let observation = Observation(
            ticket: ticket, endedAt: now, plan: plan, remaining: remaining, reset: reset, clock: time)
        if !clock.read(observation) {
            evidence.forget()
            window.forget()
        }
        evidence.read(observation)
        others.read(observation, evidence.refill, requests: requestsOfOthers(in: observation))
        window.read(
            observation, sent: log.sent, gone: log.sent(by: now + RateBudget.minuteAgo), evidence.refill,
            isAlone: !others.areSeen(now: now))
    }

    /// A 429, whose headers `answered` is told too: nothing more until then.
    package mutating func pause(until resume: Instant, now: Instant) {
        pausedUntil = max(pausedUntil ?? resume, resume)
        guard let limit else { return }
        advance(limit, now: now)
        bucket?.lower(to: 0)
        others.refused(until: resume, limit, now: now)
    }

    /// An answer that does not say what the limit is.
    private mutating func find(_ ticket: Ticket, isRefusal: Bool, now: Instant) {
        guard isRefusal else { return finder.granted(sentAt: ticket.sentAt) }
        let grants = (grants(inLast: 1, now), grants(inLast: 10, now), grants(inLast: 60, now))
        finder.refused(sentAt: ticket.sentAt, grants: grants, now: now)
    }

    private mutating func grants(inLast seconds: Int64, _ now: Instant) -> Int {
        let before = log.granted(by: now + .seconds(-seconds)) ?? 0
        return Int((log.granted(by: now + .seconds(Int64(1))) ?? before) &- before)
    }

    private mutating func learn(_ plan: RateLimit, now: Instant) {
        learned = true
        let new = RateLimit(perMinute: min(plan.perMinute, configured?.perMinute ?? plan.perMinute))
        guard new != limit else { return }
        if limit == nil {
            // What was granted before there was a limit did not come out of its bucket, which cannot be below empty.
            let taken = min(Int(log.sent), Int(new.burst.rounded(.up)) + log.inFlight)
            bucket = TokenBucket(full: new, less: taken, now: now)
        } else {
            bucket?.lower(to: new.burst - Double(log.inFlight))
        }
        limit = new
    }

    /// Requests in the service's count that cannot be ours; at most zero if all may be.
    private mutating func requestsOfOthers(in new: Observation) -> Int {
        switch evidence.refill {
        case .fixedWindow, .slidingWindow:
            guard let gone = log.ended(by: new.ticket.sentAt + RateBudget.minuteAgo) else { return 0 }
            return new.plan.perMinute - new.remaining - Int(log.sent &- gone)
        case .unknown, .tokenBucket:
            let level = new.ticket.level ?? new.plan.burst - Double(new.ticket.sent)
            let least = level - Double(log.sent &- new.ticket.sent)
            return least < 1 ? -new.remaining : Int(least) - new.remaining
        }
    }
}

/// Other clients of the workspace: seen by what Remaining loses beyond our own requests.
///
/// Beside others each client goes at a pace that depends on the workspace's surplus alone, and is the same function for
/// all: so clients that see the same surplus go at the same pace, and the surplus settles where their paces add up to the
/// sustained rate. How many there are need not be known.
struct OtherClients: BitwiseCopyable {
    /// How long others are remembered: a minute is what a service counts by.
    private static let memory = Interval.seconds(Int64(61))
    /// For how many clients the surplus settles above zero.
    private static let expectedClients = 8.0
    /// The part of its returning permits that each client leaves for all to share.
    private static let shared = 0.3

    private var seenAt: Instant?
    private var surplus = 0.0
    /// Seconds, smoothed.
    private var roundTrip = 0.0
    private var lastSent = Instant(nanoseconds: .min)
    /// The next request's share of its gap, about 1: clients that saw the same are not to send together.
    private var stretch = 1.0
    private var heldUntil = Instant(nanoseconds: .min)
    /// Permits of our own that have come back and may be used again at once.
    private var credit = 0.0
    /// How many of our permits had come back when last looked; nil where they do not come back one by one.
    private var returned: UInt32?
    private var random: Randomness

    init(random: Randomness) {
        self.random = random
    }

    func areSeen(now: Instant) -> Bool {
        guard let seenAt else { return false }
        return now < seenAt + Self.memory
    }

    /// - Parameter requests: those in the service's count that cannot be ours.
    mutating func read(_ new: Observation, _ refill: Refill, requests: Int) {
        if requests > 0 { seenAt = new.endedAt }
        surplus = refill == .slidingWindow ? Double(new.remaining) : new.surplus
        roundTrip = 0.8 * roundTrip + 0.2 * (new.endedAt - new.ticket.sentAt).seconds
    }

    /// The service has refused a request, which it does to no client that is alone. Clients that were refused together come
    /// back at the same moment, so each waits a little longer, by chance.
    mutating func refused(until resume: Instant, _ limit: RateLimit, now: Instant) {
        seenAt = max(now, resume)
        let spread = limit.time(for: Self.expectedClients * Double.random(in: 0..<1, using: &random))
        heldUntil = max(heldUntil, resume + spread)
    }

    /// Where each permit comes back after a minute, a client may use its own again as they come, but for a part that it
    /// leaves for all to share: so the flow stays even, and still becomes fair.
    /// - Parameter back: requests that were granted and answered a minute ago.
    mutating func collect(back: UInt32?, _ refill: Refill, _ limit: RateLimit) {
        defer { returned = refill == .slidingWindow ? back : nil }
        guard let back, let returned else {
            credit = 0
            return
        }
        credit = min(credit + Double(back &- returned) * (1 - Self.shared), 1 + limit.perSecond * 0.5)
    }

    var hasCredit: Bool { credit >= 1 }
    var isCollecting: Bool { returned != nil }

    mutating func sent(now: Instant) {
        if hasCredit {
            credit -= 1
            return
        }
        lastSent = now
        stretch = Double.random(in: 0.7..<1.3, using: &random)
    }

    /// When the next request may be sent, beside others.
    func next(_ limit: RateLimit, _ refill: Refill, timeToReset: Interval) -> Instant {
        if hasCredit { return heldUntil }
        // Now and then a request has to tell whether the surplus is back.
        let gap = min(1 / pace(limit, refill, timeToReset), max(30, 2 / limit.perSecond))
        return max(heldUntil, lastSent + .seconds(stretch * gap))
    }

    /// Permits that others have probably used since an instant.
    func used(_ limit: RateLimit, since instant: Instant, now: Instant) -> Int {
        Int(limit.perSecond * max((now - instant).seconds, 0))
    }

    /// Requests a second: the sustained rate while the surplus is what is aimed at, and the less the more it lacks. With n
    /// clients it settles n - 1 steps below the aim.
    func pace(_ limit: RateLimit, _ refill: Refill, _ timeToReset: Interval) -> Double {
        let rate = limit.perSecond
        var step = max(0.35 * rate, 0.5)
        var aim = (Self.expectedClients - 1) * step
        switch refill {
        case .fixedWindow:
            // What is saved in a window is lost at its end: it is spent before.
            aim = min(aim, 0.1 * rate * max(timeToReset.seconds, 0))
        case .slidingWindow:
            // What is saved is never spent, but a surplus that is used up stops everybody.
            step = max(0.15 * rate, 1)
            aim = (Self.expectedClients - 1) * step + rate * (1 + roundTrip)
        case .unknown, .tokenBucket: break
        }
        let lack = max(aim - surplus, 0) / step
        return (isCollecting ? Self.shared : 1) * rate / (1 + min(lack, 32))
    }
}

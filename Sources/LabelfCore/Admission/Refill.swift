/// How the service gives permits back. It is not documented, but the headers of a few answers tell.
enum Refill: UInt8, BitwiseCopyable {
    /// Nothing contradicts any of them: treated like the strictest, a fixed window.
    case unknown
    /// All at the reset, which stands still until then.
    case fixedWindow
    /// Each a minute after it was used; the reset is when the oldest comes back.
    case slidingWindow
    /// Steadily: the reset is when all are back, and moves with each request.
    case tokenBucket
}

/// Finds out how permits come back: by a reset that stands still while Remaining falls, one that moves before it has
/// come, or a Remaining that rises before its reset. Later evidence overrules earlier.
struct RefillEvidence: BitwiseCopyable {
    private(set) var refill = Refill.unknown
    /// The first answer with the present reset.
    private var anchor: Observation?
    /// The lowest Remaining with it, and when that was known.
    private var lowest = 0
    private var lowestAt = Instant(nanoseconds: .min)

    init() {}

    /// Whole seconds may be rounded either way: only what differs by more is different.
    private static let rounding: Int64 = 1

    mutating func read(_ new: Observation) {
        // The documented burst of a bucket holds no more than that.
        if refill == .unknown, Double(new.remaining) > new.plan.burst { refill = .fixedWindow }
        guard let anchor else { return start(new) }
        let moved = new.reset - anchor.reset
        if moved < -Self.rounding {
            // Granted before and answered later: it tells of the past.
            if anchor.clock < new.reset - Self.rounding { refill = .tokenBucket }
            return
        }
        let isBefore = new.clock < anchor.reset - Self.rounding
        if moved > Self.rounding {
            if isBefore || refill == .unknown && anchor.fitsBucket && new.fitsBucket {
                refill = .tokenBucket
            } else if moved < 58, refill != .tokenBucket {
                refill = .slidingWindow
            }
            return start(new)
        }
        if new.remaining > lowest, new.ticket.sentAt >= lowestAt, isBefore { refill = .tokenBucket }
        // A bucket's reset moves by a second for each second's worth of permits.
        let fall = Double(anchor.remaining - new.remaining)
        let isStanding = fall > 1 + 2.5 * new.plan.perSecond
        if isStanding, refill == .unknown || refill == .tokenBucket { refill = .fixedWindow }
        if new.remaining <= lowest {
            lowest = new.remaining
            lowestAt = new.endedAt
        }
    }

    /// What was said before is void.
    mutating func forget() {
        self = RefillEvidence()
    }

    private mutating func start(_ new: Observation) {
        anchor = new
        lowest = new.remaining
        lowestAt = new.endedAt
    }
}

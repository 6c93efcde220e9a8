/// The pace where nothing says what the limit is: found from what is granted and what is refused.
///
/// Until something is refused there is none. A refusal takes the pace back to what was granted lately, less a margin, and from
/// there it grows: quickly after the first, which tells little, and slowly after one that was found by growing. (AIMD, as in
/// TCP's congestion avoidance; CUBIC and AWS's adaptive retry mode keep to what was measured at a refusal likewise.)
struct PaceFinder: BitwiseCopyable {
    /// Of what was granted, what is kept to after a refusal.
    private static let margin = 0.95
    /// How far below the pace that was refused the right one may be, once it was found.
    private static let nearly = 0.9
    /// By which part the pace grows in a second: until it is found; from then on, less with each refusal, down to the last.
    private static let searching = 1.0
    private static let found = 0.08
    private static let calmer = 0.7
    private static let calmest = 0.004
    /// Requests a second: where the search begins at the least, and what is kept to at the least.
    private static let start = 2.0
    private static let least = 1.0 / 60
    /// What is waited after a refusal that does not say how long, the first time; it doubles with each in a row.
    private static let firstFloor = Interval.milliseconds(100)
    private static let longestFloor = Interval.seconds(Int64(60))

    /// Requests a second; nil until something was refused.
    private(set) var rate: Double?
    private var growth = PaceFinder.searching
    /// Permits that are saved up.
    private var level = 0.0
    private var updated = Instant(nanoseconds: .min)
    /// When it was refused last: requests that were sent before tell nothing new.
    private var refusedAt = Instant(nanoseconds: .min)
    private var refusalsInARow = 0

    init() {}

    /// What a service that refuses, and does not say for how long, is spared.
    var floor: Interval {
        guard refusalsInARow > 0 else { return .zero }
        let doubled = PaceFinder.firstFloor.nanoseconds << Int64(min(refusalsInARow - 1, 12))
        return min(Interval(nanoseconds: doubled), PaceFinder.longestFloor)
    }

    /// A request was granted.
    mutating func granted(sentAt: Instant) {
        if sentAt > refusedAt { refusalsInARow = 0 }
    }

    /// A request was refused.
    /// - Parameter grants: how many were granted in the last 1, 10 and 60 seconds.
    mutating func refused(sentAt: Instant, grants: (Int, Int, Int), now: Instant) {
        guard sentAt > refusedAt else { return }
        refusedAt = now
        refusalsInARow += 1
        let lately = max(Double(grants.1) / 10, Double(grants.2) / 60)
        if let rate {
            // What was granted at the pace that was refused; a burst before it is over by now. What was found by growing slowly
            // is not far off, whatever a pause has kept from being granted.
            let isFound = growth < PaceFinder.searching
            let measured = max(Double(grants.0), lately, isFound ? PaceFinder.nearly * rate : 0)
            self.rate = max(PaceFinder.margin * min(rate, measured), PaceFinder.least)
            growth = isFound ? max(growth * PaceFinder.calmer, PaceFinder.calmest) : PaceFinder.found
        } else {
            rate = max(PaceFinder.margin * lately, PaceFinder.start)
        }
        level = 0
        updated = now
    }

    /// A request is sent.
    mutating func take(now: Instant) {
        guard rate != nil else { return }
        advance(now: now)
        level -= 1
    }

    /// When the next request may leave; nil for now.
    mutating func next(now: Instant) -> Instant? {
        guard rate != nil else { return nil }
        advance(now: now)
        guard level < 1, let rate else { return nil }
        return now + max(.seconds((1 - level) / rate), .milliseconds(1))
    }

    private mutating func advance(now: Instant) {
        guard now > updated, let rate else { return }
        // A pause is no time in which the pace has proved itself.
        let seconds = min((now - updated).seconds, 1)
        level = min(level + seconds * rate, max(1, rate / 10))
        var grown = rate
        grown += grown * growth * seconds
        self.rate = min(grown, 1e6)
        updated = now
    }
}

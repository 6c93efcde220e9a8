/// How fast something goes: over the last half minute, since a plan lets a burst go first.
struct RateMeter {
    private var samples: [(time: Instant, amount: Double)] = []
    private static let seconds = 30.0

    /// At `now` so much is done in all.
    mutating func add(_ amount: Double, at now: Instant) {
        samples.append((now, amount))
        // The oldest one that is kept is as old as the time that is looked at, or older.
        while samples.count > 2, now.seconds(since: samples[1].time) >= Self.seconds { samples.removeFirst() }
    }

    /// A second's amount; nil as long as there is nothing to tell it by.
    var perSecond: Double? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let seconds = last.time.seconds(since: first.time)
        return seconds > 0 ? (last.amount - first.amount) / seconds : nil
    }
}

/// How long a run waits for a service that has answered and then fails: the library's own retries are few when everything
/// fails at once, and a moment's outage is not to end a night's job.
struct OutageBackoff {
    /// Seconds before the rows are asked about again: each time longer, until something is answered.
    private static let pauses = [2.0, 4, 8]

    /// Whether the user wants anything to be asked again.
    private let isAllowed: Bool
    private var hasAnswered = false
    private var used = 0
    /// How many pauses there were. What was begun before the last one tells nothing about the service as it is now.
    private(set) var rounds = 0

    init(isAllowed: Bool) {
        self.isAllowed = isAllowed
    }

    mutating func answered() {
        hasAnswered = true
        used = 0
    }

    /// Seconds to wait after a failure of what was begun in `round`; nil to give up.
    mutating func pause(after round: Int) -> Double? {
        if round < rounds { return 0 }
        guard isAllowed, hasAnswered, used < Self.pauses.count else { return nil }
        used += 1
        rounds += 1
        return Self.pauses[used - 1]
    }
}

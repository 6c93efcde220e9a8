internal import LabelfCore

/// The budget of all clients on this machine that use one workspace with the same settings.
final class SharedBudget {
    /// To be raised with each change of `RateBudget` that another version would not understand.
    private static let version: UInt64 = 2
    private static let reopening = Interval.seconds(Int64(1))

    struct Value: BitwiseCopyable {
        var budget: RateBudget
        /// Requests in flight, by member: to be written off with a member that is killed.
        var inFlight = InlineArray<64, UInt32>(repeating: 0)
    }

    private let initial: RateBudget
    private let name: SharedName
    private var state: SharedState<Value>?
    private var nextOpening = Instant(nanoseconds: .min)

    /// Nil if the budget is to be the client's own.
    static func sharing(_ configuration: Configuration, _ initial: RateBudget) -> Budget.Sharing? {
        guard configuration.sharedBudget else { return nil }
        let shared = SharedBudget(configuration, initial)
        return { now, change in shared.change(now: now, change) }
    }

    private init(_ configuration: Configuration, _ initial: RateBudget) {
        self.initial = initial
        let own: Message =
            "\(configuration.apiKey?.secret ?? configuration.clientID) \(configuration.requestsPerMinute) \(configuration.bulkReservePercent)"
        name = SharedName(baseURL: configuration.baseURL, key: own.text, version: SharedBudget.version)
    }

    /// See `Budget.Sharing`.
    func change(now: Instant, _ body: (inout RateBudget, inout UInt32) -> Void) -> Bool {
        if state?.isLost ?? true { open(now: now) }
        let done: Void? = state?.transaction(now: now) { value, member in
            body(&value.budget, &value.inFlight[member])
        }
        return done != nil
    }

    private func open(now: Instant) {
        guard now >= nextOpening, let directory = RuntimeDirectory.find() else { return }
        state = nil
        nextOpening = now + SharedBudget.reopening
        state = SharedState.open(in: directory, named: name, initial: Value(budget: initial), now: now) {
            value, member in
            value.budget.abandon(Int(value.inFlight[member]), now: Clock.now())
            value.inFlight[member] = 0
        }
    }
}

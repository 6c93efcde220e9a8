/// What is under way: the requests from their first attempt until their outcome, in flight or waiting to be sent again, and
/// the texts in them, so that an equal text of another call coalesces with one instead of being asked for again.
struct Underway {
    private(set) var inFlight: [RequestID: Outbound] = [:]
    /// What is to be sent again, or for the first time after a split.
    private(set) var delayed: [Outbound] = []
    private(set) var items: [ItemKey: Item] = [:]
    /// The last one that was given out.
    private(set) var lastID: RequestID = 0

    mutating func nextID() -> RequestID {
        lastID += 1
        return lastID
    }

    // MARK: Requests

    var inFlightCount: Int { inFlight.count }

    /// Nil if there is none, or none any more.
    func outbound(inFlight id: RequestID) -> Outbound? { inFlight[id] }

    var allInFlight: [Outbound] { Array(inFlight.values) }

    var all: [Outbound] { allInFlight + delayed }

    mutating func start(_ outbound: Outbound, _ attempt: Delivery.Attempt) {
        outbound.delivery.attempt = attempt
        inFlight[outbound.id] = outbound
    }

    /// Takes a request out of flight; nil if it is not in flight.
    mutating func finish(_ id: RequestID) -> (Outbound, Delivery.Attempt)? {
        guard let outbound = inFlight.removeValue(forKey: id), let attempt = outbound.delivery.attempt else {
            return nil
        }
        outbound.delivery.attempt = nil
        return (outbound, attempt)
    }

    mutating func delay(_ outbound: Outbound) {
        delayed.append(outbound)
    }

    mutating func removeDelayed(_ outbound: Outbound) {
        delayed.removeAll { $0.id == outbound.id }
    }

    /// Takes out the batches that are to be sent again.
    mutating func removeDelayedBatches() -> [Batch] {
        let batches = delayed.compactMap { $0.batch }
        delayed.removeAll { $0.batch != nil }
        return batches
    }

    // MARK: Texts

    func item(for key: ItemKey) -> Item? { items[key] }

    mutating func add(_ item: Item, for key: ItemKey) {
        items[key] = item
    }

    /// An item is no longer in a request: an equal text is asked for anew.
    mutating func forget(_ item: Item, _ query: ClassifyQuery) {
        let key = item.key(query)
        if items[key] === item { items[key] = nil }
    }

    mutating func forgetAll(_ batch: Batch) {
        for item in batch.items { forget(item, batch.query) }
    }

    /// A job no longer waits for a text. The text may be in the job's memory, so that the item gets a copy of its own.
    mutating func leave(_ item: Item, _ job: Job) {
        item.waiters.removeAll { $0.job === job }
        let old = item.key(job.query)
        let isIndexed = items[old] === item
        if isIndexed { items[old] = nil }
        item.keepText()
        if isIndexed { items[item.key(job.query)] = item }
    }
}

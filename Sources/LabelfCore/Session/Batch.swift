/// Up to eight texts that are asked for together, from the first request until each has an answer or an error.
package final class Batch {
    package let query: ClassifyQuery
    let delivery: Delivery
    private(set) var items: [Item]
    /// Where the batch comes from, if a larger one was refused.
    let refusal: Refusal?

    init(id: RequestID, query: ClassifyQuery, items: [Item] = [], refusal: Refusal? = nil) {
        self.query = query
        self.items = items
        self.refusal = refusal
        delivery = Delivery(id: id)
    }

    private init(id: RequestID, restOf batch: Batch, items: [Item]) {
        query = batch.query
        self.items = items
        refusal = batch.refusal
        delivery = Delivery(id: id, like: batch.delivery)
    }

    package var id: RequestID { delivery.id }

    /// The texts in the order of the request.
    package var texts: [Text] { items.map { $0.text } }

    /// For the text that was asked most often.
    var attempts: Int { items.reduce(0) { max($0, $1.attempts) } }

    var lane: Lane {
        items.contains { $0.waiters.contains { $0.job.lane == .interactive } } ? .interactive : .bulk
    }

    /// Whether other texts may be asked along with these: not while they are searched for a bad one, nor after a failure.
    var mayGrow: Bool { refusal == nil && delivery.retries == 0 && !delivery.hasNewToken }

    /// Nothing waits for any of its texts.
    var isAbandoned: Bool { items.allSatisfy { $0.waiters.isEmpty } }

    func append(_ item: Item) {
        items.append(item)
    }

    /// Takes over the texts of another batch.
    func absorb(_ other: Batch) {
        items += other.items
        delivery.rateLimits = max(delivery.rateLimits, other.delivery.rateLimits)
        delivery.lastError = delivery.lastError ?? other.delivery.lastError
    }

    /// Cuts the texts from a place on off, as a batch of their own.
    func split(from place: Int, id: RequestID) -> Batch {
        let rest = Batch(id: id, restOf: self, items: Array(items[place...]))
        items.removeSubrange(place...)
        return rest
    }

    /// Leaves out the texts that nothing waits for any more, and gives them back.
    func removeAbandoned() -> [Item] {
        let abandoned = items.filter { $0.waiters.isEmpty }
        if !abandoned.isEmpty { items.removeAll { $0.waiters.isEmpty } }
        return abandoned
    }
}

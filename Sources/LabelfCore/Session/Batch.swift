/// Somebody who waits for a text's answer: a job, and the text's place among the job's different texts.
struct Waiter {
    let job: Job
    let unique: Int
}

/// A text in a request, and who waits for it.
final class Item {
    private(set) var text: Text
    let hash: Int
    var waiters: [Waiter]
    /// Requests that it was in.
    var attempts = 0
    /// When its batch may be sent again.
    var due = Instant(nanoseconds: .min)
    /// What the batch's last request ended with.
    var lastError: LabelfError?
    private var copy: UnsafeMutableRawBufferPointer?

    init(text: Text, hash: Int, waiter: Waiter) {
        self.text = text
        self.hash = hash
        waiters = [waiter]
    }

    deinit { copy?.deallocate() }

    /// Copies the text: the job whose memory it is in is about to end before the request does.
    func keepText() {
        guard copy == nil else { return }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(text.count, 1), alignment: 1)
        memory.copyMemory(from: text.bytes)
        copy = memory
        text = Text(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[0..<text.count]))
    }
}

/// Up to eight texts that are asked for together, from the first request until each has an answer or an error.
package final class Batch: Outbound {
    package let query: ClassifyQuery
    var items: [Item]
    /// Where the batch comes from, if a larger one was refused.
    let refusal: Refusal?

    init(id: RequestID, query: ClassifyQuery, items: [Item], refusal: Refusal? = nil) {
        self.query = query
        self.items = items
        self.refusal = refusal
        super.init(id: id)
    }

    /// Takes the items of a batch from a place on, to be sent when that batch would have been.
    init(restOf batch: Batch, from place: Int, id: RequestID) {
        query = batch.query
        items = Array(batch.items[place...])
        refusal = batch.refusal
        super.init(id: id)
        retries = batch.retries
        rateLimits = batch.rateLimits
        due = batch.due
        lastError = batch.lastError
        hasNewToken = batch.hasNewToken
        batch.items.removeSubrange(place...)
    }

    /// The texts in the order of the request.
    package var texts: [Text] { items.map { $0.text } }

    override var batch: Batch? { self }

    override var billed: Int { items.count }

    /// For the text that was asked most often.
    override package var attempts: Int { items.reduce(0) { max($0, $1.attempts) } }

    /// Whether other texts may be asked along with these: not while they are searched for a bad one, nor after a failure.
    var mayHaveCompany: Bool { refusal == nil && retries == 0 && !hasNewToken }

    /// Takes over the texts of another batch.
    func absorb(_ other: Batch) {
        items += other.items
        rateLimits = max(rateLimits, other.rateLimits)
        lastError = lastError ?? other.lastError
    }

    override var lane: Lane {
        items.contains { $0.waiters.contains { $0.job.lane == .interactive } } ? .interactive : .bulk
    }

    /// Nobody waits for any of its texts.
    var isAbandoned: Bool { items.allSatisfy { $0.waiters.isEmpty } }
}

/// What became of the texts of a batch that was refused whole, while it is split to find the bad text.
final class Refusal {
    private let texts: Int
    private var refused = 0
    /// The calls that the refused texts are of.
    private(set) var jobs: [Job] = []
    private var error: LabelfError?
    private var differs = false

    init(texts: Int) {
        self.texts = texts
    }

    /// A text alone was refused. True if with it every text of the batch was, each with the same error.
    func refuses(_ item: Item, with new: LabelfError) -> Bool {
        refused += 1
        for waiter in item.waiters where !jobs.contains(where: { $0 === waiter.job }) { jobs.append(waiter.job) }
        if let error {
            let same =
                error.httpStatus == new.httpStatus && error.serverCode.isSame(as: new.serverCode)
                && error.message.isSame(as: new.message)
            differs = differs || !same
        } else {
            error = new
        }
        return refused == texts && !differs
    }
}

/// An item by its question: what makes a text of another call the same as one in flight.
struct ItemKey: Hashable {
    let query: ClassifyQuery
    let text: Text
    let textHash: Int

    static func == (left: ItemKey, right: ItemKey) -> Bool {
        left.textHash == right.textHash && left.query == right.query && left.text == right.text
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(textHash)
    }

    /// The text's own hash is seeded and mixed already: what a dictionary would make of it costs more than the rest.
    func _rawHashValue(seed: Int) -> Int {
        textHash ^ seed
    }
}

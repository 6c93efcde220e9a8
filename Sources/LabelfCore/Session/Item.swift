/// One wait for a text's answer: a job, and the text's place among the job's different texts.
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

    func key(_ query: ClassifyQuery) -> ItemKey { ItemKey(query: query, text: text, textHash: hash) }

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

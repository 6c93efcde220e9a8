/// One row of the input, as places in its chunk's bytes.
struct Row {
    /// The text to classify; empty for a row with a problem.
    var text: Range<Int>
    /// What goes into the output as it is: the id as JSON, or the columns as CSV. Empty for none.
    var carried: Range<Int>
    /// Why there is no text to classify; nil if there is one.
    var problem: String?
}

/// Some rows that follow one another: they are asked about in one call, and written at once.
final class Chunk {
    /// The row's number in the input, counted from 0.
    let firstIndex: Int
    private(set) var bytes: [UInt8] = []
    private(set) var rows: [Row] = []

    init(firstIndex: Int) {
        self.firstIndex = firstIndex
    }

    var endIndex: Int { firstIndex + rows.count }

    /// The first `count` rows.
    func prefix(_ count: Int) -> Chunk { part(rows.prefix(count)) }

    /// The rows after the first `count`.
    func dropFirst(_ count: Int) -> Chunk { part(rows.dropFirst(count)) }

    private func part(_ rows: ArraySlice<Row>) -> Chunk {
        let part = Chunk(firstIndex: firstIndex + rows.startIndex)
        part.bytes = bytes
        part.rows = Array(rows)
        return part
    }

    /// Adds bytes and says where they are.
    fileprivate func add(_ new: UnsafeRawBufferPointer) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: new)
        return start..<bytes.count
    }

    fileprivate func add(_ row: Row) { rows.append(row) }
}

/// Puts rows into chunks, and leaves out those that an earlier run has written.
final class ChunkBuilder {
    /// A chunk is full with this many rows, or bytes. Small, because of what was answered and not written when the process
    /// is killed.
    static let mostRows = 64
    static let mostBytes = 256 << 10

    private var ready: [Chunk] = []
    private var taken = 0
    private var open: Chunk
    private var skip: Int

    /// How many rows have come, those left out included.
    private(set) var rows = 0

    init(skip: Int = 0) {
        self.skip = skip
        open = Chunk(firstIndex: skip)
    }

    /// Adds a row. `carried` may be empty; a row with a `problem` needs no text.
    func add(text: UnsafeRawBufferPointer, carried: UnsafeRawBufferPointer, problem: String? = nil) {
        rows += 1
        if rows <= skip { return }
        let row = Row(text: open.add(text), carried: open.add(carried), problem: problem)
        open.add(row)
        if open.rows.count >= Self.mostRows || open.bytes.count >= Self.mostBytes { close() }
    }

    /// Whether there is a full chunk.
    var hasFull: Bool { taken < ready.count }

    /// Whether there are rows in a chunk that is not full.
    var hasOpen: Bool { !open.rows.isEmpty }

    /// Counts the chunk that is not full as one.
    func close() {
        guard hasOpen else { return }
        ready.append(open)
        open = Chunk(firstIndex: open.endIndex)
    }

    /// The next full chunk; nil if there is none.
    func next() -> Chunk? {
        guard hasFull else { return nil }
        defer {
            taken += 1
            if taken == ready.count {
                ready.removeAll(keepingCapacity: true)
                taken = 0
            }
        }
        return ready[taken]
    }
}

/// Entries found by their hash, and in the order in which they were last used: a table of chains, and a list through the
/// same entries, both by index.
struct CacheSlots: ~Copyable {
    /// One text and its predictions, in one piece of memory: confidences, labels, the text's bytes.
    struct Entry {
        let hash: Int
        let query: Int32
        let predictions: Int
        let end: Instant
        private let textCount: Int
        private let memory: UnsafeMutableRawPointer
        /// The next in its chain; then its neighbours by use. -1 for none.
        fileprivate var chained: Int32 = -1
        fileprivate var newer: Int32 = -1
        fileprivate var older: Int32 = -1

        init(text: Text, hash: Int, query: Int32, predictions: Int, end: Instant) {
            (self.hash, self.query, self.predictions, self.end) = (hash, query, predictions, end)
            textCount = text.count
            memory = .allocate(byteCount: max(predictions * 12 + text.count, 1), alignment: 8)
            guard let source = text.bytes.baseAddress else { return }
            (memory + predictions * 12).copyMemory(from: source, byteCount: text.count)
        }

        var text: Text { Text(UnsafeRawBufferPointer(start: memory + predictions * 12, count: textCount)) }

        var bytes: Int { CacheSlots.bytes(text: textCount, predictions: predictions) }

        func set(_ index: Int, label: Int32, confidence: Double) {
            memory.storeBytes(of: confidence, toByteOffset: index * 8, as: Double.self)
            memory.storeBytes(of: label, toByteOffset: predictions * 8 + index * 4, as: Int32.self)
        }

        func prediction(_ index: Int) -> (label: Int32, confidence: Double) {
            let label = memory.load(fromByteOffset: predictions * 8 + index * 4, as: Int32.self)
            return (label, memory.load(fromByteOffset: index * 8, as: Double.self))
        }

        fileprivate func free() { memory.deallocate() }
    }

    private var entries: [Entry?] = []
    private var vacant: [Int32] = []
    /// The first entry of each chain; -1 for none. As many as a power of two.
    private var chains = [Int32](repeating: -1, count: 64)
    private var count = 0
    private var newest: Int32 = -1
    private var last: Int32 = -1

    /// The entry that was used longest ago.
    var oldest: Int32? { last < 0 ? nil : last }

    deinit {
        for entry in entries { entry?.free() }
    }

    /// What an entry takes, with its share of the tables and of what the allocator keeps.
    static func bytes(text: Int, predictions: Int) -> Int {
        text + predictions * 12 + MemoryLayout<Entry?>.stride + 32
    }

    subscript(slot: Int32) -> Entry? { entries[Int(slot)] }

    /// The whole text is compared: a hash alone never finds anything.
    func find(_ text: Text, hash: Int, query: Int32) -> Int32? {
        var slot = chains[hash & (chains.count - 1)]
        while slot >= 0, let entry = entries[Int(slot)] {
            if entry.hash == hash, entry.query == query, entry.text == text { return slot }
            slot = entry.chained
        }
        return nil
    }

    /// Takes an entry over, as the one used last.
    mutating func insert(_ entry: Entry) {
        let slot: Int32
        if let free = vacant.popLast() {
            slot = free
            entries[Int(slot)] = entry
        } else {
            slot = Int32(truncatingIfNeeded: entries.count)
            entries.append(entry)
        }
        count += 1
        if count > chains.count { grow() } else { chain(slot, entry.hash) }
        link(slot)
    }

    /// The entry was used.
    mutating func touch(_ slot: Int32) {
        guard slot != newest else { return }
        unlink(slot)
        link(slot)
    }

    mutating func remove(_ slot: Int32) {
        guard let entry = entries[Int(slot)] else { return }
        unlink(slot)
        let chain = entry.hash & (chains.count - 1)
        if chains[chain] == slot {
            chains[chain] = entry.chained
        } else {
            var before = chains[chain]
            while before >= 0, let other = entries[Int(before)], other.chained != slot { before = other.chained }
            if before >= 0 { entries[Int(before)]?.chained = entry.chained }
        }
        entry.free()
        entries[Int(slot)] = nil
        vacant.append(slot)
        count -= 1
    }

    private mutating func chain(_ slot: Int32, _ hash: Int) {
        let chain = hash & (chains.count - 1)
        entries[Int(slot)]?.chained = chains[chain]
        chains[chain] = slot
    }

    private mutating func grow() {
        chains = Array(repeating: -1, count: chains.count * 2)
        for slot in entries.indices {
            if let entry = entries[slot] { chain(Int32(truncatingIfNeeded: slot), entry.hash) }
        }
    }

    private mutating func link(_ slot: Int32) {
        entries[Int(slot)]?.older = newest
        entries[Int(slot)]?.newer = -1
        if newest >= 0 { entries[Int(newest)]?.newer = slot } else { last = slot }
        newest = slot
    }

    private mutating func unlink(_ slot: Int32) {
        guard let entry = entries[Int(slot)] else { return }
        if entry.newer >= 0 { entries[Int(entry.newer)]?.older = entry.older } else { newest = entry.older }
        if entry.older >= 0 { entries[Int(entry.older)]?.newer = entry.newer } else { last = entry.newer }
    }
}

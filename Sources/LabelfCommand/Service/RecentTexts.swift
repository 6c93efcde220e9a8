/// The texts whose answers the library's cache would still have: a set of hashes that is bounded by what the answers take.
struct RecentTexts {
    private let maxBytes: Int
    private var bytes = 0
    /// When each was used last, and what it takes.
    private var entries: [UInt64: (use: Int, bytes: Int)] = [:]
    /// The uses in their order; those that were not an entry's last count for nothing.
    private var uses: [(hash: UInt64, use: Int)] = []
    private var oldest = 0
    private var count = 0

    init(maxBytes: Int) {
        self.maxBytes = maxBytes
    }

    /// Notes that a text is asked about; whether its answer is there.
    mutating func use(_ hash: UInt64, bytes size: Int) -> Bool {
        let found = entries[hash]
        entries[hash] = (count, size)
        uses.append((hash, count))
        count += 1
        if found == nil { bytes += size }
        while bytes > maxBytes, oldest < uses.count { dropOldest() }
        if oldest > 65_536, oldest > uses.count / 2 {
            uses.removeFirst(oldest)
            oldest = 0
        }
        return found != nil
    }

    private mutating func dropOldest() {
        let (hash, use) = uses[oldest]
        oldest += 1
        guard let entry = entries[hash], entry.use == use else { return }
        entries[hash] = nil
        bytes -= entry.bytes
    }
}

/// The ids that were given, as hashes of 64 bits: 16 to 32 bytes each, whatever their length. That two of ten million
/// different ids have the same hash, and one item is taken for the other, has a chance of three in a million.
struct SeenIDs {
    private(set) var count = 0
    /// Open addressing; 0 for a free slot.
    private var slots: [UInt64]
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        slots = Array(repeating: 0, count: 64)
    }

    func contains(_ id: [UInt8]) -> Bool {
        slots[slot(of: hash(id))] != 0
    }

    /// False if it was there before.
    mutating func insert(_ id: [UInt8]) -> Bool {
        let hash = hash(id)
        let slot = slot(of: hash)
        guard slots[slot] == 0 else { return false }
        slots[slot] = hash
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private func hash(_ id: [UInt8]) -> UInt64 {
        let hash = id.withUnsafeBytes { TextHash.hash(Text($0), seed: seed) }
        return max(UInt64(truncatingIfNeeded: hash), 1)
    }

    /// Where a hash is, or would be.
    private func slot(of hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for hash in old where hash != 0 { slots[slot(of: hash)] = hash }
    }
}

/// The texts that are on both sides, as when a set is compared with itself: what is known of one is known of the other.
struct Twins {
    /// For each different base text the place of the equal compared text; -1 for none.
    private(set) var ofBase: [Int32]
    /// The other way round.
    private(set) var ofCompared: [Int32]

    /// The plans have hashes with the same seed.
    init(base: Plan, compared: Plan) {
        ofBase = Array(repeating: -1, count: base.uniques.count)
        ofCompared = Array(repeating: -1, count: compared.uniques.count)
        var size = 4
        while size < base.uniques.count * 2 { size *= 2 }
        // Open addressing; at least half of the slots are free, so every search ends.
        var slots = [Int32](repeating: -1, count: size)
        for (place, hash) in base.hashes.enumerated() {
            var slot = hash & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(truncatingIfNeeded: place)
        }
        for (place, hash) in compared.hashes.enumerated() {
            var slot = hash & (size - 1)
            while slots[slot] >= 0 {
                let other = Int(slots[slot])
                if base.hashes[other] == hash, base.uniques[other] == compared.uniques[place] {
                    ofBase[other] = Int32(truncatingIfNeeded: place)
                    ofCompared[place] = slots[slot]
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
        }
    }
}

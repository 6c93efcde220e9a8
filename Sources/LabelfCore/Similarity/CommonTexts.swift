/// The texts that are on both sides, as when a set is compared with itself: what is known of one is known of the other.
struct CommonTexts {
    /// For each different text, the base texts before the compared ones, where the equal text of the other side is; -1 for
    /// none.
    private(set) var places: [Int32]

    /// The plans have hashes with the same seed.
    init(base: Plan, compared: Plan) {
        let bases = base.uniques.count
        places = Array(repeating: -1, count: bases + compared.uniques.count)
        var size = 4
        while size < bases * 2 { size *= 2 }
        // Open addressing; at least half of the slots are free, so every search ends.
        var slots = [Int32](repeating: -1, count: size)
        for place in 0..<bases {
            var slot = base.hashes[place] & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(truncatingIfNeeded: place)
        }
        for place in 0..<compared.uniques.count {
            let hash = compared.hashes[place]
            var slot = hash & (size - 1)
            while slots[slot] >= 0 {
                let other = Int(slots[slot])
                if base.hashes[other] == hash, base.uniques[other] == compared.uniques[place] {
                    places[other] = Int32(truncatingIfNeeded: bases + place)
                    places[bases + place] = slots[slot]
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
        }
    }
}

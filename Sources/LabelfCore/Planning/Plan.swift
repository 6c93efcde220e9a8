/// What is to be asked for one call: its texts, judged one by one, each different text once.
///
/// The memory of the texts is not the plan's: it has to last as long as somebody may read `uniques`.
package struct Plan {
    /// The call's texts, bad ones and duplicates included.
    package let count: Int
    /// The different good texts, in the order in which they first occur.
    package private(set) var uniques: [Text] = []
    /// A hash for each of `uniques`.
    package private(set) var hashes: [Int] = []
    /// What is wrong with the bad texts; texts with the same fault share an error.
    package private(set) var faults: [LabelfError] = []
    /// For each text its place in `uniques`, or the complement (`~`) of its place in `faults`.
    package private(set) var places: [Int32] = []

    /// - Parameters:
    ///   - texts: at most `Int32.max`.
    ///   - maxCharacters: code points that a text may have (API document, "Endpoints": 10,000).
    ///   - seed: of the hashes; the same for all plans of a session.
    package init(texts: some Collection<Text>, maxCharacters: Int, seed: UInt64 = 0) {
        count = texts.count
        places.reserveCapacity(count)
        uniques.reserveCapacity(count)
        hashes.reserveCapacity(count)
        var seen = UniqueIndex(capacity: count)
        var lastFault: TextFault?
        for text in texts {
            if let fault = TextCheck.fault(in: text, maxCharacters: maxCharacters) {
                if fault != lastFault {
                    faults.append(fault.error)
                    lastFault = fault
                }
                places.append(~Int32(truncatingIfNeeded: faults.count - 1))
                continue
            }
            let hash = TextHash.hash(text, seed: seed)
            let place = seen.place(of: text, hash: hash, among: uniques, hashes)
            if Int(place) == uniques.count {
                uniques.append(text)
                hashes.append(hash)
            }
            places.append(place)
        }
    }

    /// Good texts that another text of the call stands for.
    package var duplicates: Int {
        places.reduce(0) { $1 < 0 ? $0 : $0 + 1 } - uniques.count
    }

    /// How many of the call's texts have a different text that meets a condition.
    package func texts(where condition: (Int) -> Bool) -> Int {
        places.reduce(0) { $1 >= 0 && condition(Int($1)) ? $0 + 1 : $0 }
    }

    /// Bytes of the different texts.
    package var bytes: Int { uniques.reduce(0) { $0 + $1.count } }

    /// Takes copies of the different texts, in the same order, in place of the originals.
    package mutating func replaceUniques(with copies: [Text]) {
        if copies.count == uniques.count { uniques = copies }
    }

    package enum Place: Equatable {
        case unique(Int)
        case fault(Int)
    }

    package func place(of index: Int) -> Place {
        let place = places[index]
        return place < 0 ? .fault(Int(~place)) : .unique(Int(place))
    }
}

/// Finds a text among those seen, by open addressing: one array of places, no allocation a text.
private struct UniqueIndex {
    private var slots: [Int32]
    private let mask: Int

    init(capacity: Int) {
        var size = 4
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
    }

    /// The place of an equal text, or `uniques.count` (which is then taken) if there is none.
    mutating func place(of text: Text, hash: Int, among uniques: [Text], _ hashes: [Int]) -> Int32 {
        var slot = hash & mask
        while true {
            let place = slots[slot]
            if place < 0 {
                let new = Int32(truncatingIfNeeded: uniques.count)
                slots[slot] = new
                return new
            }
            if hashes[Int(place)] == hash, uniques[Int(place)] == text { return place }
            slot = (slot + 1) & mask
        }
    }
}

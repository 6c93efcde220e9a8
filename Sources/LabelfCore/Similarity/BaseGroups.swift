/// The caller's base texts behind each different one: equal texts were sent once, and are a match each.
struct BaseGroups {
    /// For each different text the first of the caller's texts that it stands for.
    private var first: [Int32]
    /// For each of the caller's texts the next one that is equal; -1 for none.
    private var next: [Int32]
    /// How many texts a different one stands for.
    private var counts: [Int32]
    /// Each different text stands for one, so that they are in the same order.
    private var isPlain = true

    init(_ plan: Plan) {
        first = Array(repeating: -1, count: plan.uniques.count)
        counts = Array(repeating: 0, count: plan.uniques.count)
        next = Array(repeating: -1, count: plan.count)
        var index = plan.count - 1
        while index >= 0 {
            if case .unique(let unique) = plan.place(of: index) {
                next[index] = first[unique]
                first[unique] = Int32(truncatingIfNeeded: index)
                counts[unique] += 1
                isPlain = isPlain && counts[unique] == 1
            }
            index -= 1
        }
    }

    /// How many matches a row has, each text counted, up to the limit.
    func count(_ matches: TopMatches, _ row: Int, limit: Int) -> Int {
        var count = 0
        for index in 0..<matches.count(of: row) where count < limit {
            count += Int(counts[Int(matches[row, index].base)])
        }
        return min(count, limit)
    }

    /// Writes a sorted row's matches, as many as `count` said.
    func fill(
        _ bases: UnsafeMutablePointer<Int32>, _ similarities: UnsafeMutablePointer<Double>, _ matches: TopMatches,
        _ row: Int, count: Int
    ) {
        var filled = 0
        var index = 0
        while filled < count, index < matches.count(of: row) {
            let similarity = matches[row, index].similarity
            let start = index
            // Equally similar ones belong together: copies of one text may stand between those of another. Of these
            // matches, the best are those with the earliest texts.
            repeat {
                index += 1
            } while !isPlain && index < matches.count(of: row) && matches[row, index].similarity == similarity
            if index == start + 1, counts[Int(matches[row, start].base)] == 1 {
                bases[filled] = first[Int(matches[row, start].base)]
                similarities[filled] = similarity
                filled += 1
                continue
            }
            guard let sorter = TopMatches(rows: 1, capacity: count - filled, maxBytes: .max) else { return }
            for match in start..<index {
                var text = first[Int(matches[row, match].base)]
                while text >= 0 {
                    sorter.insert(.init(base: text, similarity: similarity), into: 0)
                    text = next[Int(text)]
                }
            }
            sorter.sort(0)
            for place in 0..<sorter.count(of: 0) {
                bases[filled] = sorter[0, place].base
                similarities[filled] = similarity
                filled += 1
            }
        }
    }
}

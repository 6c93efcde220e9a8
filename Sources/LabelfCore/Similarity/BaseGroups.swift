/// The caller's base texts behind each different one: equal texts were sent once, and are a match each.
struct BaseGroups {
    /// Different text u stands for `members[starts[u] ..< starts[u + 1]]`, ascending.
    private var starts: [Int32]
    private var members: [Int32]
    /// Each different text stands for itself, in the same order.
    private let isPlain: Bool

    init(_ plan: Plan) {
        starts = Array(repeating: 0, count: plan.uniques.count + 1)
        for index in 0..<plan.count {
            if case .unique(let unique) = plan.place(of: index) { starts[unique + 1] += 1 }
        }
        for unique in 0..<plan.uniques.count { starts[unique + 1] += starts[unique] }
        members = Array(repeating: 0, count: Int(starts.last ?? 0))
        var next = starts
        for index in 0..<plan.count {
            guard case .unique(let unique) = plan.place(of: index) else { continue }
            members[Int(next[unique])] = Int32(truncatingIfNeeded: index)
            next[unique] += 1
        }
        isPlain = members.count == plan.uniques.count
    }

    private func members(of unique: Int32) -> ArraySlice<Int32> {
        members[Int(starts[Int(unique)])..<Int(starts[Int(unique) + 1])]
    }

    /// How many matches a row has, each text counted, up to the limit.
    func count(_ matches: TopMatches, _ row: Int, limit: Int) -> Int {
        if isPlain { return min(matches.count(of: row), limit) }
        var count = 0
        for index in 0..<matches.count(of: row) where count < limit {
            count += members(of: matches[row, index].base).count
        }
        return min(count, limit)
    }

    /// Writes a sorted row's matches, as many as `count` says.
    func fill(
        _ bases: UnsafeMutablePointer<Int32>, _ similarities: UnsafeMutablePointer<Double>, _ matches: TopMatches,
        _ row: Int, limit: Int
    ) {
        let rowCount = matches.count(of: row)
        if isPlain {
            for index in 0..<min(rowCount, limit) {
                bases[index] = members[Int(matches[row, index].base)]
                similarities[index] = matches[row, index].similarity
            }
            return
        }
        var filled = 0
        var index = 0
        while index < rowCount, filled < limit {
            // Equally similar ones belong together: copies of one text may stand between those of another.
            let similarity = matches[row, index].similarity
            let first = index
            var tied: [Int32] = []
            repeat {
                tied += members(of: matches[row, index].base).prefix(limit - filled)
                index += 1
            } while index < rowCount && matches[row, index].similarity == similarity
            if index > first + 1 { tied = ordered(tied) }
            for base in tied.prefix(limit - filled) {
                bases[filled] = base
                similarities[filled] = similarity
                filled += 1
            }
        }
    }

    /// Indices in ascending order. As matches that are all equally similar: the standard library's sort is two kilobytes.
    private func ordered(_ indices: [Int32]) -> [Int32] {
        guard let sorter = TopMatches(rows: 1, capacity: indices.count, maxBytes: .max) else { return indices }
        for index in indices { sorter.insert(.init(base: index, similarity: 0), into: 0) }
        sorter.sort(0)
        return indices.indices.map { sorter[0, $0].base }
    }
}

/// The best matches of each compared text among those seen so far: a heap for each, all in memory that is taken once.
///
/// A match is better if it is more similar, and of equally similar ones that with the earlier base text.
package final class TopMatches {
    /// One match: a similarity, and a place among the base texts.
    package struct Match: Equatable {
        package var base: Int32
        package var similarity: Double

        package func isBetter(than other: Match) -> Bool {
            similarity > other.similarity || (similarity == other.similarity && base < other.base)
        }
    }

    /// Compared texts.
    package let rows: Int
    /// Matches that are kept of each.
    package let capacity: Int
    private let counts: UnsafeMutablePointer<Int32>
    private let similarities: UnsafeMutablePointer<Double>
    private let bases: UnsafeMutablePointer<Int32>

    /// Nil if it would take more than `maxBytes`.
    package init?(rows: Int, capacity: Int, maxBytes: Int) {
        guard let bytes = Self.bytes(rows: rows, capacity: capacity), bytes <= maxBytes else { return nil }
        self.rows = rows
        self.capacity = capacity
        counts = .allocate(capacity: max(rows, 1))
        counts.initialize(repeating: 0, count: rows)
        similarities = .allocate(capacity: max(rows * capacity, 1))
        bases = .allocate(capacity: max(rows * capacity, 1))
    }

    deinit {
        counts.deallocate()
        similarities.deallocate()
        bases.deallocate()
    }

    /// What that many matches take; nil if no machine has as much.
    package static func bytes(rows: Int, capacity: Int) -> Int? {
        guard rows >= 0, capacity >= 0 else { return nil }
        let (matches, overflow) = rows.multipliedReportingOverflow(by: capacity)
        let (bytes, tooMany) = matches.multipliedReportingOverflow(by: 12)
        let (all, tooLong) = bytes.addingReportingOverflow(rows &* 4)
        return overflow || tooMany || tooLong || rows > Int(Int32.max) ? nil : all
    }

    /// How many matches a row has. 0 for a row that does not exist.
    package func count(of row: Int) -> Int {
        row >= 0 && row < rows ? Int(counts[row]) : 0
    }

    /// Offers a match. Each base text is offered once for a row. No allocation.
    package func insert(_ match: Match, into row: Int) {
        guard row >= 0, row < rows, capacity > 0 else { return }
        let count = Int(counts[row])
        if count < capacity {
            set(count, of: row, to: match)
            counts[row] += 1
            // From here on the worst is at the root, to be pushed out by anything better.
            if count + 1 == capacity { makeHeap(of: row) }
        } else if match.isBetter(than: self[row, 0]) {
            set(0, of: row, to: match)
            siftDown(from: 0, of: row, count: capacity)
        }
    }

    /// Whether any match of this similarity could still count: there is room, or the worst is no better.
    package func takes(similarity: Double, into row: Int) -> Bool {
        guard row >= 0, row < rows, capacity > 0 else { return false }
        return Int(counts[row]) < capacity || similarity >= self[row, 0].similarity
    }

    /// Puts a row's matches in order, the best first. Nothing may be inserted into it afterwards.
    package func sort(_ row: Int) {
        guard row >= 0, row < rows else { return }
        if Int(counts[row]) < capacity { makeHeap(of: row) }
        var end = Int(counts[row]) - 1
        while end > 0 {
            let worst = self[row, 0]
            set(0, of: row, to: self[row, end])
            set(end, of: row, to: worst)
            siftDown(from: 0, of: row, count: end)
            end -= 1
        }
    }

    /// A match of a row: `index` is below its count.
    package subscript(row: Int, index: Int) -> Match {
        let place = row * capacity + index
        return Match(base: bases[place], similarity: similarities[place])
    }

    private func set(_ index: Int, of row: Int, to match: Match) {
        let place = row * capacity + index
        bases[place] = match.base
        similarities[place] = match.similarity
    }

    private func makeHeap(of row: Int) {
        let count = Int(counts[row])
        var parent = count / 2 - 1
        while parent >= 0 {
            siftDown(from: parent, of: row, count: count)
            parent -= 1
        }
    }

    private func siftDown(from start: Int, of row: Int, count: Int) {
        let moved = self[row, start]
        var parent = start
        while true {
            var child = 2 * parent + 1
            guard child < count else { break }
            if child + 1 < count, self[row, child].isBetter(than: self[row, child + 1]) { child += 1 }
            let worse = self[row, child]
            guard moved.isBetter(than: worse) else { break }
            set(parent, of: row, to: worse)
            parent = child
        }
        set(parent, of: row, to: moved)
    }
}

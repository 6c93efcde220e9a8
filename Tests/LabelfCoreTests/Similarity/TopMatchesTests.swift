import Testing

@testable import LabelfCore

@Suite struct TopMatchesTests {
    @Test("The best of all, in order, ties by base order", arguments: 0..<60)
    func best(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = Int.random(in: 1...5, using: &random)
        let bases = Int.random(in: 0...80, using: &random)
        let capacity = Int.random(in: 0...20, using: &random)
        let matches = try #require(TopMatches(rows: rows, capacity: capacity, maxBytes: 1 << 20))
        var all: [[TopMatches.Match]] = Array(repeating: [], count: rows)
        for base in (0..<Int32(bases)).shuffled(using: &random) {
            for row in 0..<rows {
                let match = TopMatches.Match(base: base, similarity: Double(Int.random(in: 0...9, using: &random)) / 9)
                all[row].append(match)
                let takes = matches.takes(similarity: match.similarity, into: row)
                let worst = all[row].dropLast().sorted { $0.isBetter(than: $1) }.prefix(capacity).last
                #expect(
                    takes
                        == (capacity > 0 && (all[row].count <= capacity || match.similarity >= worst?.similarity ?? 0)))
                matches.insert(match, into: row)
            }
        }
        for row in 0..<rows {
            matches.sort(row)
            let expected = all[row].sorted { $0.isBetter(than: $1) }.prefix(capacity)
            #expect((0..<matches.count(of: row)).map { matches[row, $0] } == Array(expected))
        }
    }

    @Test("A size that no machine has is refused before it is asked for")
    func absurd() {
        #expect(TopMatches(rows: Int(Int32.max), capacity: .max / 4, maxBytes: .max) == nil)
        #expect(TopMatches(rows: 1 << 30, capacity: 1 << 40, maxBytes: .max) == nil)
        #expect(TopMatches(rows: -1, capacity: 1, maxBytes: .max) == nil)
        #expect(TopMatches(rows: 10, capacity: 10, maxBytes: 1_239) == nil)
        #expect(TopMatches(rows: 10, capacity: 10, maxBytes: 1_240) != nil)
        #expect(TopMatches.bytes(rows: 1_000_000, capacity: 10) == 124_000_000)
    }

    @Test("Rows that do not exist are no harm")
    func bounds() throws {
        let matches = try #require(TopMatches(rows: 1, capacity: 1, maxBytes: 100))
        for row in [-1, 1, .max] {
            matches.insert(.init(base: 0, similarity: 1), into: row)
            matches.sort(row)
            #expect(matches.count(of: row) == 0 && !matches.takes(similarity: 1, into: row))
        }
    }
}

import Testing

@testable import LabelfCore

@Suite struct TilingTests {
    /// Requests and bytes of the cheapest tiling in bands of one side: all heights of the last band are tried, one number
    /// of lines after the other.
    private func cheapest(_ lines: Int, _ across: Int, _ lineBytes: Double, _ acrossBytes: Double, _ limit: Int) -> (
        tiles: Int, bytes: Double
    ) {
        var best: [(tiles: Int, bytes: Double)] = [(0, 0)]
        for line in 1...lines {
            var found = (tiles: Int.max, bytes: 0.0)
            for height in 1...min(line, limit - 1) {
                let tiles = (across + limit - height - 1) / (limit - height)
                let before = best[line - height]
                let new = (
                    before.tiles + tiles,
                    before.bytes + Double(tiles * height) * lineBytes / Double(lines) + acrossBytes
                )
                if new.0 < found.tiles || (new.0 == found.tiles && new.1 < found.bytes) { found = new }
            }
            best.append(found)
        }
        return best[lines]
    }

    @Test("Every pair is in one tile, no tile is too large, and none is empty", arguments: 0..<40)
    func partition(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let limit = Int.random(in: 2...20, using: &random)
        let base = Int.random(in: 1...90, using: &random)
        let compared = Int.random(in: 1...90, using: &random)
        let tiling = Tiling(base: base, compared: compared, baseBytes: 500, comparedBytes: 900, limit: limit)
        var seen = [Int](repeating: 0, count: base * compared)
        for index in 0..<tiling.count {
            let tile = try #require(tiling.tile(at: index))
            #expect(!tile.base.isEmpty && !tile.compared.isEmpty)
            #expect(tile.base.count + tile.compared.count <= limit)
            for row in tile.base { for column in tile.compared { seen[row * compared + column] += 1 } }
        }
        #expect(seen.allSatisfy { $0 == 1 })
        #expect(tiling.tile(at: tiling.count) == nil && tiling.tile(at: -1) == nil)
    }

    @Test("No tiling in bands has fewer requests, nor fewer bytes with as many", arguments: 2...9)
    func fewest(limit: Int) {
        for base in 1...40 {
            for compared in 1...40 {
                for (baseBytes, comparedBytes) in [(base * 10, compared * 10), (base * 1000, compared)] {
                    let tiling = Tiling(
                        base: base, compared: compared, baseBytes: baseBytes, comparedBytes: comparedBytes, limit: limit
                    )
                    let ofBase = cheapest(base, compared, Double(baseBytes), Double(comparedBytes), limit)
                    let ofCompared = cheapest(compared, base, Double(comparedBytes), Double(baseBytes), limit)
                    let best = min(ofBase.tiles, ofCompared.tiles)
                    #expect(tiling.count == best)
                    let bytes = [ofBase, ofCompared].filter { $0.tiles == best }.map(\.bytes).min() ?? 0
                    let sent = (0..<tiling.count).compactMap(tiling.tile).reduce(0.0) { sum, tile in
                        sum + Double(tile.base.count * baseBytes) / Double(base)
                            + Double(tile.compared.count * comparedBytes) / Double(compared)
                    }
                    #expect(abs(sent - bytes) < 1e-6 * (1 + bytes))
                }
            }
        }
    }

    @Test("No even grid has fewer requests", arguments: 0..<20)
    func grids(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let base = Int.random(in: 1...60_000, using: &random)
        let compared = Int.random(in: 1...60_000, using: &random)
        let tiling = Tiling(base: base, compared: compared, baseBytes: base, comparedBytes: compared)
        for height in 1..<200 {
            let rows = (base + height - 1) / height
            let width = 200 - height
            #expect(tiling.count <= rows * ((compared + width - 1) / width))
        }
        #expect(tiling.count >= (base * compared + 9_999) / 10_000)
    }

    @Test("Bands of a height that repeats for ever are found as those that are searched for", arguments: 2...9)
    func repeats(limit: Int) {
        for (base, compared) in [(3_000, 7), (2_999, 11), (500, 501), (3_001, 1)] {
            let tiling = Tiling(base: base, compared: compared, baseBytes: 1, comparedBytes: 1, limit: limit)
            let best = min(
                cheapest(base, compared, 1, 1, limit).tiles, cheapest(compared, base, 1, 1, limit).tiles)
            #expect(tiling.count == best)
        }
    }

    @Test("What a person would expect")
    func examples() {
        func tiling(_ base: Int, _ compared: Int) -> Tiling {
            Tiling(base: base, compared: compared, baseBytes: base, comparedBytes: compared)
        }
        #expect(tiling(0, 5).count == 0 && tiling(5, 0).count == 0)
        #expect(tiling(100, 100).tile(at: 0) == .init(base: 0..<100, compared: 0..<100))
        #expect(tiling(1, 199).count == 1)
        #expect(tiling(1, 200).count == 2)
        #expect(tiling(200, 200).count == 4)
        #expect(tiling(1_000, 1_050).count == 106)
        #expect(tiling(175, 150).count == 3)
    }

    @Test("Two thousand million texts a side take no memory and no time")
    func huge() throws {
        let most = Int(Int32.max)
        let tiling = Tiling(base: most, compared: most, baseBytes: 1 << 50, comparedBytes: 1 << 50)
        #expect(tiling.count > most / 100 * (most / 100))
        let last = try #require(tiling.tile(at: tiling.count - 1))
        #expect(last.base.upperBound == most && last.compared.upperBound == most)
        #expect(last.base.count + last.compared.count <= 200)
    }
}

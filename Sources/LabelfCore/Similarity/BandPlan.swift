/// The cheapest way to cut one side of the pairs in bands, whatever their heights: exact.
struct BandPlan {
    struct Cost {
        var tiles = 0
        /// Bytes sent, at the mean length of each side's texts.
        var bytes = 0.0

        func isLess(than other: Cost) -> Bool {
            tiles < other.tiles || (tiles == other.tiles && bytes < other.bytes)
        }

        static func + (left: Cost, right: Cost) -> Cost {
            Cost(tiles: left.tiles + right.tiles, bytes: left.bytes + right.bytes)
        }
    }

    private(set) var cost = Cost()
    private(set) var runs: [Tiling.Run] = []

    /// - Parameters:
    ///   - lines: texts of the side that is cut in bands; at least 1.
    ///   - across: texts of the other side; at least 1.
    init(lines: Int, across: Int, lineBytes: Int, acrossBytes: Int, limit: Int) {
        let limit = max(limit, 2)
        let heights = min(limit - 1, lines)
        // The cost of one band by its height. The first is a place holder.
        var costs = [Cost()]
        for height in 1...heights {
            let width = limit - height
            let tiles = (across + width - 1) / width
            let sent = Double(tiles) * Double(height) * Double(lineBytes) / Double(lines) + Double(acrossBytes)
            costs.append(Cost(tiles: tiles, bytes: sent))
        }
        let best = Self.cheapest(costs)
        // Of any `best` bands of other heights, some together are as high as a number of best ones (two of the sums of the
        // first 1, 2, ... leave the same rest), and cost no less. So fewer than `best` bands are not best ones: whatever is
        // higher than those can be is made of best ones, and only the rest is searched.
        let repeated = max(0, lines - (best - 1) * heights) / best
        var counts = Self.search(lines: lines - repeated * best, costs)
        counts[best] += repeated
        collect(counts, costs)
    }

    /// The height at which a line costs least.
    private static func cheapest(_ costs: [Cost]) -> Int {
        var best = 1
        for height in 1..<costs.count {
            let left = costs[height].tiles * best
            let right = costs[best].tiles * height
            let isCheaper = costs[height].bytes * Double(best) < costs[best].bytes * Double(height)
            if left < right || (left == right && isCheaper) { best = height }
        }
        return best
    }

    /// How many bands of each height: for each number of lines, the cheapest last band and the cheapest before it.
    private static func search(lines: Int, _ costs: [Cost]) -> [Int] {
        var total = [Cost()]
        var last: [Int32] = [0]
        total.reserveCapacity(lines + 1)
        last.reserveCapacity(lines + 1)
        for line in 1..<max(lines + 1, 1) {
            var best = total[line - 1] + costs[1]
            var height = 1
            for candidate in 2..<max(min(costs.count, line + 1), 2) {
                let cost = total[line - candidate] + costs[candidate]
                if cost.isLess(than: best) {
                    best = cost
                    height = candidate
                }
            }
            total.append(best)
            last.append(Int32(truncatingIfNeeded: height))
        }
        var counts = [Int](repeating: 0, count: costs.count)
        var line = lines
        while line > 0 {
            counts[Int(last[line])] += 1
            line -= Int(last[line])
        }
        return counts
    }

    /// Puts the bands that have as many tiles together: evened out, they cost the same.
    private mutating func collect(_ counts: [Int], _ costs: [Cost]) {
        for height in 1..<counts.count where counts[height] > 0 {
            let lines = counts[height] * height
            if let known = runs.firstIndex(where: { $0.tiles == costs[height].tiles }) {
                runs[known].bands += counts[height]
                runs[known].lines += lines
            } else {
                runs.append(Tiling.Run(bands: counts[height], lines: lines, tiles: costs[height].tiles))
            }
            cost.tiles += counts[height] * costs[height].tiles
            cost.bytes += Double(counts[height]) * costs[height].bytes
        }
    }
}

/// How the pairs of base and compared texts are cut into requests: each pair in exactly one tile, no tile with more
/// texts than a request may have, and as few tiles as can be.
///
/// One side is cut in bands, and each band across into tiles; bands may differ in height. A grid of equal tiles leaves a
/// strip of small ones at its edge: 1000 times 1050 texts make 110 tiles of a grid, and 106 in bands, where 105 would be
/// the least for their area. (A grid of unequal tiles is never better than one of equal tiles: what counts are its
/// highest row and its widest column. Cutting each band's rest anew would save another hundredth.)
///
/// Tiles are computed when they are asked for: a million of them take no memory.
package struct Tiling: Equatable {
    /// The texts of one request, as places among the different texts of each side.
    package struct Tile: Equatable {
        package var base: Range<Int>
        package var compared: Range<Int>
    }

    /// Bands with the same number of tiles. Their lines are spread evenly over them.
    struct Run: Equatable {
        var bands: Int
        /// Texts in all the bands together.
        var lines: Int
        /// Tiles in each band.
        var tiles: Int
    }

    /// Texts in one similarity request, both sides together (API document, "Limits").
    package static let requestLimit = 200

    let runs: [Run]
    let bandsAreBase: Bool
    /// Texts that each band is cut across.
    private let across: Int
    /// Tiles, each a request.
    package let count: Int

    /// - Parameters:
    ///   - base, compared: how many different texts each side has; at most `Int32.max`.
    ///   - baseBytes, comparedBytes: how long they are together: of the tilings with the fewest tiles, the one is taken
    ///     that sends the fewest bytes if every text of a side is as long as another.
    ///   - limit: texts that a request may have; at least 2.
    package init(base: Int, compared: Int, baseBytes: Int, comparedBytes: Int, limit: Int = Tiling.requestLimit) {
        guard base > 0, compared > 0 else {
            (runs, bandsAreBase, across, count) = ([], true, 0, 0)
            return
        }
        let ofBase = BandPlan(
            lines: base, across: compared, lineBytes: baseBytes, acrossBytes: comparedBytes, limit: limit)
        let ofCompared = BandPlan(
            lines: compared, across: base, lineBytes: comparedBytes, acrossBytes: baseBytes, limit: limit)
        bandsAreBase = !ofCompared.cost.isLess(than: ofBase.cost)
        let best = bandsAreBase ? ofBase : ofCompared
        runs = best.runs
        across = bandsAreBase ? compared : base
        count = best.cost.tiles
    }

    /// A tile, from 0 to `count - 1`; nil for any other index.
    package func tile(at index: Int) -> Tile? {
        guard index >= 0, index < count else { return nil }
        var index = index
        var line = 0
        for run in runs {
            let tiles = run.bands * run.tiles
            if index < tiles {
                let band = Self.part(index / run.tiles, of: run.bands, spreading: run.lines, from: line)
                let columns = Self.part(index % run.tiles, of: run.tiles, spreading: across, from: 0)
                return bandsAreBase ? Tile(base: band, compared: columns) : Tile(base: columns, compared: band)
            }
            index -= tiles
            line += run.lines
        }
        return nil
    }

    /// One of the parts of texts that are spread evenly. The products fit: each factor is below 2^32.
    private static func part(_ index: Int, of parts: Int, spreading texts: Int, from start: Int) -> Range<Int> {
        (start + texts * index / parts)..<(start + texts * (index + 1) / parts)
    }
}

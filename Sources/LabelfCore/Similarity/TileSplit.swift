/// How the text is found for which a tile was refused.
///
/// The service refuses a whole request for one bad text, and does not say which. A text is known to be good once a request
/// with it was answered; the others of a refused tile are suspects. If both sides have suspects, the first probe tells
/// which side to search: it sends those of one side against each other. Half of them are sent then, half of what is left,
/// and so on; at last the tile is sent again without the bad text, so that each pair is still computed once. For a tile of
/// 200 texts that takes some ten requests, and three if a single base text is bad; to send smaller and smaller tiles
/// would take two hundred for that one.
///
/// A text is blamed only when it was refused alone beside a text that is known to be good. A request that was refused for
/// its size, say, blames nobody: it is halved.
enum TileSplit {
    enum Step {
        /// The text is the one.
        case blame(SimilarityOutcomes.Member)
        /// Ask this first.
        case probe(SimilarityTile)
        /// The probe tells nothing more: ask what it was about.
        case back
        /// Halve the tile along this side.
        case halve(SimilaritySide)
        /// A pair that is refused although both texts are good.
        case contradiction
        /// A pair of suspects, while no text at all is known to be good.
        case undecided
    }

    /// What to do next about a refused tile, or a refused probe.
    static func step(_ tile: SimilarityTile, _ known: SimilarityOutcomes) -> Step {
        let base = suspects(tile.base, tile.baseSide, known)
        let compared = suspects(tile.compared, tile.comparedSide, known)
        if tile.subject != nil { return step(probe: tile, base + compared, known) }
        switch (base.count, compared.count) {
        case (0, 0):
            if tile.texts == 2 { return .contradiction }
            return .halve(tile.base.count > tile.compared.count ? .base : .compared)
        case (1, 0): return single(base[0], .base, tile, known)
        case (0, 1): return single(compared[0], .compared, tile, known)
        case (_, 0): return half(of: base, .base, tile, known)
        case (0, _): return half(of: compared, .compared, tile, known)
        case (1, 1): return alone(compared[0], .compared, tile, known) ?? .undecided
        default:
            // The smaller side is the cheaper one to ask, if it can be asked by itself.
            let isBase = base.count > 1 && (compared.count == 1 || base.count < compared.count)
            return isBase ? probe(base[...], .base, tile) : probe(compared[...], .compared, tile)
        }
    }

    /// All suspects of a probe are of one side.
    private static func step(
        probe: SimilarityTile, _ suspects: [Int32], _ known: SimilarityOutcomes
    ) -> Step {
        switch suspects.count {
        case 0: .back
        case 1: single(suspects[0], probe.comparedSide, probe, known)
        default: half(of: suspects, probe.comparedSide, probe, known)
        }
    }

    /// The only suspect of a request.
    private static func single(
        _ place: Int32, _ side: SimilaritySide, _ tile: SimilarityTile, _ known: SimilarityOutcomes
    ) -> Step {
        if tile.texts == 2 { return .blame(.init(side: side, place: place)) }
        return alone(place, side, tile, known) ?? .undecided
    }

    /// Half of the suspects of a side.
    private static func half(
        of suspects: [Int32], _ side: SimilaritySide, _ tile: SimilarityTile, _ known: SimilarityOutcomes
    ) -> Step {
        let half = suspects[..<((suspects.count + 1) / 2)]
        if half.count > 1 { return probe(half, side, tile) }
        return alone(suspects[0], side, tile, known) ?? .halve(side)
    }

    /// Two or more suspects of a side against each other.
    private static func probe(_ suspects: ArraySlice<Int32>, _ side: SimilaritySide, _ tile: SimilarityTile) -> Step {
        let middle = suspects.count / 2
        return .probe(
            SimilarityTile(
                probe: Array(suspects[..<middle]), of: side, Array(suspects[middle...]), of: side, about: tile))
    }

    /// One suspect beside a text that is known to be good; nil as long as there is none.
    private static func alone(
        _ place: Int32, _ side: SimilaritySide, _ tile: SimilarityTile, _ known: SimilarityOutcomes
    ) -> Step? {
        guard let partner = known.partner else { return nil }
        return .probe(SimilarityTile(probe: [partner.place], of: partner.side, [place], of: side, about: tile))
    }

    /// The suspects that a refused probe left out: with them somebody may be found who is good.
    static func rest(
        of probe: SimilarityTile, _ side: SimilaritySide, _ known: SimilarityOutcomes
    ) -> SimilarityTile? {
        let asked = probe.base + probe.compared
        let all = side == .base ? probe.root.base : probe.root.compared
        let rest = suspects(all, side, known).filter { !asked.contains($0) }
        guard probe.subject != nil, rest.count > 1, case .probe(let other) = self.probe(rest[...], side, probe) else {
            return nil
        }
        return other
    }

    private static func suspects(
        _ places: [Int32], _ side: SimilaritySide, _ known: SimilarityOutcomes
    ) -> [Int32] {
        places.filter { known.isOpen($0, of: side) && !known.isGood($0, of: side) }
    }

    /// The two halves of a tile along a side of at least two texts.
    static func halves(of tile: SimilarityTile, _ side: SimilaritySide) -> (SimilarityTile, SimilarityTile) {
        let places = side == .base ? tile.base : tile.compared
        let middle = places.count / 2
        return (piece(of: tile, side, places[..<middle]), piece(of: tile, side, places[middle...]))
    }

    private static func piece(
        of tile: SimilarityTile, _ side: SimilaritySide, _ places: ArraySlice<Int32>
    ) -> SimilarityTile {
        SimilarityTile(
            base: side == .base ? Array(places) : tile.base, compared: side == .base ? tile.compared : Array(places),
            topN: tile.topN, isPiece: true)
    }
}

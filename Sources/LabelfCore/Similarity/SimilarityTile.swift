/// Which of the two sets of texts.
package enum SimilaritySide {
    case base
    case compared
}

/// One similarity request: some base texts, each against some compared texts.
///
/// Nearly always a tile of the pairs that are asked for. A probe is a request whose matches nobody wants: whether it is
/// answered tells if its texts are good.
package final class SimilarityTile {
    /// Places among the different texts of a side, ascending.
    package let base: [Int32]
    package let compared: [Int32]
    /// The sides that they are places of; a probe may take both sets from one side.
    let baseSide: SimilaritySide
    let comparedSide: SimilaritySide
    /// What the request has to ask for: how many matches of each compared text; 0 for all.
    package let topN: Int
    /// The refused tile, or larger probe, that a probe is about; nil for a tile whose matches are wanted.
    let subject: SimilarityTile?
    /// Part of the search for the text that a tile was refused for.
    let isPiece: Bool
    /// Whether the texts that the probes left out were asked, for lack of a good one.
    var hasProbedRest = false
    /// What it was refused with.
    var error: LabelfError?

    init(base: [Int32], compared: [Int32], topN: Int, isPiece: Bool = false) {
        (self.base, self.compared, self.topN, self.isPiece) = (base, compared, topN, isPiece)
        (baseSide, comparedSide, subject) = (.base, .compared, nil)
    }

    init(
        probe base: [Int32], of baseSide: SimilaritySide, _ compared: [Int32], of comparedSide: SimilaritySide,
        about subject: SimilarityTile
    ) {
        (self.base, self.baseSide, self.compared, self.comparedSide) = (base, baseSide, compared, comparedSide)
        (self.subject, topN, isPiece) = (subject, 1, true)
    }

    /// Texts that the request has.
    package var texts: Int { base.count + compared.count }

    /// The tile that a probe is about, directly or in several steps; the tile itself if it is none.
    var root: SimilarityTile {
        var tile = self
        while let subject = tile.subject { tile = subject }
        return tile
    }
}

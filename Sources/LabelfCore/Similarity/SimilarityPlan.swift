/// A similarity call of any size as a machine without time: it hands out tiles, is told what came of each, and keeps every
/// compared text's best matches. The session decides when a tile is sent, and retries what is worth retrying.
///
/// How a tile is split when it is refused is `TileSplit`'s; what the caller gets is `SimilarityResult`'s.
package final class SimilarityPlan {
    /// Refused requests, while none was answered, after which the call is given up: the service then refuses something else
    /// than a text.
    package static let futileLimit = 64

    /// The texts of each side: judged, and each different one once.
    package let base: Plan
    package let compared: Plan
    /// Matches of each compared text that the caller wants; 0 for all.
    package let topN: Int
    let matches: TopMatches
    let outcomes: SimilarityOutcomes
    private let tiling: Tiling
    /// The first tile of `tiling` that was not handed out yet.
    private var cursor = 0
    /// Tiles to be handed out before those, the last first: a search that goes deep first ends soon.
    private var queued: [SimilarityTile] = []
    /// Refused tiles that wait for the end of a search, since they may have been refused for the same text.
    private var held: [SimilarityTile] = []
    /// Refused pairs of which it is not known whose fault it was.
    private var undecided: [SimilarityTile] = []
    private var inFlight = 0
    /// Pieces and probes that are queued or in flight.
    private var searching = 0
    private var answers = 0
    private var refusals = 0
    private var isEnded = false

    /// - Parameters:
    ///   - base, compared: the caller's texts, with hashes of the same seed. Their memory has to last as long as the plan.
    ///   - topN: how many of the best matches of each compared text; 0 for all, which takes memory for every pair.
    ///   - maxBytes: what the matches may take, in the plan and again in the result.
    ///
    /// Throws `.argument` for a negative `topN`, and `.memory` for matches that would take too much. A function, since the
    /// memory of an object whose initialiser throws is lost in Embedded Swift.
    package static func make(
        base: Plan, compared: Plan, topN: Int, maxBytes: Int
    ) throws(LabelfError) -> SimilarityPlan {
        guard topN >= 0 else { throw LabelfError(.argument, "top_n must be 0 or more, not \(topN)") }
        let bases = base.uniques.count
        let texts = compared.uniques.count
        let kept = topN == 0 ? base.count : min(topN, base.count)
        let result = TopMatches.bytes(rows: compared.count, capacity: kept)
        guard let result, result <= maxBytes, bases + texts <= Int(Int32.max),
            let matches = TopMatches(rows: texts, capacity: min(kept, bases), maxBytes: maxBytes)
        else {
            throw LabelfError(
                .memory,
                "\(kept) matches of each of \(compared.count) texts take more memory than there is; ask for fewer with "
                    + "top_n, or compare fewer texts in one call")
        }
        return SimilarityPlan(base: base, compared: compared, topN: topN, matches: matches)
    }

    private init(base: Plan, compared: Plan, topN: Int, matches: TopMatches) {
        self.topN = topN
        self.base = base
        self.compared = compared
        self.matches = matches
        outcomes = SimilarityOutcomes(base: base, compared: compared)
        tiling = Tiling(
            base: base.uniques.count, compared: compared.uniques.count, baseBytes: base.bytes,
            comparedBytes: compared.bytes)
    }

    /// Requests that are still to be handed out, if none is refused.
    package var remaining: Int { queued.count + tiling.count - cursor }

    /// Whether `next` has a tile. Finds it beforehand, so that nobody waits for a permit for nothing.
    package func prepare() -> Bool {
        while true {
            if let tile = queued.last {
                if tile.subject != nil || withoutErrors(tile) != nil { return true }
                queued.removeLast()
                close(tile)
            } else if let tile = tiling.tile(at: cursor) {
                cursor += 1
                let base = tile.base.map { Int32(truncatingIfNeeded: $0) }
                let compared = tile.compared.map { Int32(truncatingIfNeeded: $0) }
                queued.append(SimilarityTile(base: base, compared: compared, topN: asked(of: base.count)))
            } else {
                settleUndecided()
                return false
            }
        }
    }

    /// The next tile to send; nil if there is none, or none before something has come of those in flight.
    package func next() -> SimilarityTile? {
        guard prepare(), let tile = queued.popLast() else { return nil }
        inFlight += 1
        return tile.subject == nil ? withoutErrors(tile) : tile
    }

    /// Whether nothing more will come. To be asked after `next` has given nil.
    package var isDone: Bool {
        inFlight == 0 && queued.isEmpty && held.isEmpty && undecided.isEmpty && cursor >= tiling.count
    }

    /// The texts of a request, in its order.
    package func texts(of tile: SimilarityTile) -> (base: [Text], compared: [Text]) {
        (texts(tile.base, of: tile.baseSide), texts(tile.compared, of: tile.comparedSide))
    }

    private func texts(_ places: [Int32], of side: SimilaritySide) -> [Text] {
        let uniques = side == .base ? base.uniques : compared.uniques
        return places.map { uniques[Int($0)] }
    }

    /// A tile was answered. Whether the answer fits the request is for the wire to check before.
    package func answered(_ tile: SimilarityTile, _ answer: SimilarityAnswer) {
        guard !isEnded else { return }
        guard answer.texts == tile.compared.count else {
            return failed(tile, LabelfError(.internal, "an answer was taken for that of another request"))
        }
        inFlight -= 1
        answers += 1
        outcomes.vouch(for: tile)
        if let subject = tile.subject {
            examine(subject)
        } else {
            merge(answer, of: tile)
        }
        close(tile)
    }

    /// A tile was refused with 400, 413 or 422: for a text in it, or its size.
    package func refused(_ tile: SimilarityTile, _ error: LabelfError) {
        guard !isEnded else { return }
        inFlight -= 1
        refusals += 1
        if answers == 0, refusals >= Self.futileLimit { return end(error) }
        tile.error = error
        examine(tile)
        close(tile)
    }

    /// A tile has no answer, and will not be sent again: its compared texts get the error, for nobody can say any more
    /// which of their matches are the best.
    package func failed(_ tile: SimilarityTile, _ error: LabelfError) {
        guard !isEnded else { return }
        inFlight -= 1
        fail(tile.root, with: error)
        close(tile)
    }

    /// The whole call ends: every compared text whose matches are not complete gets the error. What is still in flight is
    /// of no use any more: it can be aborted, and is ignored if it is reported.
    package func end(_ error: LabelfError) {
        isEnded = true
        outcomes.failIncomplete(with: error)
        queued = []
        held = []
        undecided = []
        inFlight = 0
        searching = 0
        cursor = tiling.count
    }
}

extension SimilarityPlan {
    /// One more match than is wanted: it shows whether the cut goes between two that are equally similar, of which the
    /// service may have chosen another than the first in base order.
    private func asked(of bases: Int) -> Int {
        matches.capacity < bases - 1 ? matches.capacity + 1 : 0
    }

    /// Takes over the matches of each compared text; asks for all matches of those where the cut is in doubt.
    private func merge(_ answer: SimilarityAnswer, of tile: SimilarityTile) {
        var again: [Int32] = []
        for (position, place) in tile.compared.enumerated() {
            let row = Int(place)
            let span = Int(answer.offsets[position])..<Int(answer.offsets[position + 1])
            if tile.topN > 0, isCutInDoubt(answer, span, bases: tile.base.count, row: row) {
                again.append(place)
                continue
            }
            for index in span where tile.base.indices.contains(Int(answer.bases[index])) {
                let base = tile.base[Int(answer.bases[index])]
                matches.insert(.init(base: base, similarity: answer.similarities[index]), into: row)
            }
            outcomes.count(tile.base.count, for: place)
        }
        guard !again.isEmpty else { return }
        push(SimilarityTile(base: tile.base, compared: again, topN: 0, isPiece: tile.isPiece))
    }

    /// Whether a match that was left out could be one of the best, because it is as similar as the worst that was not.
    private func isCutInDoubt(_ answer: SimilarityAnswer, _ span: Range<Int>, bases: Int, row: Int) -> Bool {
        guard span.count < bases else { return false }
        let worst = span.reduce(Double.infinity) { min($0, answer.similarities[$1]) }
        let certain = span.reduce(0) { answer.similarities[$1] > worst ? $0 + 1 : $0 }
        return certain < matches.capacity && matches.takes(similarity: worst, into: row)
    }

    /// Finds out why a tile was refused, or comes nearer to it; `node` is the tile, or a refused probe about it.
    private func examine(_ node: SimilarityTile) {
        let tile = node.root
        guard let error = node.error, let rest = withoutErrors(tile) else { return }
        // The culprit is known by now: the others are asked for again.
        if rest.texts < tile.texts { return push(rest) }
        if !tile.isPiece, node === tile, searching > 0 { return held.append(tile) }
        switch TileSplit.step(node, outcomes) {
        case .blame(let text):
            outcomes.blame(text.place, of: text.side, with: error)
            if let rest = withoutErrors(tile) { push(rest) }
        case .probe(let probe): push(probe)
        case .back: examine(node.subject ?? tile)
        case .halve(let side):
            if !tile.hasProbedRest, let rest = TileSplit.rest(of: node, side, outcomes) {
                tile.hasProbedRest = true
                push(rest)
            } else {
                halve(tile, side)
            }
        case .contradiction: fail(tile, with: error)
        case .undecided: undecided.append(tile)
        }
    }

    private func halve(_ tile: SimilarityTile, _ side: SimilaritySide) {
        let (first, second) = TileSplit.halves(of: tile, side)
        push(second)
        push(first)
    }

    private func fail(_ tile: SimilarityTile, with error: LabelfError) {
        for place in tile.compared { outcomes.fail(place, of: .compared, with: error) }
    }

    private func push(_ tile: SimilarityTile) {
        if tile.isPiece { searching += 1 }
        queued.append(tile)
    }

    /// A tile is done with, whatever came of it: what waited for that goes on.
    private func close(_ tile: SimilarityTile) {
        if tile.isPiece, searching > 0 { searching -= 1 }
        if outcomes.partner != nil {
            let pairs = undecided
            undecided = []
            for pair in pairs { examine(pair) }
        }
        while searching == 0, let tile = held.popLast() { examine(tile) }
        settleUndecided()
    }

    /// The last resort: nothing was ever answered that could tell the two texts of a pair apart, and both get the error.
    private func settleUndecided() {
        guard inFlight == 0, queued.isEmpty, cursor >= tiling.count else { return }
        for pair in undecided {
            guard let error = pair.error, withoutErrors(pair) != nil else { continue }
            for place in pair.base { outcomes.fail(place, of: .base, with: error) }
            fail(pair, with: error)
        }
        undecided = []
    }

    /// The tile without the texts that have an error by now; the tile itself if none has, nil if a side is empty then.
    private func withoutErrors(_ tile: SimilarityTile) -> SimilarityTile? {
        let base = tile.base.filter { outcomes.isOpen($0, of: .base) }
        let compared = tile.compared.filter { outcomes.isOpen($0, of: .compared) }
        if base.isEmpty || compared.isEmpty { return nil }
        if base.count == tile.base.count, compared.count == tile.compared.count { return tile }
        return SimilarityTile(base: base, compared: compared, topN: tile.topN, isPiece: tile.isPiece)
    }
}

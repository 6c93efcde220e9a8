/// What is known of the different texts of a similarity call.
final class SimilarityOutcomes {
    /// A text by its name in the plan.
    struct Member: Equatable {
        var side: SimilaritySide
        var place: Int32
    }

    private struct Side {
        /// Whether a request with the text was answered.
        var isGood: [Bool]
        /// The place of the text's error in `errors`; -1 for none.
        var errors: [Int32]

        init(count: Int) {
            isGood = Array(repeating: false, count: count)
            errors = Array(repeating: -1, count: count)
        }
    }

    private var base: Side
    private var compared: Side
    private let twins: Twins
    /// For each compared text, how many base texts it was compared with.
    private var done: [Int32]
    /// Base texts without an error.
    private(set) var openBases: Int
    private(set) var errors: [LabelfError] = []
    /// A text that is known to be good; nil as long as no request was answered.
    private(set) var partner: Member?

    init(base: Plan, compared: Plan) {
        self.base = Side(count: base.uniques.count)
        self.compared = Side(count: compared.uniques.count)
        done = Array(repeating: 0, count: compared.uniques.count)
        openBases = base.uniques.count
        twins = Twins(base: base, compared: compared)
    }

    func isGood(_ place: Int32, of side: SimilaritySide) -> Bool {
        side == .base ? base.isGood[Int(place)] : compared.isGood[Int(place)]
    }

    func errorPlace(_ place: Int, of side: SimilaritySide) -> Int? {
        let error = side == .base ? base.errors[place] : compared.errors[place]
        return error < 0 ? nil : Int(error)
    }

    func isOpen(_ place: Int32, of side: SimilaritySide) -> Bool {
        errorPlace(Int(place), of: side) == nil
    }

    /// A request with these texts was answered.
    func vouch(for tile: SimilarityTile) {
        vouch(for: tile.base, of: tile.baseSide)
        vouch(for: tile.compared, of: tile.comparedSide)
    }

    private func vouch(for places: [Int32], of side: SimilaritySide) {
        if partner == nil, let first = places.first { partner = Member(side: side, place: first) }
        for place in places where !isGood(place, of: side) {
            setGood(place, of: side)
            if let twin = twin(of: place, of: side) { setGood(twin.place, of: twin.side) }
        }
    }

    private func setGood(_ place: Int32, of side: SimilaritySide) {
        if side == .base { base.isGood[Int(place)] = true } else { compared.isGood[Int(place)] = true }
    }

    /// The equal text of the other side.
    private func twin(of place: Int32, of side: SimilaritySide) -> Member? {
        let twin = side == .base ? twins.ofBase[Int(place)] : twins.ofCompared[Int(place)]
        return twin < 0 ? nil : Member(side: side == .base ? .compared : .base, place: twin)
    }

    /// The service refuses a text, and so its twin.
    func blame(_ place: Int32, of side: SimilaritySide, with error: LabelfError) {
        fail(place, of: side, with: error)
        if let twin = twin(of: place, of: side) { fail(twin.place, of: twin.side, with: error) }
    }

    func count(_ bases: Int, for place: Int32) {
        done[Int(place)] &+= Int32(truncatingIfNeeded: bases)
    }

    /// Whether a compared text was compared with every base text that has no error.
    func isComplete(_ place: Int) -> Bool { Int(done[place]) >= openBases }

    /// Gives a text an error, if it has none yet.
    func fail(_ place: Int32, of side: SimilaritySide, with error: LabelfError) {
        guard isOpen(place, of: side) else { return }
        if errors.last != error { errors.append(error) }
        let last = Int32(truncatingIfNeeded: errors.count - 1)
        switch side {
        case .base:
            base.errors[Int(place)] = last
            openBases -= 1
        case .compared: compared.errors[Int(place)] = last
        }
    }

    /// Gives every compared text that is not complete the error.
    func failIncomplete(with error: LabelfError) {
        for place in done.indices where !isComplete(place) {
            fail(Int32(truncatingIfNeeded: place), of: .compared, with: error)
        }
    }
}

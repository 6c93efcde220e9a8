/// What is known of the different texts of a similarity call.
final class SimilarityOutcomes {
    /// A text by its name in the plan.
    struct Member: Equatable {
        var side: SimilaritySide
        var place: Int32
    }

    /// For each text, the base texts before the compared ones: the place of its error in `errors`, or one of these.
    private var states: [Int32]
    private static let unknown: Int32 = -1
    /// A request with the text was answered.
    private static let good: Int32 = -2
    private let commonTexts: CommonTexts
    private let bases: Int
    /// For each compared text, how many base texts it was compared with.
    private var done: [Int32]
    /// Base texts without an error.
    private(set) var openBases: Int
    private(set) var errors: [LabelfError] = []
    /// A text that is known to be good; nil as long as no request was answered.
    private(set) var partner: Member?

    init(base: Plan, compared: Plan) {
        bases = base.uniques.count
        openBases = bases
        done = Array(repeating: 0, count: compared.uniques.count)
        states = Array(repeating: Self.unknown, count: bases + done.count)
        commonTexts = CommonTexts(base: base, compared: compared)
    }

    private func index(_ place: Int, _ side: SimilaritySide) -> Int {
        side == .base ? place : bases + place
    }

    func isGood(_ place: Int32, of side: SimilaritySide) -> Bool {
        states[index(Int(place), side)] == Self.good
    }

    func errorPlace(_ place: Int, of side: SimilaritySide) -> Int? {
        let state = states[index(place, side)]
        return state < 0 ? nil : Int(state)
    }

    func isOpen(_ place: Int32, of side: SimilaritySide) -> Bool {
        states[index(Int(place), side)] < 0
    }

    /// A request with these texts was answered.
    func vouch(for tile: SimilarityTile) {
        vouch(for: tile.base, of: tile.baseSide)
        vouch(for: tile.compared, of: tile.comparedSide)
    }

    private func vouch(for places: [Int32], of side: SimilaritySide) {
        if partner == nil, let first = places.first { partner = Member(side: side, place: first) }
        for place in places {
            let index = index(Int(place), side)
            setGood(index)
            if commonTexts.places[index] >= 0 { setGood(Int(commonTexts.places[index])) }
        }
    }

    /// An error stays what it is.
    private func setGood(_ index: Int) {
        if states[index] < 0 { states[index] = Self.good }
    }

    /// The service refuses a text, and so its twin.
    func blame(_ place: Int32, of side: SimilaritySide, with error: LabelfError) {
        let index = index(Int(place), side)
        fail(index, with: error)
        if commonTexts.places[index] >= 0 { fail(Int(commonTexts.places[index]), with: error) }
    }

    func count(_ bases: Int, for place: Int32) {
        done[Int(place)] &+= Int32(truncatingIfNeeded: bases)
    }

    /// Whether a compared text was compared with every base text that has no error.
    func isComplete(_ place: Int) -> Bool { Int(done[place]) >= openBases }

    /// Gives a text an error, if it has none yet.
    func fail(_ place: Int32, of side: SimilaritySide, with error: LabelfError) {
        fail(index(Int(place), side), with: error)
    }

    private func fail(_ index: Int, with error: LabelfError) {
        guard states[index] < 0 else { return }
        if errors.last != error { errors.append(error) }
        states[index] = Int32(truncatingIfNeeded: errors.count - 1)
        if index < bases { openBases -= 1 }
    }

    /// Gives every compared text that is not complete the error.
    func failIncomplete(with error: LabelfError) {
        for place in done.indices where !isComplete(place) {
            fail(Int32(truncatingIfNeeded: place), of: .compared, with: error)
        }
    }
}

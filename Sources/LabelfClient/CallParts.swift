package import LabelfCore

/// What somebody gets who takes a call in parts.
package enum CallPart {
    case texts(ClassifyResult)
    /// Nothing has ended by then.
    case pending
    /// All has been taken.
    case end
}

/// The parts of a call's result that were not taken yet. Used under the call's lock alone.
final class CallParts {
    private var maker: PartMaker
    private var ended: [EndedTexts] = []
    /// Whether the client's thread was asked for more, and has not given it yet.
    var isWanted = false

    init(_ plan: Plan) {
        maker = PartMaker(plan)
    }

    func add(_ texts: EndedTexts) {
        ended.append(texts)
        isWanted = false
    }

    /// All has been taken at once.
    func finish() {
        maker.finish()
    }

    var isReady: Bool { !ended.isEmpty || maker.hasBadTexts }

    func take() -> CallPart {
        let texts = ended.isEmpty ? EndedTexts.none : ended.removeFirst()
        return .texts(maker.part(texts))
    }
}

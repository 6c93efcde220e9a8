import Testing

@testable import LabelfCore

@Suite("A call's result in parts") struct PartMakerTests {
    /// Each text of a part by its place in the call, with its best label or the error's message.
    func rows(_ part: ClassifyResult) -> [Int: String] {
        var rows: [Int: String] = [:]
        for row in 0..<part.texts {
            let start = Int(part.offsets[row])
            let hasAnswer = part.statuses[row] == Status.ok.rawValue
            let label =
                hasAnswer
                ? String(decoding: part.labels[Int(part.labelIndices[start])], as: UTF8.self)
                : part.errorPlace(of: row).map { part.errors[$0].message } ?? "no error"
            rows[Int(part.textIndices?[row] ?? -1)] = label
        }
        return rows
    }

    func noted(_ outcomes: inout Outcomes) -> Bool { outcomes.noteEnded() }
    func next(_ maker: inout PartMaker, _ outcomes: inout Outcomes) -> [Int: String] {
        rows(maker.part(outcomes.takeEnded()))
    }
    func none(_ maker: inout PartMaker) -> [Int: String] { rows(maker.part(.none)) }

    @Test("Each text once: equal ones together, bad ones with the first part")
    func parts() {
        let arena = TextArena(["x", "", "y", "x", "z"])
        let plan = Plan(texts: arena.texts, maxCharacters: 10)
        var (outcomes, maker) = (Outcomes(count: 3), PartMaker(plan))
        #expect(!noted(&outcomes) && maker.hasBadTexts)
        outcomes.succeed(2, with: answer([["last"]]), 1, at: 0)
        #expect(noted(&outcomes))
        #expect(next(&maker, &outcomes) == [1: plan.faults[0].message, 4: "last"])
        #expect(!noted(&outcomes) && !maker.hasBadTexts)
        outcomes.fail(1, with: LabelfError(.refused, "no"))
        outcomes.succeed(0, with: answer([["first", "last"]]), 2, at: 0)
        outcomes.fail(0..<3, with: LabelfError(.cancelled, "too late"))
        #expect(next(&maker, &outcomes) == [0: "first", 2: "no", 3: "first"])
        #expect(!noted(&outcomes) && outcomes.open == 0)
        // What was taken is still there.
        let whole = ClassifyResult(plan, outcomes)
        #expect(whole.status == .partial && whole.textIndices == nil && whole.predictions == 5)
    }

    @Test("What had ended before anybody asked is in the first part")
    func late() {
        let arena = TextArena(["a", "b", "c"])
        var outcomes = Outcomes(count: 3)
        outcomes.succeed(1, with: answer([["=b"]]), 1, at: 0)
        outcomes.succeed(0, with: answer([["=a"]]), 2, at: 0)
        var maker = PartMaker(Plan(texts: arena.texts, maxCharacters: 10))
        #expect(noted(&outcomes))
        #expect(next(&maker, &outcomes) == [0: "=a", 1: "=b"])
        outcomes.succeed(2, with: answer([["=c"]]), 3, at: 0)
        #expect(next(&maker, &outcomes) == [2: "=c"])
        #expect(none(&maker) == [:])
    }

    @Test("Bad texts alone are a part, unless no part is wanted any more")
    func badTexts() {
        let arena = TextArena([""])
        let plan = Plan(texts: arena.texts, maxCharacters: 10)
        var maker = PartMaker(plan)
        #expect(none(&maker) == [0: plan.faults[0].message])
        maker = PartMaker(plan)
        maker.finish()
        #expect(!maker.hasBadTexts && none(&maker) == [:])
    }
}

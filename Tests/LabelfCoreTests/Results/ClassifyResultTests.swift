import Testing

@testable import LabelfCore

@Suite struct ClassifyResultTests {
    @Test("Columns in the caller's order, with duplicates, bad texts and errors")
    func columns() {
        let arena = TextArena(["x", "", "y", "x", "z"])
        let plan = Plan(texts: arena.texts, maxCharacters: 10)
        var outcomes = Outcomes(count: 3)
        let both = answer([["good", "bad"], ["bad"]])
        outcomes.succeed(2, with: both, 1, at: 1)
        outcomes.succeed(0, with: both, 1, at: 0)
        outcomes.fail(1, with: LabelfError(.refused, "no"))
        let result = ClassifyResult(plan, outcomes)
        #expect(result.status == .partial)
        #expect(result.texts == 5 && result.predictions == 5)
        #expect((0...5).map { result.offsets[$0] } == [0, 2, 2, 2, 4, 5])
        #expect((0..<5).map { Status(rawValue: result.statuses[$0]) } == [.ok, .textEmpty, .refused, .ok, .ok])
        let labels = (0..<5).map { String(decoding: result.labels[Int(result.labelIndices[$0])], as: UTF8.self) }
        #expect(labels == ["good", "bad", "good", "bad", "bad"])
        #expect((0..<5).map { result.confidences[$0] } == [1, 0.9, 1, 0.9, 1])
        #expect(result.errorPlace(of: 2).map { result.errors[$0].message } == "no")
        #expect(result.firstError?.status == .textEmpty)
        for index in [-1, 0, 5, .max, .min] { #expect(result.errorPlace(of: index) == nil) }
    }

    @Test("All answered: ok, without errors; no texts too")
    func ok() {
        let arena = TextArena(["x"])
        var outcomes = Outcomes(count: 1)
        outcomes.succeed(0, with: answer([["a"]]), 1, at: 0)
        let result = ClassifyResult(Plan(texts: arena.texts, maxCharacters: 10), outcomes)
        #expect(result.status == .ok && result.firstError == nil && result.errorPlace(of: 0) == nil)
        let empty = ClassifyResult(Plan(texts: [], maxCharacters: 10), Outcomes(count: 0))
        #expect(empty.status == .ok && empty.texts == 0 && empty.offsets[0] == 0)
    }

    @Test("None answered: the first error's status")
    func none() {
        let arena = TextArena(["x", ""])
        var outcomes = Outcomes(count: 1)
        outcomes.fail(0, with: LabelfError(.quota, ""))
        let result = ClassifyResult(Plan(texts: arena.texts, maxCharacters: 10), outcomes)
        #expect(result.status == .quota)
    }

    @Test("A text without an outcome, which cannot be, is an error all the same")
    func open() {
        let arena = TextArena(["x", "y"])
        var outcomes = Outcomes(count: 2)
        outcomes.succeed(0, with: answer([["a"]]), 1, at: 0)
        let result = ClassifyResult(Plan(texts: arena.texts, maxCharacters: 10), outcomes)
        #expect(result.status == .partial)
        #expect(Status(rawValue: result.statuses[1]) == .internal)
    }
}

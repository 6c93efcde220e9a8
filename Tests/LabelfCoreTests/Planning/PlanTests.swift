import Testing

@testable import LabelfCore

@Suite struct PlanTests {
    func plan(_ arena: TextArena, maxCharacters: Int = 10) -> Plan {
        Plan(texts: arena.texts, maxCharacters: maxCharacters)
    }

    @Test("Each different text once, in the order in which it first occurs")
    func uniques() {
        let arena = TextArena(["b", "a", "b", "c", "a"])
        let plan = plan(arena)
        #expect(plan.count == 5)
        #expect(plan.uniques.map(\.string) == ["b", "a", "c"])
        #expect((0..<5).map(plan.place) == [.unique(0), .unique(1), .unique(0), .unique(2), .unique(1)])
        #expect(plan.duplicates == 2)
        #expect(plan.bytes == 3)
        #expect(plan.texts { $0 == 0 } == 2)
    }

    @Test("Bad texts have faults, and those with the same fault one after the other share it")
    func faults() {
        let arena = TextArena(["", "", "x", "12345678901", ""])
        let plan = plan(arena)
        #expect(plan.faults.map(\.status) == [.textEmpty, .textTooLong, .textEmpty])
        #expect((0..<5).map(plan.place) == [.fault(0), .fault(0), .unique(0), .fault(1), .fault(2)])
        #expect(plan.duplicates == 0)
    }

    @Test("No texts, and texts that differ only after a NUL or by their length")
    func edges() {
        #expect(plan(TextArena([])).count == 0)
        let arena = TextArena(["a\0b", "a\0c", "a", "a\0b"])
        #expect(plan(arena).uniques.count == 3)
        #expect(plan(arena).place(of: 3) == .unique(0))
    }

    @Test("As a dictionary would have it", arguments: 0..<20)
    func many(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...3_000, using: &random)
        let strings = (0..<count).map { _ in "text \(Int.random(in: 0...count, using: &random))" }
        let arena = TextArena(strings)
        let plan = plan(arena, maxCharacters: 100)
        #expect(plan.uniques.count == Set(strings).count)
        for (index, string) in strings.enumerated() {
            guard case .unique(let unique) = plan.place(of: index) else {
                Issue.record("text \(index) is lost")
                continue
            }
            #expect(plan.uniques[unique].string == string)
            #expect(plan.hashes[unique] == TextHash.hash(plan.uniques[unique], seed: 0))
        }
    }

    @Test("Copies take the place of the originals, if there are as many")
    func copies() {
        let arena = TextArena(["a", "b"])
        var plan = plan(arena)
        let copies = TextArena(["a", "b"])
        plan.replaceUniques(with: copies.texts)
        arena.overwrite()
        #expect(plan.uniques.map(\.string) == ["a", "b"])
        plan.replaceUniques(with: [])
        #expect(plan.uniques.count == 2)
    }
}

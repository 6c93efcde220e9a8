import Testing

@testable import LabelfCore

@Suite struct SimilarityPlanTests {
    private func plan(_ base: TextArena, _ compared: TextArena, topN: Int = 3) throws -> SimilarityPlan {
        try SimilarityPlan.make(
            base: Plan(texts: base.texts, maxCharacters: 100),
            compared: Plan(texts: compared.texts, maxCharacters: 100),
            topN: topN, maxBytes: 1 << 26)
    }

    /// Some texts, with duplicates.
    private func texts(_ name: String, most: Int, _ random: inout SeededGenerator) -> [String] {
        let count = Int.random(in: 1...most, using: &random)
        return (0..<count).map { _ in "\(name) \(Int.random(in: 0..<count, using: &random))" }
    }

    @Test("What brute force finds, with duplicates and ties", arguments: 0..<30)
    func bruteForce(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let base = texts("base", most: 350, &random)
        let compared = texts("compared", most: 350, &random)
        let topN = [0, 1, 3, 10, 450].randomElement(using: &random) ?? 0
        let service = SimilarityService(grades: [1, 5, 1 << 50].randomElement(using: &random) ?? 1)
        let (baseArena, comparedArena) = (TextArena(base), TextArena(compared))
        let plan = try plan(baseArena, comparedArena, topN: topN)
        let fewest = plan.remaining
        drive(plan, service, using: &random)
        #expect(plan.isDone)
        let result = SimilarityResult(plan)
        #expect(result.status == .ok && result.errors.isEmpty)
        for (index, text) in compared.enumerated() {
            let expected = service.expected(base, text, topN: topN)
            #expect(result.matches(index) == expected)
            let start = Int(result.offsets[index])
            for (rank, other) in expected.enumerated() {
                #expect(result.similarities[start + rank] == service.score(base[other], text))
            }
        }
        // No tie at a cut, no request more than planned; a tie asks for one tile again at most.
        if service.grades > 5 || topN == 0 {
            #expect(service.requests == fewest)
            #expect(service.pairs.values.allSatisfy { $0 == 1 })
            #expect(service.pairs.count == Set(base).count * Set(compared).count)
        } else {
            #expect(service.requests <= 2 * fewest)
        }
    }

    @Test("Bad texts get the error, and all the others what they are owed", arguments: 0..<40)
    func badTexts(seed: UInt64) throws {
        var random = SeededGenerator(seed: 1_000 + seed)
        let base = texts("base", most: 250, &random)
        let compared = texts("compared", most: 250, &random)
        let service = SimilarityService()
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            service.bad.insert((Bool.random(using: &random) ? base : compared).randomElement(using: &random) ?? "")
        }
        // Somebody has to be good, or nobody can be told apart.
        guard !service.bad.isSuperset(of: base), !service.bad.isSuperset(of: compared) else { return }
        let (baseArena, comparedArena) = (TextArena(base), TextArena(compared))
        let plan = try plan(baseArena, comparedArena)
        let fewest = plan.remaining
        drive(plan, service, connections: Int.random(in: 1...8, using: &random), using: &random)
        #expect(plan.isDone)
        let result = SimilarityResult(plan)
        #expect(result.status == .partial)
        for (index, text) in base.enumerated() {
            #expect((result.baseErrorPlace(of: index) != nil) == service.bad.contains(text))
        }
        for (index, text) in compared.enumerated() {
            let isBad = service.bad.contains(text)
            #expect((result.errorPlace(of: index) != nil) == isBad)
            #expect(result.matches(index) == (isBad ? [] : service.expected(base, text, topN: 3)))
        }
        #expect(service.pairs.values.allSatisfy { $0 == 1 })
        // A search for each, and what was in flight with it.
        #expect(service.requests <= fewest * 2 + service.bad.count * 20)
    }

    @Test("One bad text in one tile is found in few requests", arguments: [0, 1, 57, 99])
    func cost(place: Int) throws {
        let few = TextArena(["the only base text"])
        let many = TextArena((0..<100).map { "text \($0)" })
        let others = TextArena((0..<100).map { "other \($0)" })
        var random = SeededGenerator(seed: 1)
        for (base, compared, bad, most) in [
            (few, many, "the only base text", 3), (few, many, "text \(place)", 14), (many, few, "text \(place)", 14),
            (many, few, "the only base text", 3), (many, others, "text \(place)", 14),
            (many, others, "other \(place)", 14), (many, many, "text \(place)", 14),
        ] {
            let service = SimilarityService(bad: [bad])
            let plan = try plan(base, compared)
            drive(plan, service, using: &random)
            #expect(plan.isDone)
            #expect(service.requests <= most)
        }
    }

    @Test("A bad base text that is in many tiles is found once")
    func sharedCulprit() throws {
        let base = TextArena((0..<100).map { "base \($0)" })
        let compared = TextArena((0..<1_000).map { "compared \($0)" })
        var random = SeededGenerator(seed: 1)
        let service = SimilarityService(bad: ["base 42"])
        let plan = try plan(base, compared)
        #expect(plan.remaining == 10)
        drive(plan, service, using: &random)
        // Ten tiles, eight of them refused and asked for again, and one search.
        #expect(service.requests <= 10 + 8 + 10)
        #expect(SimilarityResult(plan).errorPlace(of: 0) == nil)
    }

    @Test("A request that is refused for its size blames no text")
    func size() throws {
        let base = TextArena((0..<150).map { "base \($0)" })
        let compared = TextArena((0..<150).map { "compared \($0)" })
        var random = SeededGenerator(seed: 1)
        let service = SimilarityService(sizeLimit: 50)
        let plan = try plan(base, compared)
        drive(plan, service, using: &random)
        let result = SimilarityResult(plan)
        #expect(plan.isDone && result.status == .ok)
        #expect(service.pairs.count == 150 * 150 && service.pairs.values.allSatisfy { $0 == 1 })
    }

    @Test("If everything is refused, the call ends after few requests")
    func futile() throws {
        let base = TextArena((0..<500).map { "base \($0)" })
        let compared = TextArena((0..<500).map { "compared \($0)" })
        var random = SeededGenerator(seed: 1)
        let service = SimilarityService(sizeLimit: 0)
        let plan = try plan(base, compared)
        drive(plan, service, using: &random)
        #expect(plan.isDone)
        #expect(service.requests <= SimilarityPlan.futileLimit + 8)
        let result = SimilarityResult(plan)
        #expect(result.status == .refused && result.count == 0)
        #expect((0..<500).allSatisfy { result.errorPlace(of: $0) != nil && result.baseErrorPlace(of: $0) == nil })
    }

    @Test("If no text was ever answered, both texts of a refused pair get the error")
    func undecided() throws {
        let (base, compared) = (TextArena(["a"]), TextArena(["b"]))
        var random = SeededGenerator(seed: 1)
        let service = SimilarityService(bad: ["a"])
        let plan = try plan(base, compared)
        drive(plan, service, using: &random)
        let result = SimilarityResult(plan)
        #expect(plan.isDone && service.requests == 1)
        #expect(result.errorPlace(of: 0) != nil && result.baseErrorPlace(of: 0) != nil)
    }

    @Test("All base texts bad: every compared text hears why")
    func noBase() throws {
        let (base, compared) = (TextArena(["", "x", "x"]), TextArena(["b", "c"]))
        var random = SeededGenerator(seed: 1)
        let service = SimilarityService(bad: ["x"])
        let plan = try plan(base, compared)
        drive(plan, service, using: &random)
        let result = SimilarityResult(plan)
        #expect(plan.isDone)
        #expect(result.baseStatuses[0] == Status.textEmpty.rawValue)
        #expect(result.baseStatuses[1] == Status.refused.rawValue && result.baseStatuses[2] == Status.refused.rawValue)
        #expect(result.statuses[0] == Status.textEmpty.rawValue && result.statuses[1] == Status.textEmpty.rawValue)
        #expect(result.status == .textEmpty)
    }

    @Test("A tile that fails takes its compared texts along, and only those")
    func failure() throws {
        let base = TextArena((0..<100).map { "base \($0)" })
        let compared = TextArena((0..<200).map { "compared \($0)" })
        let plan = try plan(base, compared)
        let service = SimilarityService()
        let first = try #require(plan.next())
        let second = try #require(plan.next())
        #expect(plan.next() == nil && !plan.isDone)
        plan.failed(first, LabelfError(.service, "503"))
        plan.answered(second, try #require(service.answer(second, plan)))
        #expect(plan.isDone)
        let result = SimilarityResult(plan)
        #expect(result.status == .partial)
        #expect((0..<200).filter { result.errorPlace(of: $0) != nil } == first.compared.map(Int.init))
        #expect(first.compared.count == 100)
    }

    @Test("What ends early keeps what is complete, and ignores what comes later")
    func early() throws {
        let base = TextArena((0..<100).map { "base \($0)" })
        let compared = TextArena((0..<300).map { "compared \($0)" })
        let plan = try plan(base, compared)
        let service = SimilarityService()
        let first = try #require(plan.next())
        let second = try #require(plan.next())
        plan.answered(first, try #require(service.answer(first, plan)))
        plan.end(LabelfError(.deadline, "too late"))
        plan.answered(second, try #require(service.answer(second, plan)))
        plan.refused(second, LabelfError(.refused, ""))
        plan.failed(second, LabelfError(.network, ""))
        #expect(plan.isDone && plan.next() == nil)
        let result = SimilarityResult(plan)
        #expect((0..<300).filter { result.errorPlace(of: $0) == nil } == first.compared.map(Int.init))
        #expect(result.errors.map(\.status) == [.deadline])
    }

    @Test("No texts, a wrong top_n, and matches that would not fit")
    func edges() throws {
        let (none, some) = (TextArena([]), TextArena(["a", "b"]))
        for (base, compared) in [(none, none), (some, none), (none, some)] {
            let plan = try plan(base, compared)
            #expect(plan.next() == nil && plan.isDone)
            #expect(SimilarityResult(plan).status == .ok && SimilarityResult(plan).count == 0)
        }
        #expect(throws: LabelfError.self) { try plan(some, some, topN: -1) }
        let many = TextArena(Array(repeating: "a", count: 3_000))
        #expect {
            _ = try plan(many, many, topN: 0)
        } throws: { ($0 as? LabelfError)?.status == .memory }
        #expect(throws: Never.self) { try plan(many, many, topN: 100) }
    }
}

import Testing

@testable import LabelfCore

/// An answer with these labels for each text; the confidence falls from 1 by tenths.
func answer(_ texts: [[String]]) -> Answer {
    var answer = Answer()
    for labels in texts {
        for (rank, label) in labels.enumerated() {
            let name = Array(label.utf8)
            let known = answer.labels.firstIndex(of: name)
            if known == nil { answer.labels.append(name) }
            answer.labelIndices.append(Int32(known ?? answer.labels.count - 1))
            answer.confidences.append(1 - Double(rank) / 10)
        }
        answer.offsets.append(Int32(answer.labelIndices.count))
    }
    return answer
}

@Suite struct OutcomesTests {
    func labels(_ outcomes: Outcomes, _ unique: Int) -> [String] {
        guard case .success(let span) = outcomes.result(of: unique) else { return ["no answer"] }
        return span.map { String(decoding: outcomes.labels.names[Int(outcomes.labelIndices[$0])], as: UTF8.self) }
    }

    @Test("Answers that name the same labels in another order share one table")
    func tables() {
        var outcomes = Outcomes(count: 3)
        let first = answer([["good", "bad"], ["bad"]])
        outcomes.succeed(2, with: first, 1, at: 0)
        outcomes.succeed(0, with: first, 1, at: 1)
        outcomes.succeed(1, with: answer([["bad", "ugly", "good"]]), 2, at: 0)
        #expect(labels(outcomes, 0) == ["bad"])
        #expect(labels(outcomes, 1) == ["bad", "ugly", "good"])
        #expect(labels(outcomes, 2) == ["good", "bad"])
        #expect(outcomes.labels.names.count == 3)
        #expect(outcomes.open == 0)
    }

    @Test("The first outcome of a text counts")
    func once() {
        var outcomes = Outcomes(count: 2)
        outcomes.succeed(0, with: answer([["a"]]), 1, at: 0)
        outcomes.fail(0, with: LabelfError(.network, ""))
        outcomes.fail(1, with: LabelfError(.network, ""))
        outcomes.succeed(1, with: answer([["b"]]), 2, at: 0)
        #expect(outcomes.hasAnswer(0) && !outcomes.hasAnswer(1))
        #expect(labels(outcomes, 0) == ["a"])
        #expect(outcomes.open == 0)
    }

    @Test("A million texts that fail alike share one error; those with an answer keep it")
    func sharedErrors() {
        var outcomes = Outcomes(count: 1_000_000)
        outcomes.succeed(7, with: answer([[]]), 1, at: 0)
        outcomes.fail(0..<1_000_000, with: LabelfError(.cancelled, "c"))
        outcomes.fail(3, with: LabelfError(.cancelled, "c"))
        #expect(outcomes.errors.count == 1)
        #expect(outcomes.open == 0)
        #expect(outcomes.hasAnswer(7) && labels(outcomes, 7) == [])
    }

    @Test("Open until something comes")
    func open() {
        let outcomes = Outcomes(count: 1)
        #expect(outcomes.isOpen(0) && outcomes.open == 1 && !outcomes.hasAnswer(0))
        if outcomes.result(of: 0) != nil { Issue.record("an open text has a result") }
    }
}

import Testing

@testable import LabelfCore

@Suite("How many texts of a call have an outcome is known all the time") struct ProgressTests {
    static let texts = (0..<10).map { "t\($0)" }

    @Test("Different texts as they come, and all at the end: duplicates and bad ones too")
    func answers() {
        let t = Transcript()
        t.submit("a", Self.texts + ["t0", "t1", ""])
        let job = t.jobs["a"]!
        #expect(job.progress == 0)
        t.answer(2)
        #expect(job.progress == 2)
        t.answer(1)
        #expect(job.progress == 13)
    }

    @Test("Errors count, and what another call's request brings")
    func others() {
        let t = Transcript(maxRetries: 0)
        t.submit("a", Self.texts)
        t.submit("b", ["t0", "new"])
        let (first, second) = (t.jobs["a"]!, t.jobs["b"]!)
        t.fail(1)
        #expect((first.progress, second.progress) == (8, 1))
        t.cancel("a")
        #expect((first.progress, second.progress) == (10, 1))
    }

    @Test("Answers of earlier texts count as soon as the call comes")
    func cached() {
        let t = Transcript(cacheBytes: 1 << 20)
        t.submit("a", ["t0", "t1"])
        t.answer(1)
        t.submit("b", Self.texts)
        #expect(t.jobs["b"]!.progress == 2)
        t.submit("c", ["t1"])
        #expect(t.jobs["c"]!.progress == 1)
    }
}

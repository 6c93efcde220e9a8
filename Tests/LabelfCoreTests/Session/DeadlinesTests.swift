import Testing

@testable import LabelfCore

@Suite("Deadlines, the first one first") struct DeadlinesTests {
    let samples = Samples()

    @Test("Jobs come out when their deadline has come, settled ones never")
    func expiry() {
        var deadlines = Deadlines()
        let jobs = [3.0, 1, 2].map { samples.job(["x"], deadline: $0) }
        for job in jobs { deadlines.insert(job) }
        deadlines.insert(samples.job(["x"]))
        #expect(deadlines.count == 3 && deadlines.first == at(1))
        jobs[1].isSettled = true
        let first = [1.5, 2].map { deadlines.removeFirst(until: at($0)) }
        #expect(first[0] == nil && first[1] === jobs[2])
        let all = [3, 3.5].map { deadlines.removeAll(before: at($0)) }
        #expect(all[0].isEmpty && all[1].first === jobs[0])
        #expect(deadlines.first == .distantFuture)
    }

    @Test("Settled jobs are swept out when they may be more than half")
    func sweeping() {
        var deadlines = Deadlines()
        for _ in 0..<10_000 {
            let job = samples.job(["x"], deadline: 1_000)
            deadlines.insert(job)
            job.isSettled = true
        }
        #expect(deadlines.count < 100)
    }
}

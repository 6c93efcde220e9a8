import Testing

@testable import LabelfCore

@Suite("A session goes on with other settings") struct ReconfiguringTests {
    @Test("More connections are used at once; fewer, when those that are in flight are done")
    func connections() {
        let script = Transcript(maxConnections: 1)
        #expect(script.submit("a", (0..<32).map { "\($0)" }).count == 1)
        #expect(script.reconfigure(maxConnections: 3).count == 2)
        #expect(script.reconfigure(maxConnections: 1) == [])
        #expect(script.answer(1) == [] && script.answer(2) == [])
        #expect(script.answer(3).count == 1)
        #expect(script.answer(4).count == 1)
    }

    @Test("Calls that wait are held against the limit as it is now")
    func limit() {
        let script = Transcript(requestsPerMinute: 6)
        script.submit("burst", (0..<80).map { "b\($0)" })
        script.answerAll(more: true)
        script.submit("late", ["x"], deadline: 100, more: true)
        var slow = RateBudget(requestsPerMinute: 1, bulkReservePercent: 10, random: SeededGenerator(seed: 1))
        slow.pause(until: script.now + .seconds(600.0), now: script.now)
        #expect(script.reconfigure(budget: slow).contains("late: !deadline"))
    }
}

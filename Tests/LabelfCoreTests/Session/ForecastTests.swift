import Testing

@testable import LabelfCore

@Suite("A call whose forecast is past its deadline fails at once") struct ForecastTests {
    let other = ClassifyQuery(model: 2)
    let late = Array(repeating: "!deadline", count: 160)

    func headers(limit: Int) -> RateHeaders {
        var headers = RateHeaders()
        headers.limit = limit
        return headers
    }

    @Test("20 requests at 60 a minute are 10 at once and 10 s: nothing is sent for a call that has 10 s")
    func alone() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        #expect(t.submit("a", texts(160), deadline: 10) == ["a: " + late.joined(separator: " ")])
        #expect(t.requests.isEmpty && t.wake == nil && t.session.underway.items.isEmpty)
        #expect(t.error("a")?.message.contains("in about 10000 ms") == true)
        #expect(t.error("a")?.message.contains("deadline is in 10000 ms") == true)
        #expect(t.error("a")?.retryAfterMilliseconds == -1)
        #expect(t.error("a")?.attempts == 0)
        #expect(t.session.counters.callsLate == 1)
        #expect(t.submit("b", texts(160), deadline: 10.5).count == 9)
        for second in 0...11 {
            for id in t.inFlight.keys { t.answer(id, more: true) }
            t.advance(to: Double(second))
        }
        #expect(t.outcomes("b") == texts(160, "=t"))
    }

    @Test("What waits ahead of it counts, and it is told when it would fit")
    func behind() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        t.submit("ahead", texts(8 * 29))
        #expect(t.submit("b", texts(8 * 20, "b"), other, deadline: 25).last?.hasPrefix("b:") == true)
        #expect(t.error("b")?.retryAfterMilliseconds == 14_000)
        #expect(t.submit("c", texts(8 * 20, "c"), other, deadline: 41) == [])
    }

    @Test("An interactive call waits for interactive ones alone")
    func lanes() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        t.submit("bulk", texts(8_000))
        #expect(t.submit("live", ["x"], other, lane: .interactive, deadline: 1.5).last == "send 10 [x]")
        #expect(t.submit("next", ["y"], other, lane: .interactive, deadline: 1.5) == [])
        #expect(t.submit("more", ["z"], lane: .interactive, deadline: 1.5) == ["more: !deadline"])
        #expect(t.submit("bulk too", texts(16, "w"), other, deadline: 1.5).count == 1)
    }

    @Test("Texts that fill up a batch which waits anyway cost nothing")
    func company() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: 0)
        t.submit("bulk", texts(80))
        t.submit("a", ["a"], deadline: 1.5)
        #expect(t.submit("b", texts(7, "b"), deadline: 1.5) == [])
        #expect(t.submit("c", ["c"], deadline: 1.5) == ["c: !deadline"])
        t.answerAll()
        #expect(t.advance(to: 1.1) == ["send 11 [a b0 b1 b2 b3 b4 b5 b6]"])
    }

    @Test("A large job holds a small one up by no more than the small one's size", arguments: [false, true])
    func turns(sameQuery: Bool) {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: 0)
        t.submit("large", texts(80_000))
        let query = sameQuery ? Transcript.query : other
        #expect(t.submit("small", texts(80, "s"), query, deadline: 19).count == 1)
        #expect(t.submit("patient", texts(80, "p"), query, deadline: 21) == [])
        for second in 0...20 {
            for id in t.inFlight.keys { t.answer(id, more: true) }
            t.advance(to: Double(second) + 0.1)
        }
        for id in t.inFlight.keys { t.answer(id, more: true) }
        t.advance(to: t.now)
        #expect(t.outcomes("patient") == texts(80, "=p"))
    }

    @Test("No call fails while no limit is known; when it is learned, those that are hopeless hear so")
    func learned() {
        let t = Transcript(requestsPerMinute: nil, maxConnections: 100)
        #expect(t.submit("hopeless", texts(168), deadline: 5) == [sends(1, 8)])
        #expect(t.submit("possible", texts(8, "p"), other, deadline: 5) == [])
        let steps = t.answer(1, rate: headers(limit: 60))
        #expect(t.outcomes("hopeless") == texts(8, "=t") + late)
        #expect(steps.last == sends(2, 8, "p"))
        #expect(t.session.counters.callsLate == 1)
    }

    @Test("Of many small calls those that come too late in the queue hear so, and no others")
    func learnedByMany() {
        let t = Transcript(requestsPerMinute: nil, maxConnections: 100)
        t.submit("first", ["f"])
        for call in 0..<160 { t.submit("c\(call)", ["x\(call)"], deadline: 5.5) }
        t.answer(1, rate: headers(limit: 60))
        for tenth in 0...54 {
            t.answerAll()
            t.advance(to: Double(tenth) / 10)
        }
        for id in t.inFlight.keys { t.answer(id) }
        let outcomes = (0..<160).map { t.outcomes("c\($0)")[0] }
        #expect(outcomes == texts(112, "=x") + Array(repeating: "!deadline", count: 48))
        #expect(t.session.counters.callsLate == 48)
    }

    @Test("An answer takes its time too, but a slow one keeps nothing from being sent that may be")
    func roundTrip() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: 0)
        t.submit("a", ["a"])
        t.advance(to: 4)
        t.answer(1)
        #expect(t.submit("b", texts(80), deadline: 1).count == 10)
        #expect(t.submit("c", ["c"], deadline: 4.5) == ["c: !deadline"])
        #expect(t.error("c")?.message.contains("5000 ms") == true)
        #expect(t.submit("d", ["d"], deadline: 5.5) == [])
    }

    @Test("In a pause the forecast begins at its end")
    func pause() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        t.submit("a", ["a"])
        t.refuse(1, 429, retryAfter: 30)
        #expect(t.submit("b", ["b"], deadline: 29) == ["b: !deadline"])
        #expect(t.error("b")?.message.contains("429") == true)
        #expect(t.submit("c", ["c"], deadline: 31) == [])
    }
}

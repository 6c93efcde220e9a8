import Testing

@testable import LabelfCore

@Suite("Interactive texts go first, and bulk still comes along") struct LaneTests {
    let other = ClassifyQuery(model: 2)

    /// Which requests carry texts with a prefix, in the order in which they were sent.
    func sent(_ t: Transcript, _ prefix: String) -> [Bool] {
        t.requests.map { $0.texts.contains { $0.hasPrefix(prefix) } }
    }

    @Test("Bulk leaves a reserve, out of which an interactive text is sent at once")
    func reserve() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        #expect(t.submit("bulk", texts(800)).count == 9)
        #expect(t.submit("live", ["x"], other, lane: .interactive) == ["send 10 [x]"])
        #expect(t.submit("next", ["y"], other, lane: .interactive) == [])
        t.answerAll()
        #expect(t.advance(to: 1.01) == ["send 11 [y]"])
        t.answerAll()
        #expect(t.advance(to: 2.5) == [])
        #expect(t.advance(to: 3.02) == [sends(12, 8, from: 72)])
    }

    @Test("A job whose requests all fit leaves nothing for nobody")
    func fits() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        #expect(t.submit("bulk", texts(80)).count == 10)
    }

    @Test("The reserve is as large as configured", arguments: [(0, 9), (50, 5), (80, 2)])
    func configured(percent: Int, sent: Int) {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: percent)
        #expect(t.submit("bulk", texts(800)).count == sent)
    }

    @Test("A bulk job sends as fast as without a reserve, once the burst is over")
    func sustained() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        t.submit("bulk", texts(8_000))
        while t.now < Instant(nanoseconds: 600_000_000_000) {
            for id in t.inFlight.keys { t.answer(id, more: true) }
            t.advance(to: t.session.nextWake)
        }
        // Without headers nothing says whether the service counts by the minute: then a minute has no more than 60.
        #expect((599...610).contains(t.requests.count))
    }

    @Test("While both wait for a connection, one batch of ten is bulk's")
    func share() {
        let t = Transcript(maxConnections: 1)
        t.submit("bulk", texts(80, "b"), other, more: true)
        t.submit("live", texts(240, "i"), lane: .interactive)
        while let id = t.inFlight.keys.min() { t.answer(id) }
        let turns = sent(t, "b")
        #expect(turns.count == 40)
        for (place, isBulk) in turns.enumerated() { #expect(isBulk == (place % 10 == 9 || place >= 33)) }
    }

    @Test("While interactive texts take every permit, one of ten is bulk's", arguments: [false, true])
    func shareOfPermits(sameQuery: Bool) {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        t.submit("bulk", texts(2_000, "b"), sameQuery ? Transcript.query : other)
        for second in 1...100 {
            t.submit("live\(second)", texts(16, "i\(second)-"), lane: .interactive, more: true)
            for id in t.inFlight.keys { t.answer(id, more: true) }
            t.advance(to: Double(second))
        }
        let turns = sent(t, "b")
        #expect((107...110).contains(turns.count))
        for first in 9..<turns.count - 10 { #expect(turns[first..<first + 10].filter { $0 }.count == 1) }
        #expect(t.session.counters.permitWait >= .seconds(Int64(90)))
    }

    @Test("The batch that is due to bulk is filled up with interactive texts of its query")
    func company() {
        let t = Transcript(maxConnections: 1)
        t.submit("bulk", ["b0"], other, more: true)
        t.submit("live", texts(80, "i"), lane: .interactive)
        for id in 1...8 {
            t.answer(RequestID(id), more: true)
            t.advance(to: t.now)
        }
        t.submit("more", ["b1"], other, more: true)
        t.submit("with", texts(8, "j"), other, lane: .interactive)
        #expect(t.answer(9).last == "send 10 [b0 b1 j0 j1 j2 j3 j4 j5]")
    }

    @Test("A retry goes before the new texts of its lane, and a bulk one after interactive texts")
    func retries() {
        let t = Transcript(maxConnections: 1)
        t.submit("bulk", ["b"])
        t.refuse(1, 500)
        t.submit("first", ["x"], lane: .interactive)
        t.refuse(2, 500)
        t.submit("busy", ["y"])
        t.advance(to: 2)
        t.submit("new", ["n"], lane: .interactive)
        t.submit("more", ["m"], other)
        #expect(t.answer(3).last == "send 2 [x]")
        #expect(t.answer(2).last == "send 4 [n]")
        #expect(t.answer(4).last == "send 1 [b]")
        #expect(t.answer(1).last == "send 5 [m]")
    }

    @Test("A bulk retry that an interactive call has joined is interactive")
    func joined() {
        let t = Transcript(maxConnections: 1)
        t.submit("bulk", ["b"])
        t.refuse(1, 500)
        t.submit("live", ["b"], lane: .interactive)
        t.submit("busy", ["y"])
        t.submit("new", ["n"], lane: .interactive)
        t.advance(to: 2)
        #expect(t.answer(2).last == "send 1 [b]")
    }

    @Test("A refusal for the reserve alone makes nobody give up: company may come")
    func patience() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: 50)
        #expect(t.submit("bulk", texts(800)).count == 5)
        #expect(t.submit("patient", ["x"], other, deadline: 0.5) == [])
        t.advance(to: 0.2)
        #expect(t.submit("live", ["y"], other, lane: .interactive) == ["send 6 [y x]"])
    }
}

import Testing

@testable import LabelfCore

@Suite("Batches are cut when they can be sent") struct BatchingTests {
    let other = ClassifyQuery(model: 2)

    @Test("One text leaves at once, and its answer settles the call")
    func single() {
        let t = Transcript()
        #expect(t.submit("a", ["x"]) == ["send 1 [x]"])
        #expect(t.answer(1) == ["a: =x"])
        #expect(t.wake == nil)
        #expect(t.session.counters.textsSent == 1)
        #expect(t.session.counters.textsSucceeded == 1)
    }

    @Test("A call without texts, or with bad texts only, is settled without a request")
    func nothingToAsk() {
        let t = Transcript()
        #expect(t.submit("a", []) == ["a:"])
        #expect(t.submit("b", ["", ""]) == ["b: !textEmpty !textEmpty"])
        #expect(t.requests.isEmpty)
    }

    @Test("A bad text costs nobody a request, and its neighbours nothing")
    func badText() {
        let t = Transcript()
        #expect(t.submit("a", ["x", "", "y"]) == ["send 1 [x y]"])
        #expect(t.answer(1) == ["a: =x !textEmpty =y"])
    }

    @Test("At most eight texts a request, as many requests as it takes")
    func eights() {
        let t = Transcript()
        #expect(t.submit("a", texts(17)) == [sends(1, 8), sends(2, 8, from: 8), "send 3 [t16]"])
        #expect(t.answer(2) == [])
        #expect(t.answer(3) == [])
        #expect(t.answer(1) == [(["a:"] + texts(17, "=t")).joined(separator: " ")])
    }

    @Test("The same text is sent once, and answered wherever it stands")
    func duplicates() {
        let t = Transcript()
        #expect(t.submit("a", ["x", "y", "x", "x", "y"]) == ["send 1 [x y]"])
        #expect(t.answer(1) == ["a: =x =y =x =x =y"])
        #expect(t.session.counters.textsDuplicate == 3)
        #expect(t.session.counters.textsSucceeded == 5)
        #expect(t.session.counters.textsSent == 2)
    }

    @Test("Calls that come together share a batch if, and only if, their queries are equal")
    func sharing() {
        let t = Transcript()
        t.submit("a", ["a1", "a2"], more: true)
        t.submit("b", ["b1"], ClassifyQuery(model: 1), more: true)
        t.submit("c", ["c1"], other, more: true)
        t.submit("d", ["d1"], ClassifyQuery(model: 1, maxPredictions: 1), more: true)
        #expect(
            t.submit("e", ["e1"], ClassifyQuery(model: 1, labelFilter: [[120]]))
                == ["send 1 [a1 a2 b1]", "send 2 [c1]", "send 3 [d1]", "send 4 [e1]"])
        #expect(t.answer(1) == ["a: =a1 =a2", "b: =b1"])
    }

    @Test("No more requests in flight than connections; texts that wait gather to full batches")
    func connections() {
        let t = Transcript(maxConnections: 2)
        #expect(t.submit("a", ["a1"]) == ["send 1 [a1]"])
        #expect(t.submit("b", ["b1"]) == ["send 2 [b1]"])
        #expect(t.submit("c", ["c1"]) == [])
        #expect(t.submit("d", texts(6, "d")) == [])
        #expect(t.submit("e", ["e1", "e2"]) == [])
        #expect(t.answer(2) == ["b: =b1", "send 3 [c1 d0 d1 d2 d3 d4 d5 e1]"])
        #expect(t.answer(1) == ["a: =a1", "send 4 [e2]"])
    }

    @Test("Under a rate limit texts gather while they wait for a permit")
    func permits() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100)
        for call in 0..<10 { #expect(t.submit("a\(call)", ["a\(call)"], lane: .interactive).count == 1) }
        for call in 10..<20 { #expect(t.submit("a\(call)", ["a\(call)"], lane: .interactive) == []) }
        t.answerAll()
        let wake = t.wake ?? 0
        #expect(wake > 0.99 && wake < 1.01)
        #expect(t.advance(to: wake) == [sends(11, 8, "a", from: 10)])
    }

    @Test("Interactive texts first, whoever came first; bulk texts fill the batch")
    func interactiveFirst() {
        let t = Transcript(maxConnections: 1)
        t.submit("first", ["x"])
        t.submit("bulk", texts(9, "b"))
        t.submit("other", ["o"], other)
        t.submit("quick", ["q1", "q2"], lane: .interactive)
        t.submit("quicker", ["q3"], other, lane: .interactive)
        #expect(t.answer(1) == ["first: =x", "send 2 [q1 q2 b0 b1 b2 b3 b4 b5]"])
        #expect(t.answer(2) == ["quick: =q1 =q2", "send 3 [q3 o]"])
        #expect(t.answer(3).last == "send 4 [b6 b7 b8]")
    }

    @Test("Two bulk calls with the same query take turns")
    func turnsWithin() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(24, "a"), more: true)
        #expect(t.submit("b", texts(16, "b")) == [sends(1, 8, "a")])
        #expect(t.answer(1) == [sends(2, 8, "b")])
        #expect(t.answer(2) == [sends(3, 8, "a", from: 8)])
        #expect(t.answer(3) == [sends(4, 8, "b", from: 8)])
        #expect(t.answer(4).last == sends(5, 8, "a", from: 16))
    }

    @Test("Bulk calls with different queries take turns too, and interactive ones do not cost them theirs")
    func turnsBetween() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(24, "a"), more: true)
        #expect(t.submit("b", texts(24, "b"), other) == [sends(1, 8, "a")])
        t.submit("c", ["c"], other, lane: .interactive, more: true)
        #expect(t.answer(1).last == "send 2 [c b0 b1 b2 b3 b4 b5 b6]")
        #expect(t.answer(2).last == sends(3, 8, "a", from: 8))
        #expect(t.answer(3).last == sends(4, 8, "b", from: 7))
        #expect(t.answer(4).last == sends(5, 8, "a", from: 16))
    }

    @Test("A wake-up without a permit costs nobody its turn")
    func turnsAndPermits() {
        let t = Transcript(requestsPerMinute: 6)
        t.submit("a", texts(16, "a"), more: true)
        #expect(t.submit("b", texts(16, "b"), other) == [sends(1, 8, "a")])
        t.answerAll()
        #expect(t.advance(to: 1) == [])
        #expect(t.advance(to: 10.1) == [sends(2, 8, "b")])
    }

    @Test("With a linger a batch that is not full waits for company, and no longer")
    func linger() {
        let t = Transcript(linger: 0.05)
        #expect(t.submit("a", ["a1"]) == [])
        #expect(t.wake == 0.05)
        #expect(t.advance(to: 0.02) == [])
        #expect(t.submit("b", ["b1"]) == [])
        #expect(t.wake == 0.05)
        #expect(t.advance(to: 0.05) == ["send 1 [a1 b1]"])
        #expect(t.submit("c", texts(8)) == [sends(2, 8)])
        #expect(t.submit("d", ["d1"]) == [])
        #expect(t.wake == 0.1)
    }

    @Test("Another number of answers than texts is a protocol error, never a shifted label", arguments: [0, 1, 3])
    func countMismatch(answers: Int) {
        let t = Transcript()
        t.submit("a", ["x", "y"])
        #expect(t.answer(1, texts: answers) == ["a: !protocolViolation !protocolViolation"])
        #expect(t.error("a")?.message.contains("\(answers) answers came for 2 texts") == true)
        #expect(t.session.counters.textsSent == 0)
    }

    @Test("An answer that is not understood is reported and not asked for again")
    func garbled() {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.garble(1, "no predictions") == ["a: !protocolViolation"])
        #expect(t.error("a")?.message.contains("no predictions") == true)
        #expect(t.error("a")?.attempts == 1)
        #expect(t.wake == nil)
    }

    @Test("Events for requests that do not exist, or not any more, do nothing")
    func strangers() {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.answer(7) == [])
        #expect(t.refuse(7, 429) == [])
        #expect(t.fail(7) == [])
        #expect(t.answer(1) == ["a: =x"])
        #expect(t.answer(1) == [])
        #expect(t.refuse(1, 500) == [])
        #expect(t.submit("b", ["y"]) == ["send 2 [y]"])
    }
}

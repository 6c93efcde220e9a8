import Testing

@testable import LabelfCore

@Suite("A text that is in flight is joined, not sent again") struct JoiningTests {
    @Test("By another call with the same query, whole or in part")
    func join() {
        let t = Transcript()
        #expect(t.submit("a", ["x", "y"]) == ["send 1 [x y]"])
        #expect(t.submit("b", ["y"]) == [])
        #expect(t.submit("c", ["x", "z"]) == ["send 2 [z]"])
        #expect(t.submit("d", ["z", "new", "y"]) == ["send 3 [new]"])
        #expect(t.answer(1) == ["a: =x =y", "b: =y"])
        #expect(t.answer(2) == ["c: =x =z"])
        #expect(t.answer(3) == ["d: =z =new =y"])
        #expect(t.session.counters.textsJoined == 4)
        #expect(t.session.counters.textsSent == 4)
    }

    @Test("Not by a call with another query")
    func otherQuery() {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.submit("b", ["x"], ClassifyQuery(model: 1, maxPredictions: 1)) == ["send 2 [x]"])
        #expect(t.submit("c", ["x"], ClassifyQuery(model: 2)) == ["send 3 [x]"])
    }

    @Test("Once it is answered it is asked for anew")
    func afterwards() {
        let t = Transcript()
        t.submit("a", ["x"])
        t.answer(1)
        #expect(t.submit("b", ["x"]) == ["send 2 [x]"])
    }

    @Test("Two calls that come together share a text within one batch")
    func together() {
        let t = Transcript()
        t.submit("a", ["x", "y"], more: true)
        #expect(t.submit("b", ["y", "z"]) == ["send 1 [x y z]"])
        #expect(t.answer(1) == ["a: =x =y", "b: =y =z"])
    }

    @Test("A call that joined and is cancelled leaves the request alone")
    func joinerCancelled() {
        let t = Transcript()
        t.submit("a", ["x", "y"])
        t.submit("b", ["x"])
        #expect(t.cancel("b") == ["b: !cancelled"])
        #expect(t.answer(1) == ["a: =x =y"])
    }

    @Test("The call whose text it was is cancelled: its memory goes, the answer still comes")
    func ownerCancelled() {
        let t = Transcript()
        t.submit("a", ["x", "y"])
        t.submit("b", ["x"])
        #expect(t.cancel("a") == ["a: !cancelled !cancelled"])
        #expect(t.session.outbound(inFlight: 1)?.batch?.texts.map(\.string) == ["x", "y"])
        #expect(t.submit("c", ["y", "x"]) == [])
        #expect(t.answer(1) == ["b: =x", "c: =y =x"])
        #expect(t.session.underway.items.isEmpty)
    }

    @Test("The call whose text it was is cancelled, and the request has to be sent again")
    func ownerCancelledAndRetried() {
        let t = Transcript()
        t.submit("a", ["x", "y"])
        t.submit("b", ["y"])
        t.refuse(1, 503)
        #expect(t.cancel("a") == ["a: !cancelled !cancelled"])
        #expect(t.submit("c", ["y", "x"]) == ["send 2 [x]"])
        #expect(t.advance(to: 1.25) == ["send 1 [y]"])
        #expect(t.answer(1) == ["b: =y"])
        #expect(t.answer(2) == ["c: =y =x"])
    }

    @Test("The call whose text it was is cancelled, and the request has to be split")
    func ownerCancelledAndSplit() {
        let t = Transcript()
        t.submit("a", ["x", "y", "z"])
        t.submit("b", ["y", "z"])
        t.cancel("a")
        #expect(t.refuse(1, 400) == ["send 2 [y]", "send 3 [z]"])
        #expect(t.answer(2) == [])
        #expect(t.refuse(3, 400) == ["b: =y !refused"])
        #expect(t.session.underway.items.isEmpty)
    }

    @Test("A text whose deadline passes in flight, while another call waits for it")
    func ownerExpired() {
        let t = Transcript()
        t.submit("a", ["x"], deadline: 1)
        t.submit("b", ["x"])
        #expect(t.advance(to: 1) == ["a: !deadline"])
        #expect(t.answer(1) == ["b: =x"])
    }

    @Test("A request that nobody waits for is aborted; its text is then asked for anew")
    func abandoned() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["x"])
        t.submit("b", ["x"])
        t.submit("c", ["z"])
        #expect(t.cancel("a") == ["a: !cancelled"])
        #expect(t.cancel("b") == ["abort 1", "b: !cancelled", "send 2 [z]"])
        #expect(t.answer(1) == [])
        t.answer(2)
        #expect(t.submit("d", ["x"]) == ["send 3 [x]"])
    }

    @Test("A text that waits for its retry is joined too")
    func delayed() {
        let t = Transcript()
        t.submit("a", ["x"])
        t.refuse(1, 500)
        #expect(t.submit("b", ["x"]) == [])
        #expect(t.advance(to: 1.25) == ["send 1 [x]"])
        #expect(t.answer(1).sorted() == ["a: =x", "b: =x"])
    }

    @Test("But not by a call that has less time than the retry is away: that one hears so at once")
    func delayedTooLong() {
        let t = Transcript()
        t.submit("a", ["x"])
        t.refuse(1, 500, message: "down")
        #expect(t.submit("b", ["x"], deadline: 0.5) == ["b: !deadline"])
        #expect(t.error("b")?.message.contains("down") == true)
        #expect((1_000...1_250).contains(t.error("b")?.retryAfterMilliseconds ?? 0))
        t.advance(to: 1.25)
        #expect(t.submit("c", ["x"], deadline: 0.5) == [])
        #expect(t.answer(1).sorted() == ["a: =x", "c: =x"])
    }
}

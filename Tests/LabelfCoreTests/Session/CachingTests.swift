import Testing

@testable import LabelfCore

@Suite("A text that was answered is answered by the cache, if there is one") struct CachingTests {
    let t = Transcript(cacheBytes: 1 << 20)

    @Test("All of a call, at once: nothing is sent")
    func whole() {
        t.submit("a", ["x", "y", "x"])
        t.answer(1)
        #expect(t.submit("b", ["y", "y", "x"]) == ["b: =y =y =x"])
        #expect(t.session.counters.textsCached == 2)
        #expect(t.session.counters.textsSent == 2)
        #expect(t.session.counters.requests == 1)
        #expect(t.session.counters.textsSucceeded == 6)
    }

    @Test("In the midst of others: what is sent has no gaps, and every text its own answer")
    func midst() {
        t.submit("a", ["b0", "b3", "b8", "b9"])
        t.answer(1)
        #expect(t.submit("b", texts(12, "b")) == ["send 6 [b1 b2 b4 b5 b6 b7 b10 b11]"])
        #expect(t.answer(6) == ["b: \(texts(12, "=b").joined(separator: " "))"])
    }

    @Test("Only for the same model and options, and for its time")
    func others() {
        t.submit("a", ["x"])
        t.answer(1)
        #expect(t.submit("b", ["x"], ClassifyQuery(model: 2)) == ["send 2 [x]"])
        #expect(t.submit("c", ["x"], ClassifyQuery(model: 1, maxPredictions: 1)) == ["send 3 [x]"])
        t.advance(to: 59.9)
        #expect(t.submit("d", ["x"]) == ["d: =x"])
        t.advance(to: 60)
        #expect(t.submit("e", ["x"]).first?.hasPrefix("send") == true)
    }

    @Test("An error is not kept")
    func errors() {
        t.submit("a", ["x"])
        t.refuse(1, 400)
        #expect(t.submit("b", ["x"]) == ["send 2 [x]"])
    }

    @Test("A text that waits for a permit takes the answer that comes meanwhile for another call")
    func meanwhile() {
        let t = Transcript(maxConnections: 1, cacheBytes: 1 << 20)
        t.submit("a", ["x"])
        t.submit("b", ["new", "x"])
        #expect(t.answer(1) == ["a: =x", "send 2 [new]"])
        #expect(t.answer(2) == ["b: =new =x"])
        #expect(t.session.counters.textsCached == 1)
    }

    @Test("A forecast and a spending cap count only what is to be sent")
    func counted() {
        let t = Transcript(requestsPerMinute: 60, maxBilled: 9, cacheBytes: 1 << 20)
        t.submit("a", texts(8))
        t.answer(1)
        #expect(t.submit("b", ["new"] + texts(8), deadline: 2).first?.hasSuffix("[new]") == true)
        t.answerAll()
        #expect(t.isSettled("b"))
        #expect(t.submit("c", texts(8)).count == 1)
        #expect(t.outcomes("c") == texts(8, "=t"))
        #expect(t.submit("d", ["more"]) == ["d: !budget"])
    }

    @Test("A call with answers from the cache can be cancelled, and keeps them")
    func cancelled() {
        t.submit("a", ["x"])
        t.answer(1)
        t.submit("b", ["new", "x", "newer"])
        #expect(t.cancel("b").last == "b: !cancelled =x !cancelled")
        #expect(t.session.snapshot.requestsAhead(of: 9, in: .bulk) == 0)
    }

    @Test("Without one, everything is asked for anew")
    func off() {
        let t = Transcript()
        t.submit("a", ["x"])
        t.answer(1)
        #expect(t.submit("b", ["x"]) == ["send 2 [x]"])
        #expect(t.session.counters.textsCached == 0)
    }
}

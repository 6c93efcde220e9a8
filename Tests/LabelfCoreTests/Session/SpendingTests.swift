import Testing

@testable import LabelfCore

@Suite("No more texts are billed than the client may spend") struct SpendingTests {
    @Test("A batch is cut smaller, and what cannot be paid ends when the last answer has come")
    func cap() {
        let t = Transcript(maxBilled: 13)
        #expect(t.submit("a", texts(20)) == [sends(1, 8), sends(2, 5, from: 8)])
        #expect(t.answer(2) == [])
        #expect(t.answer(1).count == 1)
        #expect(t.outcomes("a") == texts(13, "=t") + Array(repeating: "!budget", count: 7))
        #expect(t.error("a", 19)?.message.contains("13 texts") == true)
        #expect(t.error("a", 19)?.attempts == 0)
        #expect(t.submit("b", ["x", "", "y"]) == ["b: !budget !textEmpty !budget"])
        #expect(t.session.counters.textsSpent == 13)
        #expect(t.session.counters.textsOverBudget == 9)
        #expect(t.wake == nil && t.session.underway.items.isEmpty)
    }

    @Test("A call that fits exactly is answered whole")
    func fits() {
        let t = Transcript(maxBilled: 8)
        t.submit("a", texts(8))
        #expect(t.answer(1).count == 1)
        #expect(t.outcomes("a") == texts(8, "=t"))
    }

    @Test("Duplicates and joined texts cost nothing")
    func free() {
        let t = Transcript(maxBilled: 2)
        t.submit("a", ["x", "x", "y"])
        #expect(t.submit("b", ["y"]) == [])
        #expect(t.answer(1) == ["a: =x =x =y", "b: =y"])
    }

    @Test("Texts of a request that was refused are not billed", arguments: [400, 404, 429, 503])
    func refused(status: Int) {
        let t = Transcript(maxBilled: 1)
        t.submit("a", ["x"])
        t.refuse(1, status, retryAfter: 1)
        t.cancel("a")
        t.advance(to: 1.01)
        #expect(t.submit("b", ["y"]) == ["send 2 [y]"])
        #expect(t.answer(2) == ["b: =y"])
    }

    @Test("Texts whose request had no connection are not billed; those of one that broke may have been")
    func failed() {
        for (status, isBilled) in [
            (Status.resolve, false), (.connect, false), (.tls, false), (.timeout, true), (.network, true),
            (.tooLarge, true), (.protocolViolation, true),
        ] {
            let t = Transcript(maxRetries: 0, maxBilled: 1)
            t.submit("a", ["x"])
            #expect(t.fail(1, status) == ["a: !\(status)"])
            #expect(t.submit("b", ["y"]) == [isBilled ? "b: !budget" : "send 2 [y]"])
        }
    }

    @Test("A request that is aborted, or whose answer is not understood, may have been billed")
    func aborted() {
        let t = Transcript(maxBilled: 2)
        t.submit("a", ["x"])
        t.cancel("a")
        t.submit("b", ["y"])
        t.garble(2, "what")
        #expect(t.session.counters.textsSpent == 2)
        #expect(t.submit("c", ["z"]) == ["c: !budget"])
    }

    @Test("A retry is paid anew if its first request may have been billed, and cut smaller if need be")
    func retry() {
        let t = Transcript(maxBilled: 11)
        t.submit("a", texts(8))
        #expect(t.fail(1, .timeout) == [])
        #expect(t.advance(to: 1.25) == ["send 1 [t0 t1 t2]"])
        #expect(t.answer(1).count == 1)
        #expect(t.outcomes("a") == texts(3, "=t") + Array(repeating: "!budget", count: 5))
        #expect(t.session.underway.delayed.isEmpty && t.session.underway.items.isEmpty)
    }

    @Test("While what is in flight may still turn out not to be billed, the others wait for it")
    func waits() {
        let t = Transcript(maxBilled: 8)
        t.submit("a", texts(8))
        #expect(t.submit("b", ["y"]) == [])
        #expect(t.refuse(1, 404).last == "send 2 [y]")
    }
}

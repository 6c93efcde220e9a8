import Testing

@testable import LabelfCore

@Suite("A refused batch is split until the bad text is alone") struct SplittingTests {
    /// Answers and refuses until nothing is in flight; how many requests it took.
    func serve(_ t: Transcript, refusing bad: Set<String>, status: Int = 400, message: (String) -> String = { _ in "" })
        -> Int
    {
        while let (id, texts) = t.inFlight.min(by: { $0.key < $1.key }) {
            if let culprit = texts.first(where: { bad.contains($0) }) {
                t.refuse(id, status, message: message(culprit))
            } else {
                t.answer(id)
            }
        }
        return t.requests.count
    }

    @Test("Seven requests find one bad text among eight, and answer the others", arguments: [400, 413, 422], 0..<8)
    func culprit(status: Int, bad: Int) {
        let t = Transcript()
        t.submit("a", texts(8))
        #expect(serve(t, refusing: ["t\(bad)"], status: status) == 7)
        var expected = texts(8, "=t")
        expected[bad] = "!refused"
        #expect(t.outcomes("a") == expected)
        #expect(t.error("a", bad)?.httpStatus == status)
        #expect(t.error("a", bad)?.requestID.hasPrefix("req_") == true)
        #expect(t.error("a", bad)?.attempts == 4)
        #expect(t.session.counters.requestsSplit == 3)
    }

    @Test("As a transcript")
    func transcript() {
        let t = Transcript()
        #expect(t.submit("a", ["x", "bad", "y"]) == ["send 1 [x bad y]"])
        #expect(t.refuse(1, 400) == ["send 2 [x]", "send 3 [bad y]"])
        #expect(t.answer(2) == [])
        #expect(t.refuse(3, 400, message: "no") == ["send 4 [bad]", "send 5 [y]"])
        #expect(t.refuse(4, 400, message: "no") == [])
        #expect(t.answer(5) == ["a: =x !refused =y"])
    }

    @Test("A text that is refused alone gets the error without another request")
    func alone() {
        let t = Transcript()
        t.submit("a", ["bad"])
        #expect(t.refuse(1, 422, code: "BAD_TEXT", message: "no") == ["a: !refused"])
        let error = t.error("a")
        #expect(error?.serverCode == "BAD_TEXT")
        #expect(error?.requestID == "req_1")
        #expect(error?.message.contains("BAD_TEXT: no") == true)
        #expect(error?.retryAfterMilliseconds == -1)
        #expect(t.wake == nil)
    }

    @Test("One bad text among a thousand: 999 answers, one error, six requests more")
    func thousand() {
        let t = Transcript()
        t.submit("a", texts(1_000))
        #expect(serve(t, refusing: ["t500"]) == 125 + 6)
        #expect(t.outcomes("a").filter { $0.hasPrefix("=") }.count == 999)
        #expect(t.outcomes("a")[500] == "!refused")
        #expect(t.session.counters.textsSent == 999)
    }

    @Test("A call that shares a batch with another's bad text is answered")
    func neighbours() {
        let t = Transcript()
        t.submit("a", ["x", "bad"], more: true)
        t.submit("b", ["y", "z"])
        #expect(serve(t, refusing: ["bad"]) == 5)
        #expect(t.outcomes("a") == ["=x", "!refused"])
        #expect(t.outcomes("b") == ["=y", "=z"])
    }

    @Test("The bad text's call is cancelled meanwhile: who is left over is not blamed")
    func cancelledCulprit() {
        let t = Transcript()
        t.submit("a", ["bad", "x"], more: true)
        t.submit("b", ["y"])
        t.cancel("a")
        #expect(t.refuse(1, 400) == ["send 2 [y]"])
        #expect(t.answer(2) == ["b: =y"])
    }

    @Test("Every text of a whole batch refused alike: the call stops asking")
    func allAlike() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(1_000))
        #expect(serve(t, refusing: Set(texts(1_000)), message: { _ in "bad option" }) == 15)
        #expect(t.isSettled("a"))
        #expect(Set(t.outcomes("a")) == ["!refused"])
        #expect(t.error("a", 999)?.message.contains("the rest of the call was not sent") == true)
    }

    @Test("Every call with a text in such a batch stops; one with another query goes on")
    func allAlikeShared() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(4, "a"), lane: .interactive, more: true)
        t.submit("b", texts(100, "b"), more: true)
        t.submit("c", texts(100, "c"), more: true)
        t.submit("d", texts(9, "d"), ClassifyQuery(model: 2))
        let bad = Set(texts(4, "a") + texts(100, "b"))
        #expect(serve(t, refusing: bad) == 15 + 13 + 2)
        #expect(Set(t.outcomes("b")) == ["!refused"])
        #expect(t.outcomes("c") == texts(100, "=c"))
        #expect(t.outcomes("d") == texts(9, "=d"))
    }

    @Test("Refused differently: each text gets its own error, and the call goes on")
    func allDifferently() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(16))
        #expect(serve(t, refusing: Set(texts(8)), message: { "text \($0)" }) == 16)
        #expect(t.outcomes("a") == Array(repeating: "!refused", count: 8) + texts(8, "=t", from: 8))
        #expect(t.error("a", 3)?.message.hasSuffix("text t3") == true)
    }

    @Test("All but one refused: the call goes on")
    func allButOne() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(16))
        #expect(serve(t, refusing: Set(texts(7))) == 16)
        #expect(t.outcomes("a")[7...] == texts(9, "=t", from: 7)[...])
    }

    @Test("A half that meets a 5xx is retried as such")
    func retriedHalf() {
        let t = Transcript()
        t.submit("a", ["bad", "x"])
        t.refuse(1, 400)
        #expect(t.refuse(2, 503) == [])
        #expect(t.answer(3) == [])
        #expect(t.advance(to: 1.25) == ["send 2 [bad]"])
        #expect(t.refuse(2, 400) == ["a: !refused =x"])
        #expect(t.error("a")?.attempts == 3)
    }
}

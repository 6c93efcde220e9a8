import Testing

@testable import LabelfCore

@Suite("How calls end before their texts are answered") struct EndingTests {
    let other = ClassifyQuery(model: 2)

    @Test(
        "What concerns the model or the key ends the call at once, and is never asked again",
        arguments: [
            (401, "", "", Status.key), (403, "", "", .permission), (404, "", "", .notFound), (409, "", "", .conflict),
            (400, "MODEL_ARCHIVED", "", .modelArchived),
            (400, "", "No deployed model found", .modelNotDeployed), (402, "", "", .refused),
            (302, "", "", .protocolViolation),
        ])
    func wholeCall(status: Int, code: String, message: String, expected: Status) {
        let t = Transcript(maxConnections: 2)
        t.submit("a", texts(100, "a"))
        t.submit("b", ["b"], other)
        let steps = t.refuse(1, status, code: code, message: message)
        #expect(steps.first == "abort 2")
        #expect(steps.last == "send 3 [b]" || steps.last == "send 4 [b]")
        #expect(t.outcomes("a") == Array(repeating: "!\(expected)", count: 100))
        #expect(t.error("a", 99)?.httpStatus == status)
        #expect(t.error("a", 99)?.requestID == "req_1")
        #expect(t.error("a", 99)?.retryAfterMilliseconds == -1)
        #expect(t.session.counters.requestsSplit == 0)
    }

    @Test("Such an error ends the other calls in the batch too; calls elsewhere go on")
    func sharedBatch() {
        let t = Transcript()
        t.submit("a", ["a"], more: true)
        t.submit("b", ["b"], more: true)
        t.submit("c", ["c"], other)
        #expect(Set(t.refuse(1, 401)) == ["a: !key", "b: !key"])
        #expect(t.answer(2) == ["c: =c"])
    }

    @Test("Cancelled while it waits for a connection")
    func cancelQueued() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["a"])
        t.submit("b", texts(9, "b"))
        t.submit("c", ["c"])
        #expect(t.cancel("b") == ["b:" + String(repeating: " !cancelled", count: 9)])
        #expect(t.answer(1) == ["a: =a", "send 2 [c]"])
    }

    @Test("Cancelled half way: what is answered stays, what is in flight is aborted")
    func cancelHalfWay() {
        let t = Transcript(maxConnections: 2)
        t.submit("a", texts(24))
        t.answer(2)
        let steps = t.cancel("a")
        #expect(Set(steps.prefix(2)) == ["abort 1", "abort 3"])
        let cancelled = Array(repeating: "!cancelled", count: 8)
        #expect(t.outcomes("a") == cancelled + texts(8, "=t", from: 8) + cancelled)
        #expect(t.session.counters.inFlight == 0)
    }

    @Test("Cancelled in the pause before a retry, in that of a 429, and while it lingers")
    func cancelPaused() {
        let t = Transcript(linger: 1)
        t.submit("a", texts(8, "a"))
        t.refuse(1, 500)
        #expect(t.cancel("a").count == 1)
        t.submit("b", texts(8, "b"))
        t.refuse(2, 429, retryAfter: 30)
        #expect(t.cancel("b").count == 1)
        t.submit("c", ["c"])
        #expect(t.cancel("c") == ["c: !cancelled"])
        #expect(t.advance(to: 100) == [])
        #expect(t.wake == nil)
        #expect(t.session.underway.items.isEmpty && t.session.underway.delayed.isEmpty)
    }

    @Test("Cancelled while its batch is split")
    func cancelSplit() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(8))
        #expect(t.refuse(1, 400) == [sends(2, 4)])
        #expect(t.cancel("a").first == "abort 2")
        #expect(t.isSettled("a"))
        #expect(t.session.underway.items.isEmpty && t.session.underway.delayed.isEmpty)
        #expect(t.wake == nil)
    }

    @Test("Cancelled twice, or when it is done: nothing")
    func cancelSettled() {
        let t = Transcript()
        t.submit("a", ["a"])
        t.answer(1)
        #expect(t.cancel("a") == [])
        t.submit("b", ["b"])
        #expect(t.cancel("b").last == "b: !cancelled")
        #expect(t.cancel("b") == [])
    }

    @Test("Cancelled before the session could act: nothing is sent")
    func cancelAtOnce() {
        let t = Transcript()
        t.submit("a", ["a"], more: true)
        #expect(t.cancel("a") == ["a: !cancelled"])
        #expect(t.requests.isEmpty)
    }

    @Test("Cancelled calls leave the count of waiting texts right, however many queries come and go")
    func cancelAndGroups() {
        let t = Transcript(maxConnections: 1)
        t.submit("first", ["f"])
        t.submit("a", ["a"], other)
        t.cancel("a")
        t.submit("i", ["i"], lane: .interactive)
        t.submit("b", ["b"], other)
        #expect(t.answer(1) == ["first: =f", "send 2 [i]"])
        t.submit("c", ["c"], other)
        #expect(t.cancel("b") == ["b: !cancelled"])
        #expect(t.answer(2) == ["i: =i", "send 3 [c]"])
        #expect(t.answer(3) == ["c: =c"])
        #expect(t.wake == nil)
    }

    @Test("The memory of settled calls with far deadlines is not kept until then")
    func settledDeadlines() {
        let t = Transcript()
        for call in 0..<1_000 {
            let steps = t.submit("a\(call)", ["x"], deadline: 604_800)
            #expect(steps.count == 1)
            t.answer(RequestID(call + 1))
        }
        #expect(t.session.deadlines.count <= 65)
    }
}

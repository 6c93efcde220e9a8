import Testing

@testable import LabelfCore

@Suite("What cannot be done in time fails at once") struct DeadlineTests {
    @Test("Past before it began: nothing is sent")
    func past() {
        let t = Transcript()
        #expect(t.submit("a", ["x"], deadline: 0) == ["a: !deadline"])
        #expect(t.requests.isEmpty)
    }

    @Test("In flight: the request is aborted, the next one sent")
    func inFlight() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["x"], deadline: 2)
        t.submit("b", ["y"])
        #expect(t.wake == 2)
        #expect(t.advance(to: 1.9) == [])
        #expect(t.advance(to: 2) == ["abort 1", "a: !deadline", "send 2 [y]"])
        #expect(t.error("a")?.message.contains("1 of 1") == true)
    }

    @Test("In the queue, while the connections are busy")
    func queued() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["x"])
        t.submit("b", ["y"], deadline: 3)
        #expect(t.wake == 3)
        #expect(t.advance(to: 3) == ["b: !deadline"])
        #expect(t.answer(1) == ["a: =x"])
        #expect(t.wake == nil)
    }

    @Test("The next permit is later than the deadline")
    func permit() {
        let t = Transcript(requestsPerMinute: 6)
        #expect(t.submit("a", ["a"]) == ["send 1 [a]"])
        #expect(t.submit("b", ["b"], deadline: 5) == ["b: !deadline"])
        #expect(t.error("b")?.retryAfterMilliseconds == 5_000)
        #expect(t.error("b")?.attempts == 0)
        #expect(t.submit("c", ["c"], deadline: 11) == [])
        #expect(t.advance(to: 10.1) == ["send 2 [c]"])
    }

    @Test("The pause before a retry is longer than is left: at once, with the milliseconds and the cause")
    func retry() {
        let t = Transcript()
        t.submit("a", ["x"], deadline: 0.9)
        #expect(t.refuse(1, 503, message: "maintenance") == ["a: !deadline"])
        let error = t.error("a")
        #expect((1_000...1_250).contains(error?.retryAfterMilliseconds ?? 0))
        #expect(error?.message.contains("\(error?.retryAfterMilliseconds ?? 0) ms") == true)
        #expect(error?.message.contains("maintenance") == true)
        #expect(error?.requestID == "req_1")
        #expect(error?.attempts == 1)
        #expect(error?.httpStatus == 503)
        #expect(t.wake == nil)
    }

    @Test("Only those who cannot wait leave the batch")
    func sharedRetry() {
        let t = Transcript()
        t.submit("a", ["a"], deadline: 0.9, more: true)
        t.submit("b", ["b"], deadline: 60)
        #expect(t.refuse(1, 503) == ["a: !deadline"])
        #expect(t.advance(to: 1.25) == ["send 1 [b]"])
        #expect(t.answer(1) == ["b: =b"])
    }

    @Test("A 429's pause is longer than is left: in flight, queued, and new, each at once")
    func pause() {
        let t = Transcript(maxConnections: 2)
        t.submit("a", ["a"], deadline: 10)
        t.submit("b", ["b"], deadline: 10)
        t.submit("c", ["c"], deadline: 10)
        t.submit("d", ["d"], deadline: 60)
        #expect(Set(t.refuse(1, 429, retryAfter: 30)) == ["a: !deadline", "c: !deadline"])
        #expect(t.error("c")?.retryAfterMilliseconds == 30_000)
        #expect(t.error("c")?.attempts == 0)
        #expect(t.error("a")?.attempts == 1)
        #expect(t.submit("e", ["e"], deadline: 29) == ["e: !deadline"])
        #expect(t.answer(2) == ["b: =b"])
        #expect(t.run(to: 30.01) == ["send 3 [d]"])
    }

    @Test("A pause reaches batches that wait for a retry, and calls while every connection is busy")
    func pauseAndRetry() {
        let t = Transcript(maxConnections: 2)
        t.submit("a", ["a"], deadline: 10)
        t.submit("b", ["b"])
        t.refuse(1, 500)
        #expect(t.refuse(2, 429, retryAfter: 30) == ["a: !deadline"])
        #expect(t.error("a")?.retryAfterMilliseconds == 30_000)
        #expect(t.run(to: 30.01) == ["send 2 [b]"])

        let full = Transcript(maxConnections: 1)
        full.submit("a", ["a"])
        full.refuse(1, 429, retryAfter: 0)
        _ = full.run(to: 0.01)
        #expect(full.inFlight.count == 1)
        full.session.budget.pause(until: full.now + .seconds(30.0), now: full.now)
        #expect(full.submit("b", ["b"], deadline: 10) == ["b: !deadline"])
    }

    @Test("A long call keeps what was answered when its deadline comes")
    func partial() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(16), deadline: 5)
        t.answer(1)
        #expect(t.advance(to: 5).first == "abort 2")
        #expect(t.outcomes("a") == texts(8, "=t") + Array(repeating: "!deadline", count: 8))
        #expect(t.error("a", 8)?.message.contains("8 of 16") == true)
    }

    @Test("Exactly at the deadline it is over, whatever came in that moment")
    func boundary() {
        let t = Transcript()
        t.submit("a", ["x"], deadline: 1)
        t.advance(to: 0.999)
        #expect(t.answer(1) == ["a: =x"])
        t.submit("b", ["y"], deadline: 1)
        #expect(t.advance(to: 1.999) == ["abort 2", "b: !deadline"])
    }
}

import Testing

@testable import LabelfCore

@Suite("Requests that are not batches of texts") struct SourceTests {
    @Test("One request, one answer")
    func one() {
        let t = Transcript()
        #expect(t.ask("s") == ["ask 1 /s/0"])
        #expect(t.answer(1, body: "ok", status: 201) == ["s: =0:ok"])
        #expect(t.wake == nil)
        #expect(t.session.counters.calls == 1 && t.session.counters.callsSettled == 1)
        #expect(t.session.counters.requests == 1 && t.session.counters.inFlight == 0)
    }

    @Test("Nothing to ask for is the end")
    func none() {
        #expect(Transcript().ask("s", 0) == ["s:"])
    }

    @Test("Requests are handed out when a connection and a permit are free, and no earlier")
    func lazily() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 2)
        #expect(t.ask("s", 20) == ["ask 1 /s/0", "ask 2 /s/1"])
        #expect(t.answer(2, body: "b") == ["ask 3 /s/2"])
        for id in [3, 4, 5, 6, 7, 8, 9] as [RequestID] { t.answer(id, body: "c") }
        // Nine of ten permits are spent; the last is left to interactive calls.
        #expect(t.inFlight.count <= 2)
        let sent = t.sources["s"]?.waiting ?? 0
        #expect(sent > 0)
        _ = t.run(to: 1)
        #expect((t.sources["s"]?.waiting ?? 0) < sent || t.inFlight.count == 2)
    }

    @Test("Texts and other requests take turns in their lane")
    func turns() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", texts(24))
        t.ask("s", 3)
        #expect(t.answer(1) == ["ask 2 /s/0"])
        #expect(t.answer(2, body: "ok") == [sends(3, 8, from: 8)])
        #expect(t.answer(3) == ["ask 4 /s/1"])
        #expect(t.answer(4, body: "ok") == [sends(5, 8, from: 16)])
    }

    @Test("Several sources take turns, interactive ones first")
    func several() {
        let t = Transcript(maxConnections: 1)
        t.ask("x", 2, more: true)
        t.ask("y", 2, more: true)
        #expect(t.ask("z", 1, lane: .interactive) == ["ask 1 /z/0"])
        #expect(t.answer(1, body: "ok") == ["z: =0:ok", "ask 2 /x/0"])
        #expect(t.answer(2, body: "ok") == ["ask 3 /y/0"])
        #expect(t.answer(3, body: "ok") == ["ask 4 /x/1"])
    }

    @Test("A 5xx and a broken connection are retried, then reported")
    func retries() {
        let t = Transcript()
        t.ask("s")
        #expect(t.refuse(1, 503) == [])
        #expect(t.advance(to: 1.25) == ["ask 1 /s/0"])
        #expect(t.fail(1) == [])
        #expect(t.advance(to: t.session.nextWake) == ["ask 1 /s/0"])
        #expect(t.refuse(1, 500) == [])
        #expect(t.advance(to: t.session.nextWake) == ["ask 1 /s/0"])
        #expect(t.refuse(1, 503, code: "DOWN") == ["s: !0:service"])
        let error = t.sources["s"]?.lastError
        #expect(error?.attempts == 4 && error?.requestID == "req_1" && error?.serverCode == "DOWN")
        #expect(t.session.counters.requestsRetried == 3)
    }

    @Test("A 429 pauses everything, texts too")
    func pause() {
        let t = Transcript()
        t.ask("s")
        #expect(t.refuse(1, 429, retryAfter: 3) == [])
        #expect(t.submit("a", ["x"]) == [])
        #expect(t.ask("r") == [])
        #expect(t.advance(to: 2.9) == [])
        #expect(
            t.run(to: 3.1).sorted() == ["ask 1 /s/0", "ask 3 /r/0", "send 2 [x]"].sorted() || t.inFlight.count == 3)
        #expect(t.session.counters.rateLimited == 1)
    }

    @Test("A pause that ends after the deadline is not begun")
    func unreachable() {
        let t = Transcript()
        t.ask("s", deadline: 2)
        #expect(t.refuse(1, 429, retryAfter: 3) == ["s: !0:deadline"])
        #expect(t.sources["s"]?.lastError?.retryAfterMilliseconds == 3_000)
        #expect(t.ask("r", deadline: 2) == ["r: !!deadline"])
    }

    @Test("The deadline ends it in any state")
    func deadline() {
        let t = Transcript(maxConnections: 1)
        t.ask("s", 2, deadline: 5)
        #expect(t.wake == 5)
        #expect(t.advance(to: 5) == ["abort 1", "s: !!deadline"])
        #expect(t.inFlight.isEmpty && t.session.counters.inFlight == 0)
        #expect(t.answer(1, body: "late") == [])
    }

    @Test("What cannot be done in time by the rate limit fails at once")
    func late() {
        let t = Transcript(requestsPerMinute: 60)
        t.submit("a", texts(800))
        // One request takes its turn behind one batch; twenty have to let twenty batches go along.
        #expect(t.ask("r", deadline: 3) == [])
        #expect(t.ask("s", 20, deadline: 3) == ["s: !!deadline"])
        #expect(t.session.counters.callsLate == 1)
        #expect((t.sources["s"]?.lastError?.retryAfterMilliseconds ?? 0) == -1)
    }

    @Test("Key, permission and place end the whole source", arguments: [401, 403, 404, 409, 410])
    func ends(status: Int) {
        let t = Transcript(maxConnections: 2)
        t.ask("s", 5)
        #expect(t.refuse(1, status).first == "abort 2")
        #expect(t.settlements["s"] == 1 && t.inFlight.isEmpty)
        #expect(t.sources["s"]?.lastError?.httpStatus == status)
    }

    @Test("A refused request goes back to its source, which may cut it in two")
    func split() {
        let t = Transcript(maxConnections: 1)
        t.ask("s")
        t.sources["s"]?.splits = 1
        #expect(t.refuse(1, 400) == ["ask 2 /s/1"])
        #expect(t.answer(2, body: "ok") == ["ask 3 /s/2"])
        #expect(t.refuse(3, 422, message: "no") == ["s: /0 =1:ok !2:refused"])
    }

    @Test("An answer that is not understood fails that request alone")
    func garbled() {
        let t = Transcript(maxConnections: 1)
        t.ask("s", 2)
        #expect(t.answer(1, body: "bad") == ["ask 2 /s/1"])
        #expect(t.answer(2, body: "ok") == ["s: !0:protocolViolation =1:ok"])
    }

    @Test("A withdrawn source is told once, and its requests are aborted")
    func withdrawn() {
        let t = Transcript(maxConnections: 2)
        t.ask("s", 5)
        #expect(t.withdraw("s").sorted() == ["abort 1", "abort 2", "s: !!cancelled"])
        #expect(t.withdraw("s") == [])
        t.ask("r")
        t.refuse(3, 500)
        #expect(t.withdraw("r") == ["r: !!cancelled !0:cancelled"])
        #expect(t.wake == nil)
    }

    @Test("The quota ends the sources that use it, and lets the others be")
    func quota() {
        let t = Transcript(maxConnections: 2)
        t.submit("a", texts(8))
        t.ask("free", 2)
        t.ask("paid", 2, usesQuota: true)
        #expect(t.refuse(1, 403, code: "QUOTA_EXCEEDED").contains("paid: !!quota"))
        #expect(t.isSettled("a") && !t.isSettled("free"))
        #expect(t.answer(2, body: "ok") == ["ask 3 /free/1"])
        #expect(t.answer(3, body: "ok") == ["free: =0:ok =1:ok"])
        // A new one asks again.
        #expect(t.ask("again", usesQuota: true) == ["ask 4 /again/0"])
        #expect(t.answer(4, body: "ok") == ["again: =0:ok"])
        #expect(!t.session.allowance.isQuotaUsedUp)
    }

    @Test("What may be spent on texts does not end other requests")
    func spending() {
        let t = Transcript(maxBilled: 1)
        #expect(t.submit("a", ["x", "y"]) == ["send 1 [x]"])
        #expect(t.ask("s") == ["ask 2 /s/0"])
        #expect(t.answer(1) == ["a: =x !budget"])
        #expect(t.answer(2, body: "ok") == ["s: =0:ok"])
        #expect(t.session.counters.textsSpent == 1)
    }
}

import Testing

@testable import LabelfCore

@Suite("What is sent again, and when") struct RetryingTests {
    @Test(
        "A 5xx is retried after 1, 2 and 4 s, never earlier and at most a quarter later; then reported",
        arguments: 1...20)
    func series(seed: UInt64) {
        let t = Transcript(seed: seed)
        t.submit("a", ["x"])
        for pause in [1.0, 2, 4] {
            let sent = t.now
            #expect(t.refuse(1, 503) == [])
            let wake = t.session.nextWake
            #expect(wake >= sent + .seconds(pause) && wake <= sent + .seconds(pause * 1.25))
            #expect(t.advance(to: Instant(nanoseconds: wake.nanoseconds - 1)) == [])
            #expect(t.advance(to: wake) == ["send 1 [x]"])
        }
        #expect(t.refuse(1, 503, code: "DOWN", message: "down") == ["a: !service"])
        let error = t.error("a")
        #expect(error?.attempts == 4)
        #expect(error?.requestID == "req_1")
        #expect(error?.httpStatus == 503)
        #expect(t.session.counters.requests == 4)
        #expect(t.session.counters.requestsRetried == 3)
    }

    @Test("Every 5xx", arguments: [500, 502, 503, 504, 599])
    func statuses(status: Int) {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.refuse(1, status) == [])
        #expect(t.advance(to: 1.25) == ["send 1 [x]"])
        #expect(t.answer(1) == ["a: =x"])
    }

    @Test("As often as configured", arguments: [0, 1, 5])
    func maximum(retries: Int) {
        let t = Transcript(maxRetries: retries)
        t.submit("a", ["x"])
        for _ in 0..<retries {
            #expect(t.refuse(1, 500) == [])
            #expect(t.advance(to: t.session.nextWake) == ["send 1 [x]"])
        }
        #expect(t.refuse(1, 500) == ["a: !service"])
    }

    @Test("A broken connection is retried like a 5xx", arguments: [Status.resolve, .connect, .timeout, .network])
    func transport(status: Status) {
        let t = Transcript()
        t.submit("a", ["x"])
        for _ in 0..<3 {
            #expect(t.fail(1, status) == [])
            #expect(t.advance(to: t.session.nextWake) == ["send 1 [x]"])
        }
        #expect(t.fail(1, status) == ["a: !\(status)"])
        #expect(t.error("a")?.attempts == 4)
        #expect(t.error("a")?.message == "it broke")
    }

    @Test(
        "What will not change is not retried",
        arguments: [Status.tls, .tooLarge, .protocolViolation, .memory, .internal])
    func hopeless(status: Status) {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.fail(1, status) == ["a: !\(status)"])
    }

    @Test("A retry comes before new texts, and others are sent meanwhile")
    func order() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["x"])
        t.submit("b", texts(16))
        #expect(t.refuse(1, 500) == [sends(2, 8)])
        #expect(t.advance(to: 1.25) == [])
        #expect(t.answer(2) == ["send 1 [x]"])
        #expect(t.answer(1) == ["a: =x", sends(3, 8, from: 8)])
    }

    @Test("In an outage the budget lets ten retries pass, and then one every five seconds")
    func budget() {
        let t = Transcript(maxConnections: 100)
        for call in 0..<20 { t.submit("a\(call)", ["a\(call)"]) }
        for id in 1...10 { #expect(t.refuse(RequestID(id), 500) == []) }
        for id in 11...20 { #expect(t.refuse(RequestID(id), 500) == ["a\(id - 1): !service"]) }
        t.submit("b", ["b"])
        t.advance(to: 5)
        #expect(t.refuse(21, 500) == [])
    }

    @Test("An outage's extra load stays under a tenth, at the rate of the Growth plan", arguments: [false, true])
    func outage(isConnection: Bool) {
        let t = Transcript(requestsPerMinute: 300, maxConnections: 8)
        t.submit("a", texts(8 * 4_000))
        while !t.isSettled("a") {
            for id in t.inFlight.keys.sorted() {
                if isConnection { t.fail(id, more: true) } else { t.refuse(id, 503, more: true) }
            }
            t.advance(to: t.now)
            if t.inFlight.isEmpty, !t.isSettled("a") { t.advance(to: t.session.nextWake) }
        }
        let retried = t.session.counters.requestsRetried
        #expect(t.session.counters.requests == 4_000 + retried)
        #expect(retried > 10 && retried < 400)
    }

    /// What comes back from a pause is spread: in these tests over the time that a few of a million permits a minute take.
    let spread = 0.01

    @Test("A 429 pauses the whole client for Retry-After, and not a moment less")
    func pause() {
        let t = Transcript(maxConnections: 3)
        t.submit("a", ["a"])
        t.submit("b", ["b"], ClassifyQuery(model: 2))
        #expect(t.refuse(1, 429, retryAfter: 7) == [])
        #expect(t.submit("c", ["c"], lane: .interactive) == [])
        #expect(t.answer(2) == ["b: =b"])
        #expect(t.wake == 7)
        #expect(t.advance(to: 6.999_999) == [])
        #expect(t.run(to: 7 + spread) == ["send 3 [c a]"])
        #expect(t.session.counters.rateLimited == 1)
    }

    @Test("Of two 429s the later end counts")
    func pauses() {
        let t = Transcript()
        t.submit("a", ["a"])
        t.submit("b", ["b"])
        t.refuse(1, 429, retryAfter: 9)
        t.refuse(2, 429, retryAfter: 3)
        #expect(t.advance(to: 3) == [])
        #expect(t.advance(to: 8.9) == [])
        #expect(t.run(to: 9 + spread) == ["send 2 [b a]"])
    }

    @Test("After a 429 the texts of small batches go together, and with those that have come since")
    func together() {
        let t = Transcript(maxConnections: 4, maxRateLimits: 1)
        for call in ["a", "b", "c"] { t.submit(call, [call]) }
        t.submit("other", ["o"], ClassifyQuery(model: 2))
        for id in 1...4 { t.refuse(RequestID(id), 429, retryAfter: 5) }
        t.submit("d", texts(3, "d"))
        #expect(t.run(to: 5 + spread) == ["send 1 [a b c d0 d1 d2]", "send 4 [o]"])
        #expect(t.refuse(1, 429).count == 4)
        #expect(t.error("a")?.attempts == 2)
        #expect(t.error("d")?.attempts == 1)
    }

    @Test("What failed is sent again by itself: nobody else shares its count of retries")
    func alone() {
        let t = Transcript(maxConnections: 1)
        t.submit("a", ["a"])
        t.refuse(1, 500)
        t.submit("b", ["b"])
        t.refuse(2, 429, retryAfter: 2)
        t.submit("c", ["c"])
        #expect(t.run(to: 2 + spread) == ["send 1 [a]"])
        #expect(t.answer(1) + t.run(to: 2 + 2 * spread) == ["a: =a", "send 2 [b c]"])
    }

    @Test("429s count apart from retries, up to their own maximum; then the error says how long to wait")
    func separateCount() {
        let t = Transcript(maxRetries: 1, maxRateLimits: 2)
        t.submit("a", ["x"])
        t.refuse(1, 429, retryAfter: 1)
        #expect(t.run(to: 1 + spread) == ["send 1 [x]"])
        t.refuse(1, 500)
        #expect(t.run(to: 2.5) == ["send 1 [x]"])
        #expect(t.refuse(1, 429, retryAfter: 1) == [])
        #expect(t.run(to: 3.5 + spread) == ["send 1 [x]"])
        #expect(t.refuse(1, 429, retryAfter: 12) == ["a: !rateLimited"])
        #expect(t.error("a")?.retryAfterMilliseconds == 12_000)
        #expect(t.error("a")?.attempts == 4)
        #expect(t.submit("b", ["y"]) == [])
        #expect(t.wake == t.session.budget.pausedUntil.map { Double($0.nanoseconds) / 1e9 })
    }
}

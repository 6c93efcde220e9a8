import Testing

@testable import LabelfCore

@Suite("Requests that go with a token wait for it, and for nothing else") struct TokenTests {
    let t = Transcript(usesToken: true)

    @Test("One request for a token, when there is something to send, and all wait for it")
    func one() throws {
        #expect(t.advance(to: 10) == [])
        #expect(t.submit("a", ["x"]) == ["fetch 1"])
        #expect(t.submit("b", ["y"], ClassifyQuery(model: 2)) == [])
        #expect(t.ask("s") == [])
        #expect(t.wake == nil)
        #expect(try t.grant(1) == ["ask 2 /s/0", "send 3 [x]", "send 4 [y]"])
        #expect(t.session.counters.requests == 3)
    }

    @Test("It is not one of the budget's requests, nor of the connections'")
    func apart() throws {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 1, usesToken: true)
        #expect(t.submit("a", ["x"]) == ["fetch 1"])
        #expect(t.session.budget.forecast.wait(forRequests: 10, now: t.now) == .zero)
        #expect(try t.grant(1) == ["send 2 [x]"])
        #expect(t.session.counters.inFlight == 1)
    }

    @Test("The next one is asked for ahead, and what is to be sent does not wait for it")
    func ahead() throws {
        t.submit("a", ["x"])
        try t.grant(1)
        t.answerAll()
        t.advance(to: 3300)
        #expect(t.submit("b", ["y"]) == ["fetch 3", "send 4 [y]"])
        #expect(t.submit("c", ["z"]) == ["send 5 [z]"])
        #expect(try t.grant(3) == [])
    }

    @Test("After a 401 once more, with a new token; others that met the old one do not ask again")
    func refused() throws {
        t.submit("a", ["x"])
        try t.grant(1)
        #expect(t.submit("b", ["y"]) == ["send 3 [y]"])
        #expect(t.refuse(2, 401) == ["fetch 4"])
        #expect(t.refuse(3, 401) == [])
        #expect(try t.grant(4).sorted() == ["send 2 [x]", "send 3 [y]"])
        #expect(t.answer(2) == ["a: =x"])
        #expect(t.answer(3) == ["b: =y"])
        #expect(t.session.counters.requestsRetried == 2)
    }

    @Test("A second 401 is the error, for the whole call; no third token is asked for")
    func refusedAgain() throws {
        t.submit("a", texts(9))
        try t.grant(1)
        #expect(t.refuse(2, 401, code: "UNAUTHORIZED") == ["fetch 4"])
        try t.grant(4)
        #expect(t.refuse(2, 401, code: "UNAUTHORIZED").count == 2)
        #expect(t.error("a")?.status == .key)
        #expect(t.error("a")?.serverCode == "UNAUTHORIZED")
        #expect(t.error("a")?.attempts == 2)
        #expect(t.submit("b", ["y"]) == ["b: !key"])
    }

    @Test("A text that goes with its second token has no company that has not")
    func alone() throws {
        t.submit("a", ["x"])
        try t.grant(1)
        t.refuse(2, 401)
        t.submit("b", ["y"], more: true)
        #expect(try t.grant(3) == ["send 2 [x]", "send 4 [y]"])
    }

    @Test("Another answer in between makes the next 401 a first one again")
    func inBetween() throws {
        t.submit("a", ["x"])
        try t.grant(1)
        t.refuse(2, 401)
        try t.grant(3)
        t.refuse(2, 503)
        #expect(t.advance(to: 2) == ["send 2 [x]"])
        // Two tokens in a row let nothing in, as far as anybody can tell.
        #expect(t.refuse(2, 401) == ["a: !key"])
        #expect(t.error("a")?.attempts == 3)
    }

    @Test("The token service's 5xx and broken connections are tried again, 429 when it says so")
    func again() throws {
        t.submit("a", ["x"])
        #expect(t.refuse(1, 500) == [])
        let first = try #require(t.wake)
        #expect((1...1.25).contains(first))
        #expect(t.advance(to: first) == ["fetch 2"])
        #expect(t.fail(2) == [])
        #expect(t.advance(to: first + 2.5) == ["fetch 3"])
        #expect(t.refuse(3, 429, retryAfter: 20) == [])
        #expect(t.wake == first + 22.5)
        #expect(t.advance(to: first + 22.5) == ["fetch 4"])
        #expect(t.refuse(4, 500) == ["a: !service"])
        #expect(t.error("a")?.attempts == 4)
    }

    @Test("A refusal ends everything that waits; it stands for five seconds")
    func failed() throws {
        t.submit("a", texts(20))
        t.ask("s", 2)
        let ended = t.refuse(1, 401, code: "invalid_client")
        #expect(ended.count == 2)
        #expect(t.isSettled("a") && t.isSettled("s"))
        #expect(t.error("a")?.message == "the token service answered with HTTP status 401 invalid_client")
        #expect(t.advance(to: 4).isEmpty)
        #expect(t.submit("b", ["x"]) == ["b: !key"])
        t.advance(to: 5)
        #expect(t.submit("c", ["x"]) == ["fetch 2"])
    }

    @Test("A renewal that fails ends nothing while the token is good")
    func failedRenewal() throws {
        t.submit("a", ["x"])
        try t.grant(1)
        t.answerAll()
        t.advance(to: 3300)
        t.submit("b", ["y"])
        #expect(t.refuse(3, 401) == [])
        #expect(t.answerAll() == ["b: =y"])
        #expect(t.submit("c", ["z"]) == ["send 5 [z]"])
    }

    @Test("An answer that is no token is the error")
    func garbled() {
        t.submit("a", ["x"])
        #expect(t.garble(1, "access_token is missing") == ["a: !protocolViolation"])
        #expect(t.error("a")?.message.contains("token service") == true)
    }

    @Test("Whoever waits keeps the deadline, and hears at once if the next try is past it")
    func deadlines() throws {
        t.submit("a", ["x"], deadline: 1)
        t.submit("b", ["y"], deadline: 10)
        #expect(t.advance(to: 1) == ["a: !deadline"])
        #expect(t.refuse(1, 429, retryAfter: 60) == ["b: !deadline"])
        #expect(t.error("b")?.message.contains("token service") == true)
        #expect(t.error("b")?.retryAfterMilliseconds == 60_000)
        #expect(t.advance(to: 1) == [] && t.wake == nil)
        #expect(t.submit("c", ["z"], deadline: 59) == ["c: !deadline"])
        #expect(t.submit("d", ["z"], deadline: 100) == [])
        #expect(t.advance(to: 61) == ["fetch 2"])
        #expect(try t.grant(2) == ["send 3 [z]"])
    }

    @Test("Everybody is gone when the token comes: it is there for the next")
    func cancelled() throws {
        t.submit("a", ["x"])
        #expect(t.cancel("a") == ["a: !cancelled"])
        #expect(try t.grant(1) == [])
        #expect(t.submit("b", ["y"]) == ["send 2 [y]"])
    }

    @Test("With a key, a 401 is the error at once")
    func key() {
        let t = Transcript()
        t.submit("a", ["x"])
        #expect(t.refuse(1, 401) == ["a: !key"])
    }
}

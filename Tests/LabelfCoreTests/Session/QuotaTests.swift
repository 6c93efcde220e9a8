import Testing

@testable import LabelfCore

@Suite("When the quota is used up, nothing more is sent until a call asks again") struct QuotaTests {
    let other = ClassifyQuery(model: 2)

    @discardableResult
    func usedUp(_ t: Transcript, _ id: RequestID) -> [String] {
        t.refuse(id, 403, code: "QUOTA_EXCEEDED", message: "no quota")
    }

    @Test("Every queued text of every call ends at once; what is done is kept, and what is in flight comes home")
    func everything() {
        let t = Transcript(maxConnections: 3)
        t.submit("a", texts(32, "a"))
        t.submit("b", ["b"], other, lane: .interactive)
        #expect(t.answer(1) == ["send 4 [b]"])
        #expect(usedUp(t, 2) == [])
        #expect(t.answer(3) == [(["a:"] + t.outcomes("a")).joined(separator: " ")])
        let quota = Array(repeating: "!quota", count: 8)
        #expect(t.outcomes("a") == texts(8, "=a") + quota + texts(8, "=a", from: 16) + quota)
        #expect(t.answer(4) == ["b: =b"])
        #expect(t.error("a", 31)?.requestID == "req_2")
        #expect(t.error("a", 31)?.httpStatus == 403)
        #expect(t.error("a", 31)?.retryAfterMilliseconds == -1)
        #expect(t.wake == nil && t.session.underway.items.isEmpty)
    }

    @Test("Calls that wait for a connection, a retry, a pause or company end too")
    func wherever() {
        let t = Transcript(maxConnections: 3, linger: 1)
        t.submit("retry", texts(8, "r"))
        t.refuse(1, 503)
        t.submit("asks", texts(8, "x"))
        t.submit("pause", texts(8, "p"))
        t.submit("lingers", ["l"], other)
        t.refuse(3, 429, retryAfter: 9)
        #expect(usedUp(t, 2).count == 4)
        for name in ["retry", "asks", "pause", "lingers"] {
            #expect(t.outcomes(name).allSatisfy { $0 == "!quota" })
        }
        #expect(t.wake == nil && t.session.underway.delayed.isEmpty)
    }

    @Test("What was in flight is not sent again, whatever comes of it")
    func notAgain() {
        let t = Transcript(maxConnections: 5)
        for call in 1...5 { t.submit("c\(call)", texts(2, "c\(call)-"), ClassifyQuery(model: Int64(call))) }
        #expect(usedUp(t, 1) == ["c1: !quota !quota"])
        #expect(t.refuse(2, 503) == ["c2: !quota !quota"])
        #expect(t.fail(3) == ["c3: !quota !quota"])
        #expect(t.refuse(4, 429) == ["c4: !quota !quota"])
        #expect(t.refuse(5, 400) == ["c5: !quota !quota"])
        #expect(t.advance(to: 100) == [])
        #expect(t.requests.count == 5)
    }

    @Test("A new call asks with one request at a time, until one succeeds")
    func probe() {
        let t = Transcript(maxConnections: 4)
        t.submit("a", ["x"])
        usedUp(t, 1)
        #expect(t.submit("b", texts(1_000)) == [sends(2, 8)])
        #expect(t.submit("c", ["c"], other, lane: .interactive) == [])
        #expect(usedUp(t, 2).count == 2)
        #expect(t.requests.count == 2)
        #expect(t.submit("d", texts(64)) == [sends(3, 8)])
        #expect(t.refuse(3, 503) == [sends(4, 8, from: 8)])
        #expect(t.answer(4).count == 4)
    }

    @Test("An answer to a request from before is no sign of new quota, and a refusal no answer to a new call")
    func olderRequests() {
        let t = Transcript(maxConnections: 4)
        t.submit("a", texts(24, "a"))
        usedUp(t, 1)
        #expect(t.submit("b", texts(64)) == [])
        #expect(t.answer(2) == [])
        #expect(usedUp(t, 3).count == 2)
        #expect(t.inFlight.values.map(\.count) == [8])
        #expect(!t.isSettled("b"))
    }

    @Test("A new call does not join a request from before")
    func noJoining() {
        let t = Transcript(maxConnections: 2)
        t.submit("a", ["a"])
        t.submit("x", ["x"])
        usedUp(t, 1)
        #expect(t.submit("b", ["x"]) == [])
        #expect(t.fail(2) == ["x: !quota", "send 3 [x]"])
        #expect(t.answer(3) == ["b: =x"])
    }

    @Test("Another 403 ends its own call alone")
    func permission() {
        let t = Transcript()
        t.submit("a", texts(16, "a"))
        t.submit("b", ["b"], other)
        #expect(t.refuse(1, 403).contains { $0.hasPrefix("a: !permission") })
        #expect(t.answer(3) == ["b: =b"])
    }
}

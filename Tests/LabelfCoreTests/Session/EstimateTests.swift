import Testing

@testable import LabelfCore

@Suite struct EstimateTests {
    @Test(
        "A plan's burst at once, and then its rate",
        arguments: [
            (0, 60, 0, 0.0), (1, 60, 1, 0), (8, 60, 1, 0), (9, 60, 2, 0), (80, 60, 10, 0), (81, 60, 11, 1),
            (160, 60, 20, 10), (1_000_000, 300, 125_000, 24_990), (2_000_000_000, 1, 250_000_000, 14_999_999_940),
        ])
    func plans(texts: Int, limit: Int, requests: Int, seconds: Double) {
        let estimate = Estimate(requests: Session.requests(forTexts: texts), requestsPerMinute: limit)
        #expect(estimate.requests == requests)
        #expect(estimate.limit == limit && estimate.requestsAhead == 0)
        // An interval is at most 292 years.
        #expect(abs((estimate.seconds ?? -1) - min(seconds, Double(Int64.max) / 1e9)) < 0.01)
    }

    @Test(
        "Plans have names, or are numbers",
        arguments: [
            ("starter", Optional(60)), ("Growth", 300), ("GROWTH", 300), ("1", 1), ("1000000", 1_000_000),
            ("", nil), ("0", nil), ("1000001", nil), ("-1", nil), (" 60", nil), ("60/min", nil), ("enterprise", nil),
            ("grüwth", nil), ("99999999999999999999", nil),
        ])
    func names(name: String, limit: Int?) {
        #expect(Estimate.requestsPerMinute(ofPlan: name) == limit)
    }

    func estimate(_ t: Transcript, texts: Int, _ lane: Lane = .bulk) -> Estimate {
        Estimate(requests: Session.requests(forTexts: texts), lane: lane, t.session.snapshot, now: t.now)
    }

    @Test("A client's own: what is left of its limit, what an answer takes, and what waits")
    func client() {
        let t = Transcript(requestsPerMinute: 60, maxConnections: 100, bulkReserve: 0)
        #expect(estimate(t, texts: 80).seconds == 0)
        t.submit("a", ["a"])
        t.advance(to: 0.25)
        t.answer(1)
        #expect(estimate(t, texts: 8).seconds == 0.25)
        #expect(estimate(t, texts: 0).seconds == 0)
        t.submit("bulk", texts(8_000))
        let first = estimate(t, texts: 160)
        #expect(first.requests == 20 && first.requestsAhead == 20 && first.limit == 60)
        #expect(abs((first.seconds ?? 0) - 39.25) < 0.5)
        #expect(estimate(t, texts: 80_000).requestsAhead == 992)
        let live = estimate(t, texts: 1, .interactive)
        #expect(live.requestsAhead == 0)
        #expect(abs((live.seconds ?? 0) - 0.25) < 0.2)
    }

    @Test("Without a known limit there is no time, but the requests are the same")
    func unknown() {
        let t = Transcript(requestsPerMinute: nil)
        #expect(estimate(t, texts: 17).seconds == nil)
        #expect(estimate(t, texts: 17).limit == nil)
        #expect(estimate(t, texts: 17).requests == 3)
    }

    @Test("A snapshot of a session that has done nothing is the one it begins with")
    func beginning() {
        let settings = SessionSettings()
        #expect(Snapshot(settings).budget.status(now: .distantFuture).limit == nil)
        #expect(Snapshot(settings).requestsAhead(of: 5, in: .bulk) == 0)
    }
}

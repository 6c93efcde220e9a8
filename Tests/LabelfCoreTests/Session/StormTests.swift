import Testing

@testable import LabelfCore

@Suite("Whatever happens, in whatever order") struct StormTests {
    @Test("Every call is settled once, every text gets its own answer or an error", arguments: 0..<20)
    func storms(block: Int) {
        for seed in block * 100..<(block + 1) * 100 {
            var storm = Storm(seed: UInt64(seed))
            storm.run(steps: 150)
            #expect(storm.faults.isEmpty, "seed \(seed)")
        }
    }

    @Test("Nothing is ever sent in a pause, and never more than the permits allow", arguments: 0..<200)
    func permits(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let t = Transcript(requestsPerMinute: 60, maxConnections: 4, maxRateLimits: 1_000, seed: seed)
        t.submit("a", texts(400))
        var pausedUntil = Instant(nanoseconds: 0)
        var inPauses = 0
        while !t.isSettled("a") {
            let sent = t.requests.count
            if let id = t.inFlight.keys.min(), Bool.random(using: &random) {
                if Int.random(in: 0..<8, using: &random) == 0 {
                    let wait = Double(Int.random(in: 1...20, using: &random))
                    pausedUntil = max(pausedUntil, t.now + .seconds(wait))
                    t.refuse(id, 429, retryAfter: wait)
                } else {
                    t.answer(id)
                }
            } else {
                t.advance(to: t.now + .seconds(Double.random(in: 0...2, using: &random)))
            }
            for request in t.requests[sent...] where request.at < pausedUntil { inPauses += 1 }
        }
        // A token bucket with 60 a minute holds 10: no more than that, and one a second, from any moment on.
        var beyond = 0
        for (first, request) in t.requests.enumerated() {
            for (distance, later) in t.requests[first...].enumerated()
            where Double(distance + 1) > 10 + (later.at - request.at).seconds + 0.001 { beyond += 1 }
        }
        #expect(inPauses == 0 && beyond == 0)
    }

    @Test("Texts of ten thousand, three in ten duplicates: as many requests as the different ones need, each sent once")
    func tenThousand() {
        let t = Transcript()
        let all = texts(7_000) + texts(3_000)
        t.submit("a", all)
        while let id = t.inFlight.keys.min() { t.answer(id) }
        #expect(t.settled["a"] == all.map { "=" + $0 })
        #expect(t.requests.count == 875)
        #expect(Set(t.requests.flatMap(\.texts)).count == 7_000)
        #expect(t.session.counters.textsSent == 7_000)
    }
}

import Testing

@testable import LabelfCore

@Suite struct OtherClientsTests {
    let limit = RateLimit(perMinute: 600)

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func others(surplus: Int, requests: Int = 1) -> OtherClients {
        var others = OtherClients(random: Randomness(seed: 1))
        others.read(
            observation(10, limit: 600, remaining: surplus, reset: 10), .tokenBucket, requests: requests)
        return others
    }

    @Test("Others are what no request of ours explains, and are forgotten after a minute")
    func memory() {
        #expect(!others(surplus: 10, requests: 0).areSeen(now: second(10)))
        let seen = others(surplus: 10)
        #expect(seen.areSeen(now: second(70)))
        #expect(!seen.areSeen(now: second(72)))
    }

    @Test("The less surplus the slower, and never to a standstill")
    func pace() {
        let paces = [100, 24, 20, 10, 0, -1_000].map {
            others(surplus: $0).pace(limit, .tokenBucket, .zero)
        }
        #expect(paces[0] == 10)
        #expect(paces == paces.sorted(by: >))
        #expect(paces[5] > 0.2)
    }

    @Test("In the last seconds of a window what was saved is spent")
    func windowEnd() {
        let saved = others(surplus: 12)
        #expect(saved.pace(limit, .fixedWindow, .seconds(Int64(50))) < 5)
        #expect(saved.pace(limit, .fixedWindow, .seconds(Int64(5))) == 10)
    }

    @Test("Clients that were refused together do not come back together, and none too early")
    func spread() {
        let resumes = (0..<50).map { seed in
            var others = OtherClients(random: Randomness(seed: UInt64(seed)))
            others.refused(until: second(20), limit, now: second(10))
            #expect(others.areSeen(now: second(20)))
            return others.next(limit, .tokenBucket, timeToReset: .zero)
        }
        #expect(resumes.allSatisfy { $0 >= second(20) && $0 <= second(20.8) })
        #expect(Set(resumes).count == 50)
    }

    @Test("Where permits come back one by one, most of one's own may be used again at once")
    func credit() {
        var others = others(surplus: 0)
        others.collect(back: 5, .slidingWindow, limit)
        #expect(!others.hasCredit)
        others.collect(back: 15, .slidingWindow, limit)
        for _ in 0..<6 {
            #expect(others.hasCredit)
            others.sent(now: second(62))
        }
        #expect(!others.hasCredit)
    }
}

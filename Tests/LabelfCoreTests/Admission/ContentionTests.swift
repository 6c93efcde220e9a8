import Testing

@testable import LabelfCore

@Suite struct ContentionTests {
    let limit = RateLimit(perMinute: 600)

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func contention(surplus: Int, others: Int = 1) -> Contention {
        var contention = Contention(random: Randomness(seed: 1))
        contention.read(
            observation(10, limit: 600, remaining: surplus, reset: 10), .steadily, others: others)
        return contention
    }

    @Test("Company is what no request of ours explains, and is forgotten after a minute")
    func company() {
        #expect(!contention(surplus: 10, others: 0).isCompany(now: second(10)))
        let company = contention(surplus: 10)
        #expect(company.isCompany(now: second(70)))
        #expect(!company.isCompany(now: second(72)))
    }

    @Test("The less surplus the slower, and never to a standstill")
    func pace() {
        let paces = [100, 24, 20, 10, 0, -1_000].map {
            contention(surplus: $0).pace(limit, .steadily, .zero)
        }
        #expect(paces[0] == 10)
        #expect(paces == paces.sorted(by: >))
        #expect(paces[5] > 0.2)
    }

    @Test("In the last seconds of a window what was saved is spent")
    func windowEnd() {
        let saved = contention(surplus: 12)
        #expect(saved.pace(limit, .atReset, .seconds(Int64(50))) < 5)
        #expect(saved.pace(limit, .atReset, .seconds(Int64(5))) == 10)
    }

    @Test("Clients that were refused together do not come back together, and none too early")
    func spread() {
        let resumes = (0..<50).map { seed in
            var contention = Contention(random: Randomness(seed: UInt64(seed)))
            contention.refused(until: second(20), limit, now: second(10))
            #expect(contention.isCompany(now: second(20)))
            return contention.next(limit, .steadily, timeToReset: .zero)
        }
        #expect(resumes.allSatisfy { $0 >= second(20) && $0 <= second(20.8) })
        #expect(Set(resumes).count == 50)
    }

    @Test("Where permits come back one by one, most of one's own may be used again at once")
    func credit() {
        var contention = contention(surplus: 0)
        contention.collect(back: 5, .afterMinute, limit)
        #expect(!contention.hasCredit)
        contention.collect(back: 15, .afterMinute, limit)
        for _ in 0..<6 {
            #expect(contention.hasCredit)
            contention.sent(now: second(62))
        }
        #expect(!contention.hasCredit)
    }
}

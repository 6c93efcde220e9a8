import Testing

@testable import LabelfCommand

struct RecentTextsTests {
    @Test func whatIsThereIsFound() {
        var recent = RecentTexts(maxBytes: 100)
        #expect([1, 2, 1, 2, 3].map { recent.use($0, bytes: 10) } == [false, false, true, true, false])
    }

    @Test func whatWasUsedLongestAgoGoes() {
        var recent = RecentTexts(maxBytes: 30)
        let uses: [UInt64] = [1, 2, 3, 1, 4, 1, 2]
        #expect(uses.map { recent.use($0, bytes: 10) } == [false, false, false, true, false, true, false])
    }

    @Test func itIsTheSameAsASlowOne() {
        var random = Seeded(7)
        var recent = RecentTexts(maxBytes: 500)
        var slow: [UInt64] = []
        for _ in 0..<200_000 {
            let hash = UInt64.random(in: 0..<80, using: &random)
            let isThere = slow.contains(hash)
            slow.removeAll { $0 == hash }
            slow.append(hash)
            if slow.count > 50 { slow.removeFirst() }
            #expect(recent.use(hash, bytes: 10) == isThere)
        }
    }
}

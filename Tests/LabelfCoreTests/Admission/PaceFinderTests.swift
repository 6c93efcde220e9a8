import Testing

@testable import LabelfCore

@Suite struct PaceFinderTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func next(_ finder: inout PaceFinder, _ seconds: Double) -> Double? {
        finder.next(now: second(seconds)).map { ($0 - second(0)).seconds }
    }

    @Test("Until something is refused there is no pace")
    func unlimited() {
        var finder = PaceFinder()
        for step in 0..<100 { finder.take(now: second(Double(step))) }
        #expect(finder.rate == nil && next(&finder, 100) == nil && finder.floor == .zero)
    }

    @Test("A refusal takes it back to what was granted; it doubles in a second, until it is refused again")
    func searched() {
        var finder = PaceFinder()
        finder.refused(sentAt: second(1), grants: (50, 100, 100), now: second(1))
        #expect(finder.rate == 9.5)
        _ = next(&finder, 2)
        #expect(finder.rate == 19)
        finder.refused(sentAt: second(2.5), grants: (12, 30, 30), now: second(2.6))
        #expect(finder.rate.map { abs($0 - 11.4) < 0.1 } == true)
        // From here on it grows slowly, and a refusal does not take it far back.
        _ = next(&finder, 3.6)
        finder.refused(sentAt: second(3.6), grants: (1, 1, 1), now: second(3.7))
        #expect(finder.rate.map { $0 > 10 && $0 < 11.4 } == true)
    }

    @Test("Requests leave one by one at the pace")
    func paced() {
        var finder = PaceFinder()
        finder.refused(sentAt: second(0), grants: (0, 0, 0), now: second(1))
        #expect(finder.rate == 2)
        let first = next(&finder, 1) ?? 0
        #expect(first > 1.2 && first <= 1.5)
        #expect(next(&finder, 1.5) == nil)
        finder.take(now: second(1.5))
        #expect(next(&finder, 1.5) != nil)
    }

    @Test("What was sent before a refusal tells nothing new; refusals in a row double the wait")
    func floor() {
        var finder = PaceFinder()
        var waits: [Double] = []
        for step in 1...14 {
            finder.refused(sentAt: second(Double(step)), grants: (0, 0, 0), now: second(Double(step) + 0.5))
            finder.refused(sentAt: second(Double(step) + 0.2), grants: (0, 0, 0), now: second(Double(step) + 0.6))
            waits.append(finder.floor.seconds)
        }
        #expect(Array(waits.prefix(4)) == [0.1, 0.2, 0.4, 0.8] && waits.last == 60)
        #expect((finder.rate ?? 0) > 0)
        finder.granted(sentAt: second(3))
        #expect(finder.floor.seconds == 60)
        finder.granted(sentAt: second(20))
        #expect(finder.floor == .zero)
    }
}

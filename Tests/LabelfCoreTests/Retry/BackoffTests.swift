import Testing

@testable import LabelfCore

@Suite struct BackoffTests {
    @Test("1, 2, 4, 8 s and so on: never less, up to a quarter more", arguments: 1...12)
    func series(retry: Int) {
        var random = SeededGenerator(seed: UInt64(retry))
        let documented = Interval.seconds(Int64(1) << Int64(retry - 1))
        var longest = Interval.zero
        for _ in 0..<1_000 {
            let pause = Backoff().pause(beforeRetry: retry, using: &random)
            #expect(pause >= documented)
            longest = max(longest, pause)
        }
        #expect(longest.seconds > documented.seconds * 1.24)
        #expect(longest.seconds <= documented.seconds * 1.25)
    }

    @Test("Another base")
    func base() {
        var random = SeededGenerator(seed: 1)
        let pause = Backoff(base: .milliseconds(10)).pause(beforeRetry: 3, using: &random)
        #expect((40...50).contains(pause.milliseconds))
    }

    @Test("Numbers out of all reason do no harm", arguments: [Int.min, -1, 0, 33, 64, .max])
    func extremes(retry: Int) {
        var random = SeededGenerator(seed: 1)
        for base in [Interval.zero, .seconds(Int64(1)), Interval(nanoseconds: .max)] {
            #expect(Backoff(base: base).pause(beforeRetry: retry, using: &random) >= base)
        }
    }
}

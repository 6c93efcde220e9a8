import Testing

@testable import LabelfCore

@Suite struct ServiceClockTests {
    func instant(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    /// An answer at `at` here, when the service's clock, which is hours ahead, shows `clock`.
    func answer(_ at: Double, clock: Int64) -> Observation {
        var answer = observation(at, remaining: 1, reset: clock + 10)
        answer.clock = clock
        return answer
    }

    func read(_ clock: inout ServiceClock, _ at: Double, _ time: Int64) -> Bool {
        clock.read(answer(at, clock: time))
    }

    @Test("The more answers, the closer; never too early, whichever way the second was rounded")
    func narrows() {
        var clock = ServiceClock()
        #expect(read(&clock, 10.9, 7_210))
        #expect(clock.latest(7_220) == instant(21.9))
        #expect(read(&clock, 11.02, 7_211))
        #expect(clock.latest(7_220) == instant(21.02))
        #expect(read(&clock, 12.7, 7_212))
        #expect(clock.latest(7_220) == instant(21.02))
    }

    @Test("A clock that was set back makes what it said before void")
    func setBack() {
        var clock = ServiceClock()
        #expect(read(&clock, 10, 7_210))
        #expect(!read(&clock, 11, 3_611))
        #expect(clock.latest(3_620) == instant(21))
    }
}

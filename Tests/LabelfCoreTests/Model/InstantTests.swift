import Testing

@testable import LabelfCore

@Suite struct InstantTests {
    @Test("Arithmetic saturates")
    func saturation() {
        #expect(Instant.distantFuture + .seconds(Int64(1)) == .distantFuture)
        #expect(Instant(nanoseconds: .min) + .seconds(Int64(-1)) == Instant(nanoseconds: .min))
        #expect(Instant.distantFuture - Instant(nanoseconds: -1) == Interval(nanoseconds: .max))
        #expect(Instant(nanoseconds: .min) - Instant(nanoseconds: 1) == Interval(nanoseconds: .min))
        #expect(Interval.seconds(Int64.max) == Interval(nanoseconds: .max))
        #expect(Interval.milliseconds(.min) == Interval(nanoseconds: .min))
        #expect(Interval.seconds(Double.infinity) == Interval(nanoseconds: .max))
        #expect(Interval.seconds(-1e300) == Interval(nanoseconds: .min))
        #expect(Interval.seconds(Double.nan) == .zero)
        #expect(Interval(nanoseconds: .max) + .seconds(Int64(1)) == Interval(nanoseconds: .max))
    }

    @Test("Milliseconds are rounded up: a wait is never too short")
    func rounding() {
        #expect(Interval(nanoseconds: 1).milliseconds == 1)
        #expect(Interval(nanoseconds: 1_000_000).milliseconds == 1)
        #expect(Interval(nanoseconds: 1_000_001).milliseconds == 2)
        #expect(Interval(nanoseconds: 0).milliseconds == 0)
        #expect(Interval(nanoseconds: -1_500_000).milliseconds == -1)
    }
}

import Testing

@testable import LabelfCommand

struct ProgressTests {
    private let figures = ProgressFigures(
        rows: 12_345, fraction: 0.617, rowsPerSecond: 39.6, secondsLeft: 193, limit: 300, remaining: 37, failed: 3,
        rateLimited: 1, retried: 2)

    @Test func aTerminalHasABar() {
        #expect(
            ProgressLine.terminal(figures, columns: 120)
                == "[############........] 61%  12,345 rows  40/s  ETA 3:13  budget 37 of 300/min  3 failed  1 429  2 retries"
        )
    }

    @Test(arguments: 1...120) func aTerminalsLineFits(columns: Int) {
        #expect(ProgressLine.terminal(figures, columns: columns).count <= max(columns - 1, 1))
    }

    @Test func aNarrowTerminalHasWhatMatters() {
        #expect(ProgressLine.terminal(figures, columns: 20) == "61%  12,345 rows")
    }

    @Test func aLogHasALine() {
        #expect(
            ProgressLine.log(figures)
                == "12,345 rows (61%), 40/s, ETA 3:13, budget 37 of 300/min, 3 failed, 1 429, 2 retries")
        #expect(ProgressLine.log(ProgressFigures(rows: 1, rowsPerSecond: 2.44)) == "1 row, 2.4/s, 0 429s, 0 retries")
    }

    @Test func aPauseIsSaid() {
        var figures = figures
        figures.pause = 59.2
        #expect(ProgressLine.log(figures).contains("the service asked for a pause: 1:00"))
    }

    @Test func theRateIsThatOfTheLastHalfMinute() {
        var meter = RateMeter()
        #expect(meter.perSecond == nil)
        let start = Instant(nanoseconds: 1_000_000_000)
        meter.add(0, at: start)
        #expect(meter.perSecond == nil)
        // A burst of 1,000 in the first second, then ten a second.
        for second in 1...100 { meter.add(Double(1_000 + 10 * second), at: start.advanced(seconds: Double(second))) }
        #expect(meter.perSecond == 10)
    }

    @Test func numbersForPeople() {
        #expect(
            ["0", "12", "999", "1,000", "1,234,567", "-1,000"] == [0, 12, 999, 1_000, 1_234_567, -1_000].map(grouped))
        #expect(["0:00", "0:01", "0:59", "12:34", "1:02:03"] == [0, 0.1, 59, 754, 3_723].map(clockTime))
        #expect(clockTime(.infinity) == "0:00")
        #expect([counted(1, "row"), counted(2_000, "row")] == ["1 row", "2,000 rows"])
    }
}

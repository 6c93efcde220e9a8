import LabelfCore
import Testing

@Suite struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT
    static let wallClock: Int64 = 784_111_777

    func head(retryAfter: String?, date: String? = nil, reset: String? = nil) -> ResponseHead {
        var head = ResponseHead(status: 429)
        head.retryAfter = retryAfter.map { Array($0.utf8) }
        head.date = date.map { Array($0.utf8) }
        head.rateReset = reset.map { Array($0.utf8) }
        return head
    }

    func seconds(_ head: ResponseHead) -> Double? {
        RetryAfter.interval(head, wallClockSeconds: Self.wallClock)?.seconds
    }

    @Test(
        "Whole seconds",
        arguments: [
            ("0", 0), ("1", 1), ("007", 7), (" 30\t", 30), ("2592000", 2_592_000), ("2592001", 2_592_000),
            ("9223372036854775807", 2_592_000), ("9223372036854775808", 2_592_000),
            ("99999999999999999999999999999999", 2_592_000),
        ])
    func wholeSeconds(value: String, expected: Double) {
        #expect(seconds(head(retryAfter: value)) == expected)
    }

    @Test(
        "Parts of a second, as some services have them",
        arguments: [("0.15", 0.15), ("1.5", 1.5), ("0.0", 0), ("9999999.5", 2_592_000)])
    func fractions(value: String, expected: Double) {
        #expect(seconds(head(retryAfter: value)) == expected)
    }

    @Test(
        "Anything else is nothing",
        arguments: ["", " ", "-1", "+1", "1.", ".5", "1,5", "1.5.1", "1s", "0x10", "1 2", "soon", "NaN", "１"])
    func garbage(value: String) {
        #expect(seconds(head(retryAfter: value)) == nil)
    }

    @Test func missing() {
        #expect(seconds(head(retryAfter: nil)) == nil)
    }

    @Test("A date counts from the response's own date, and from here only without one")
    func dates() {
        let at = "Sun, 06 Nov 1994 08:50:07 GMT"
        #expect(seconds(head(retryAfter: at)) == 30)
        #expect(seconds(head(retryAfter: at, date: "Sun, 06 Nov 1994 08:49:57 GMT")) == 10)
        #expect(seconds(head(retryAfter: at, date: " Sunday, 06-Nov-94 08:50:00 GMT ")) == 7)
        #expect(seconds(head(retryAfter: at, date: "yesterday")) == 30)
        #expect(seconds(head(retryAfter: at, date: "Sun, 06 Nov 1994 08:50:08 GMT")) == 0)
        #expect(seconds(head(retryAfter: "Fri, 31 Dec 9999 23:59:59 GMT")) == 2_592_000)
    }

    @Test("A broken wall clock does no harm", arguments: [Int64.min, -1, 0, Int64.max])
    func clocks(wallClock: Int64) {
        let interval = RetryAfter.interval(
            head(retryAfter: "Sun, 06 Nov 1994 08:50:07 GMT"), wallClockSeconds: wallClock)
        #expect(interval == (wallClock > 0 ? .zero : RetryAfter.longest))
    }

    @Test(
        "Without Retry-After: until the window resets, else a minute",
        arguments: [
            (nil, 60.0), ("784111777", 60), ("12", 12), ("0", 1), ("86400", 86_400), ("86401", 60), ("soon", 60),
            ("-5", 60),
        ])
    func fallback(reset: String?, expected: Double) {
        let head = head(retryAfter: nil, reset: reset)
        #expect(RetryAfter.fallback(head, wallClockSeconds: Self.wallClock).seconds == expected)
    }

    @Test func fallbackToAPointInTime() {
        let wallClock: Int64 = 1_795_464_000
        for (reset, expected) in [("1795464030", 30.0), ("1795464000", 1), ("1795463999", 60), ("1795550401", 60)] {
            let head = head(retryAfter: nil, reset: reset)
            #expect(RetryAfter.fallback(head, wallClockSeconds: wallClock).seconds == expected)
        }
    }
}

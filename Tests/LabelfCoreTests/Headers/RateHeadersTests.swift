import LabelfCore
import Testing

@Suite struct RateHeadersTests {
    static let wallClock: Int64 = 1_795_464_000

    func read(
        limit: String? = nil, remaining: String? = nil, reset: String? = nil, date: String? = nil,
        wallClock: Int64 = wallClock
    ) -> RateHeaders {
        var head = ResponseHead(status: 200)
        head.rateLimit = limit.map { Array($0.utf8) }
        head.rateRemaining = remaining.map { Array($0.utf8) }
        head.rateReset = reset.map { Array($0.utf8) }
        head.date = date.map { Array($0.utf8) }
        return RateHeaders(head, wallClockSeconds: wallClock)
    }

    @Test func documented() {
        let headers = read(
            limit: "300", remaining: "299", reset: "1795464020", date: "Mon, 23 Nov 2026 20:00:05 GMT",
            wallClock: 0)
        #expect(headers.limit == 300)
        #expect(headers.remaining == 299)
        #expect(headers.reset == .seconds(Int64(15)))
        #expect(headers.time == 1_795_464_005)
        #expect(headers.resetTime == 1_795_464_020)
    }

    @Test("Whose answer it is", arguments: [(200, true, false), (429, false, true), (502, false, false)])
    func answers(status: Int, isConclusive: Bool, isRefusal: Bool) {
        let headers = RateHeaders(ResponseHead(status: status), wallClockSeconds: 0)
        #expect(headers.isConclusive == isConclusive && headers.isRefusal == isRefusal)
    }

    @Test func missing() {
        let headers = read()
        #expect(headers.limit == nil && headers.remaining == nil && headers.reset == nil)
        #expect(headers.time == Self.wallClock && headers.isConclusive && !headers.isRefusal)
    }

    @Test(
        "A limit",
        arguments: [
            ("1", 1), ("10000000", 10_000_000), (" 60 ", 60), ("0", nil), ("10000001", nil), ("-1", nil), ("60.0", nil),
            ("", nil), ("60, 60;w=60", nil), ("99999999999999999999", nil),
        ])
    func limits(value: String, expected: Int?) {
        #expect(read(limit: value).limit == expected)
    }

    @Test(
        "What remains",
        arguments: [
            ("0", 0), ("600", 600), ("10000000", 10_000_000), ("10000001", nil), ("-1", nil), ("none", nil),
        ])
    func remaining(value: String, expected: Int?) {
        #expect(read(limit: "300", remaining: value).remaining == expected)
    }

    @Test(
        "A reset",
        arguments: [
            ("1795464000", 0), ("1795464060", 60), ("1795464120", 120), ("1795464121", nil), ("1795463999", nil),
            ("0", 0), ("60", 60), ("120", 120), ("121", nil), ("999999999", nil), ("1000000000", nil),
            ("1795464060000", nil), ("9223372036854775808", nil), ("-1", nil), ("", nil), ("60.5", nil),
        ])
    func resets(value: String, expected: Double?) {
        #expect(read(reset: value).reset?.seconds == expected)
    }

    @Test("A broken wall clock does no harm", arguments: [Int64.min, 0, Int64.max])
    func clocks(wallClock: Int64) {
        #expect(read(reset: "1795464000", wallClock: wallClock).reset == nil)
    }
}

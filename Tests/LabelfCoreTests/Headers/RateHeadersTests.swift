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
            ("1", 1), ("10000000", 10_000_000), (" 60 ", 60), ("0", nil), ("10000001", nil), ("-1", nil), ("60.0", 60),
            ("", nil), ("60, 60;w=60", 60), ("99999999999999999999", nil), ("300;w=60", 300), ("300, 300;w=60", 300),
            ("5;w=1", 300), ("18000;w=3600", 300), ("1;w=3600", 1), ("10, 10;w=1, 300;w=60", 300),
            ("300 ; w = 60", 300),
            ("300;w=0", 300), ("300;w=x", 300), ("0, 300;w=60", 300), (";w=60", nil), (",,;;=,", nil), ("1.5.2", nil),
            (".5", nil), ("5.", nil), ("1e3", nil), ("limit=60", 60), ("unlimited", nil), ("300;comment=\"a,b\"", 300),
        ])
    func limits(value: String, expected: Int?) {
        #expect(read(limit: value).limit == expected)
    }

    @Test(
        "What remains",
        arguments: [
            ("0", 0), ("600", 600), ("10000000", 10_000_000), ("10000001", nil), ("-1", nil), ("none", nil),
            ("59.9", 59),
            ("59, 299;w=60", 59),
        ])
    func remaining(value: String, expected: Int?) {
        #expect(read(limit: "300", remaining: value).remaining == expected)
    }

    @Test(
        "A reset",
        arguments: [
            ("1795464000", 0), ("1795464060", 60), ("1795464120", 120), ("1795464121", nil), ("1795463999", nil),
            ("0", 0), ("60", 60), ("120", 120), ("121", nil), ("999999999", nil), ("1000000000", nil),
            ("1795464060000", 60), ("1795464059001", 60), ("9223372036854775808", nil), ("-1", nil), ("", nil),
            ("60.5", 61), ("0.2", 1), ("119.5", 120), ("120.5", nil),
        ])
    func resets(value: String, expected: Double?) {
        #expect(read(reset: value).reset?.seconds == expected)
    }

    @Test("A broken wall clock does no harm", arguments: [Int64.min, 0, Int64.max])
    func clocks(wallClock: Int64) {
        #expect(read(reset: "1795464000", wallClock: wallClock).reset == nil)
    }

    /// Limit, remaining and reset in seconds.
    typealias Told = (Int?, Int?, Double?)

    func told(_ fields: [String: String]) -> Told {
        var head = ResponseHead(status: 200)
        for (name, value) in fields {
            let bytes = Array(value.utf8)
            switch name {
            case "X-RateLimit-Limit": head.rateLimit = bytes
            case "X-RateLimit-Remaining": head.rateRemaining = bytes
            case "X-RateLimit-Reset": head.rateReset = bytes
            case "RateLimit-Limit": head.draftLimit = bytes
            case "RateLimit-Remaining": head.draftRemaining = bytes
            case "RateLimit-Reset": head.draftReset = bytes
            case "RateLimit": head.draftRateLimit = bytes
            default: head.draftPolicy = bytes
            }
        }
        let headers = RateHeaders(head, wallClockSeconds: Self.wallClock)
        return (headers.limit, headers.remaining, headers.reset?.seconds)
    }

    @Test("The fields of the drafts, of each that a gateway may write, and never against those of the API document")
    func drafts() {
        let third = ["RateLimit-Limit": "300, 300;w=60", "RateLimit-Remaining": "50", "RateLimit-Reset": "30"]
        #expect(told(third) == (300, 50, 30))
        #expect(told(["RateLimit": "limit=300, remaining=50, reset=30"]) == (300, 50, 30))
        #expect(
            told(["RateLimit": "limit=300, remaining=50, reset=30", "RateLimit-Policy": "300;w=60"]) == (300, 50, 30))
        let tenth = ["RateLimit-Policy": "\"default\";q=300;w=60", "RateLimit": "\"default\";r=50;t=30"]
        #expect(told(tenth) == (300, 50, 30))
        let two = ["RateLimit-Policy": "\"burst\";q=10;w=1, \"minute\";q=300;w=60", "RateLimit": "\"burst\";r=5;t=1"]
        #expect(told(two) == (300, 5, 1))
        #expect(told(["RateLimit-Policy": "\"peruser\";q=9000;w=3600;pk=:QWE=:"]) == (150, nil, nil))
        #expect(told(third.merging(["X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "9"]) { $1 }) == (60, 9, 30))
        #expect(told(third.merging(["X-RateLimit-Limit": "0"]) { $1 }) == (300, 50, 30))
        #expect(told(["RateLimit": "", "RateLimit-Policy": "soon"]) == (nil, nil, nil))
    }

    @Test("No bytes in any of them do harm")
    func garbage() {
        var random = SeededGenerator(seed: 13)
        let alphabet = Array("0123456789.,;=wqrt\"limit -\u{0}\u{ff}".utf8)
        for _ in 0..<20_000 {
            let value = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            var head = ResponseHead(status: 429)
            (head.rateLimit, head.rateRemaining, head.rateReset) = (value, value, value)
            (head.draftRateLimit, head.draftPolicy, head.retryAfter) = (value, value, value)
            let headers = RateHeaders(head, wallClockSeconds: Self.wallClock)
            #expect((headers.limit ?? 1) >= 1 && (headers.remaining ?? 0) >= 0)
            #expect((headers.reset ?? .zero) >= .zero && (headers.reset ?? .zero) <= .seconds(120.0))
            let pause = RetryAfter.interval(head, wallClockSeconds: Self.wallClock) ?? .zero
            #expect(pause >= .zero && pause <= RetryAfter.longest)
        }
    }
}

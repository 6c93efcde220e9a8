import LabelfCore
import Testing

@Suite struct HTTPDateTests {
    /// The 23rd of November 2026, 20:00 GMT.
    static let now: Int64 = 1_795_464_000

    func parse(_ value: String, now: Int64 = now) -> Int64? {
        HTTPDate.unixSeconds(Array(value.utf8), now: now)
    }

    @Test(
        "The example of RFC 9110 in its three forms",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func examples(value: String) {
        #expect(parse(value) == 784_111_777)
    }

    @Test func edges() {
        #expect(parse("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(parse("Wed, 31 Dec 1969 23:59:59 GMT") == -1)
        #expect(parse("Tue, 29 Feb 2000 12:00:00 GMT") == 951_825_600)
        #expect(parse("Thu, 29 Feb 2024 00:00:00 GMT") == 1_709_164_800)
        #expect(parse("Fri, 31 Dec 9999 23:59:59 GMT") == 253_402_300_799)
        #expect(parse("Sat, 01 Jan 0000 00:00:00 GMT") == -62_167_219_200)
        #expect(parse("Sun Nov 16 08:49:37 2025") == 1_763_282_977)
    }

    @Test("A leap second is the midnight after it, and comes at no other time")
    func leapSecond() {
        #expect(parse("Sat, 31 Dec 2016 23:59:60 GMT") == 1_483_228_800)
        #expect(parse("Sun, 01 Jan 2017 00:00:00 GMT") == 1_483_228_800)
        #expect(parse("Sat, 31 Dec 2016 23:58:60 GMT") == nil)
        #expect(parse("Sat, 31 Dec 2016 23:59:61 GMT") == nil)
    }

    @Test("Two digits of a year are within 50 years to come, else in the past")
    func century() {
        #expect(parse("Saturday, 01-Jan-00 00:00:00 GMT") == parse("Sat, 01 Jan 2000 00:00:00 GMT"))
        #expect(parse("Wednesday, 01-Jan-76 00:00:00 GMT") == parse("Wed, 01 Jan 2076 00:00:00 GMT"))
        #expect(parse("Saturday, 01-Jan-77 00:00:00 GMT") == parse("Sat, 01 Jan 1977 00:00:00 GMT"))
        let in1999: Int64 = 930_000_000
        #expect(parse("Saturday, 01-Jan-00 00:00:00 GMT", now: in1999) == 946_684_800)
        // A clock that was never set, or that is broken, is no reason to fail.
        #expect(parse("Sunday, 06-Nov-94 08:49:37 GMT", now: .min) == 784_111_777)
        _ = parse("Sunday, 06-Nov-94 08:49:37 GMT", now: .max)
    }

    @Test(
        "What is not exactly a date is none",
        arguments: [
            "", " ", "x", "0", "-1", "Sun", "Sun,", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
            "sun, 06 nov 1994 08:49:37 gmt", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06 Nov 1994 08:49:37 GMT", "Sunday Nov  6 08:49:37 1994",
            "Mon, 06 Nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 1994 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 8:49:37 GMT",
            "Wed, 31 Nov 1994 08:49:37 GMT", "Thu, 00 Dec 1994 08:49:37 GMT", "Wed, 29 Feb 2023 00:00:00 GMT",
            "Thu, 29 Feb 1900 00:00:00 GMT", "Sun, 06 Nvo 1994 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
        ])
    func refused(value: String) {
        #expect(parse(value) == nil)
    }

    @Test("Every form of a random time is read back as it was")
    func roundTrip() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let time = Int64.random(in: -5_000_000_000...20_000_000_000, using: &random)
            let date = Calendar.date(time)
            #expect(parse(date.fixdate) == time, "\(date.fixdate)")
            #expect(parse(date.asctime) == time, "\(date.asctime)")
            // Measured from a moment near it, so that its century is the one meant.
            let near = time + Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)
            if near > 0 { #expect(parse(date.rfc850, now: near) == time, "\(date.rfc850) from \(near)") }
        }
    }

    @Test func mutantsDoNotTrap() {
        var random = SeededGenerator(seed: 2)
        for form in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            for _ in 0..<10_000 {
                var bytes = Array(form.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
                _ = HTTPDate.unixSeconds(bytes, now: Self.now)
            }
        }
    }
}

/// A calendar that counts day by day, to compare with the one that computes.
private enum Calendar {
    struct Date {
        var weekday = 0
        var year: Int64 = 0
        var month = 0
        var day: Int64 = 0
        var clock = ""

        private var shortDay: String { String(Self.days[weekday].prefix(3)) }
        private var monthName: String { Self.months[month] }
        var fixdate: String { "\(shortDay), \(Calendar.two(day)) \(monthName) \(year) \(clock) GMT" }
        private var shortYear: String { Calendar.two(year % 100) }
        var rfc850: String { "\(Self.days[weekday]), \(Calendar.two(day))-\(monthName)-\(shortYear) \(clock) GMT" }
        var asctime: String { "\(shortDay) \(monthName) \(day < 10 ? " " : "")\(day) \(clock) \(year)" }

        static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    }

    static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func date(_ time: Int64) -> Date {
        // Monday the first of January 1601 begins a cycle of 400 years.
        let sinceStart = time + 11_644_473_600
        var days = sinceStart / 86_400
        let second = sinceStart % 86_400
        var date = Date()
        date.weekday = Int(days % 7)
        date.clock = "\(Calendar.two(second / 3600)):\(Calendar.two(second / 60 % 60)):\(Calendar.two(second % 60))"
        date.year = 1601
        while days >= length(date.year) {
            days -= length(date.year)
            date.year += 1
        }
        let months: [Int64] = [31, length(date.year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while days >= months[date.month] {
            days -= months[date.month]
            date.month += 1
        }
        date.day = days + 1
        return date
    }

    static func length(_ year: Int64) -> Int64 {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365
    }
}

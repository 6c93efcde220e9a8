/// What the three forms of an HTTP date have in common once they are read. The month may be out of step with the day,
/// and the clock with the dial, until `days` and `isTime` have been asked.
struct DateFields {
    var year: Int64
    var month: Int64
    var day: Int64
    var hour: Int64
    var minute: Int64
    var second: Int64
    /// "Sunday" rather than "Sun".
    var hasLongWeekday = false

    /// Days from the first of January 1970 to this date; nil if the month has no such day.
    var days: Int64? {
        Self.days(year: year, month: month, day: day)
    }

    /// Whether there is such a time of day. Only the last minute of a day can have a leap second.
    var isTime: Bool {
        guard hour < 24, minute < 60 else { return false }
        return second < 60 || (second == 60 && hour == 23 && minute == 59)
    }

    /// Years 0 to 9999 of the Gregorian calendar. Counts in years that begin in March, so that the day that comes and
    /// goes is the last one.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length: Int64 =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard day <= length else { return nil }
        // 400 years more keep the divisions off negative numbers; they are taken away again at the end.
        let shifted = (month <= 2 ? year - 1 : year) + 400
        let sinceMarch = month <= 2 ? month + 9 : month - 3
        let yearDays = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
        let monthDays = (153 * sinceMarch + 2) / 5
        return yearDays + monthDays + day - 1 - 146_097 - 719_468
    }
}

/// Reads a date from left to right. Once something did not fit, what is left of the value does not matter.
struct DateScanner {
    private var rest: ArraySlice<UInt8>

    init(_ value: [UInt8]) {
        rest = value[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// "06 Nov 1994 08:49:37 GMT"
    mutating func fixdate() -> DateFields? {
        guard let day = digits(2), literal(" "), let month = month(), literal(" "), let year = digits(4), literal(" "),
            let (hour, minute, second) = time(), literal(" GMT")
        else { return nil }
        return DateFields(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// "06-Nov-94 08:49:37 GMT"
    mutating func rfc850(now: Int64) -> DateFields? {
        guard let day = digits(2), literal("-"), let month = month(), literal("-"), let short = digits(2), literal(" "),
            let (hour, minute, second) = time(), literal(" GMT")
        else { return nil }
        // The latest year with these digits that is no more than 50 years away.
        let latest = HTTPDate.year(unixSeconds: now) + 50
        let year = latest - (latest % 100 - short + 100) % 100
        return DateFields(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, hasLongWeekday: true)
    }

    /// " Nov  6 08:49:37 1994"
    mutating func asctime() -> DateFields? {
        guard literal(" "), let month = month(), literal(" ") else { return nil }
        guard let day = literal(" ") ? digits(1) : digits(2), literal(" "), let (hour, minute, second) = time(),
            literal(" "), let year = digits(4)
        else { return nil }
        return DateFields(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// One or more letters.
    mutating func letters() -> ArraySlice<UInt8>? {
        let word = rest.prefix { ASCII.isLetter($0) }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : word
    }

    /// Passes over exactly this text; stays where it is if there is other text.
    mutating func literal(_ text: StaticString) -> Bool {
        guard text.starts(rest) else { return false }
        rest = rest.dropFirst(text.utf8CodeUnitCount)
        return true
    }

    /// A number of that many digits, 4 at the most.
    private mutating func digits(_ count: Int) -> Int64? {
        let word = rest.prefix(count)
        guard word.count == count else { return nil }
        var number: Int64 = 0
        for byte in word {
            guard ASCII.isDigit(byte) else { return nil }
            number = number &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(count)
        return number
    }

    /// "08:49:37"
    private mutating func time() -> (Int64, Int64, Int64)? {
        guard let hour = digits(2), literal(":"), let minute = digits(2), literal(":"), let second = digits(2) else {
            return nil
        }
        return (hour, minute, second)
    }

    /// "Nov", as 11.
    private mutating func month() -> Int64? {
        let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
        let name = rest.prefix(3)
        guard name.count == 3,
            let month = (0..<12).first(where: { name.elementsEqual(names.bytes[$0 * 3..<$0 * 3 + 3]) })
        else { return nil }
        rest = rest.dropFirst(3)
        return Int64(month) + 1
    }
}

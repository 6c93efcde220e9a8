/// A moment from 1970 on, in the forms that HTTP has for one.
struct HTTPDate {
    private let weekday: String
    private let year: Int
    private let month: String
    private let day: Int
    private let time: String

    private static let weekdays = [
        "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
    ]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The moment, in whole seconds of Unix time.
    init(unixSeconds: Int64) {
        let days = unixSeconds / 86_400
        let second = Int(unixSeconds % 86_400)
        let (year, month, day) = Self.civil(daysSince1970: Int(days))
        self.year = year
        self.month = Self.months[month - 1]
        self.day = day
        weekday = Self.weekdays[Int(days % 7)]
        time = [second / 3_600, second / 60 % 60, second % 60].map(Self.twoDigits).joined(separator: ":")
    }

    /// As the `Date` header writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    var fixed: String { "\(weekday.prefix(3)), \(Self.twoDigits(day)) \(month) \(year) \(time) GMT" }

    /// As RFC 850 had it: `Sunday, 06-Nov-94 08:49:37 GMT`.
    var rfc850: String { "\(weekday), \(Self.twoDigits(day))-\(month)-\(Self.twoDigits(year % 100)) \(time) GMT" }

    /// As C's `asctime` has it: `Sun Nov  6 08:49:37 1994`.
    var asctime: String { "\(weekday.prefix(3)) \(month) \(day < 10 ? " " : "")\(day) \(time) \(year)" }

    private static func twoDigits(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }

    private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        var rest = daysSince1970
        var year = 1970
        while rest >= length(ofYear: year) {
            rest -= length(ofYear: year)
            year += 1
        }
        let lengths = [31, length(ofYear: year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while rest >= lengths[month] {
            rest -= lengths[month]
            month += 1
        }
        return (year, month + 1, rest + 1)
    }

    private static func length(ofYear year: Int) -> Int {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
    }
}

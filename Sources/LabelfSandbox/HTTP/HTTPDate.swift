/// Dates as the `Date` header writes them.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The date of a moment from 1970 on, in whole seconds of Unix time.
    static func string(unixSeconds: Int64) -> String {
        let day = unixSeconds / 86_400
        let second = Int(unixSeconds % 86_400)
        let (year, month, dayOfMonth) = civil(daysSince1970: Int(day))
        let time = [second / 3_600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return "\(days[Int(day % 7)]), \(twoDigits(dayOfMonth)) \(months[month - 1]) \(year) \(time) GMT"
    }

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

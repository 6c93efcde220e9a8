/// Dates as HTTP spells them (RFC 9110, section 5.6.7). All are in GMT.
///
///     Sun, 06 Nov 1994 08:49:37 GMT      the form that is sent today
///     Sunday, 06-Nov-94 08:49:37 GMT     the obsolete form of RFC 850
///     Sun Nov  6 08:49:37 1994           the form of C's asctime
package enum HTTPDate {
    /// Seconds since 1970 in Unix time; nil if the value is not exactly one of the three forms, or no date: the day,
    /// the hour and the name of the weekday must exist and agree. The leap second 23:59:60 is the midnight after it, as
    /// Unix time has it.
    ///
    /// `now`, also in Unix time, decides the century of the form with two digits: a date that seems to be more than 50
    /// years away lies in the past.
    package static func unixSeconds(_ value: [UInt8], now: Int64) -> Int64? {
        var scanner = DateScanner(value)
        guard let name = scanner.letters() else { return nil }
        let fields: DateFields? =
            if scanner.literal(", ") {
                name.count == 3 ? scanner.fixdate() : scanner.rfc850(now: now)
            } else {
                scanner.asctime()
            }
        guard let fields, scanner.isAtEnd, let days = fields.days else { return nil }
        let isLong = fields.hasLongWeekday
        guard isWeekday(name, days: days, isLong: isLong) else { return nil }
        guard fields.isTime else { return nil }
        return days * 86_400 + fields.hour * 3_600 + fields.minute * 60 + fields.second
    }

    /// The year at a point in Unix time; one between 1970 and 9999, whatever the clock says.
    static func year(unixSeconds: Int64) -> Int64 {
        let days = min(max(unixSeconds, 0), 253_402_300_799) / 86_400
        var year = 1970 + days / 366
        while let next = DateFields.days(year: year + 1, month: 1, day: 1), next <= days { year += 1 }
        return year
    }

    private static func isWeekday(_ name: ArraySlice<UInt8>, days: Int64, isLong: Bool) -> Bool {
        let day: StaticString =
            switch ((days % 7) + 7) % 7 {
            // The first of January 1970 was a Thursday.
            case 0: "Thursday"
            case 1: "Friday"
            case 2: "Saturday"
            case 3: "Sunday"
            case 4: "Monday"
            case 5: "Tuesday"
            default: "Wednesday"
            }
        return name.elementsEqual(isLong ? day.bytes[...] : day.bytes.prefix(3))
    }
}

/// What bytes are asked in this program. Text goes through here as bytes: it comes from files, and goes into files.
extension [UInt8] {
    init(_ text: String) {
        self = Array(text.utf8)
    }

    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(text: String) {
        append(contentsOf: text.utf8)
    }

    /// A decimal number.
    mutating func append(number: Int) {
        append(contentsOf: number.description.utf8)
    }

    /// The bytes as text, with U+FFFD for what is not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}

/// Names with commas between them, and not more than a person reads.
func listed(_ names: [String]) -> String {
    let most = 20
    let rest = names.count > most ? " and \(grouped(names.count - most)) more" : ""
    return names.prefix(most).joined(separator: ", ") + rest
}

/// `1 row`, `2 rows`, `1,234 rows`.
func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A number with a comma between thousands.
func grouped(_ number: Int) -> String {
    var result = ""
    let digits = String(number.magnitude)
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place) % 3 == 0 { result.append(",") }
        result.append(digit)
    }
    return number < 0 ? "-" + result : result
}

/// Seconds as a clock would show them: `0:07`, `12:34`, `1:02:03`.
func clockTime(_ seconds: Double) -> String {
    let whole = seconds.isFinite ? Int(min(max(seconds.rounded(.up), 0), 359_999_999)) : 0
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3_600, whole / 60 % 60)
    return hours > 0
        ? "\(hours):\(padded(minutes)):\(padded(whole % 60))" : "\(minutes):\(padded(whole % 60))"
}

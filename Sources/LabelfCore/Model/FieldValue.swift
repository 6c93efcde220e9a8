/// The parts of a response field's value that more than one field has.
package enum FieldValue {
    /// The value without the blanks and tabs around it, which are no part of it (RFC 9110, section 5.5).
    package static func trimmed(_ value: [UInt8]) -> ArraySlice<UInt8> {
        var slice = value[...]
        while let first = slice.first, isBlank(first) { slice = slice.dropFirst() }
        while let last = slice.last, isBlank(last) { slice = slice.dropLast() }
        return slice
    }

    /// A whole number that is not negative: digits and nothing else. A number too large for Int64 is the largest there
    /// is. Nil for anything else: a sign, a fraction, a unit, nothing.
    package static func wholeNumber(_ value: [UInt8]) -> Int64? {
        let digits = trimmed(value)
        guard !digits.isEmpty else { return nil }
        var number: Int64 = 0
        for byte in digits {
            guard ASCII.isDigit(byte) else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int64(byte &- UInt8(ascii: "0")))
            number = overflow || carry || number == .max ? .max : sum
        }
        return number
    }

    /// A number that is not negative, in digits with or without a decimal fraction: "300", "0.15". Nil for anything else, and for
    /// one that is too large to mean anything.
    package static func number(_ value: some Collection<UInt8>) -> Double? {
        var (number, scale) = (0.0, 0.0)
        var hasDigits = false
        for byte in trimmed([UInt8](value)) {
            if byte == UInt8(ascii: "."), scale == 0, hasDigits {
                scale = 1
                hasDigits = false
                continue
            }
            guard ASCII.isDigit(byte) else { return nil }
            hasDigits = true
            number = number * 10 + Double(byte &- UInt8(ascii: "0"))
            scale *= 10
            if number > 1e15 { return nil }
        }
        return hasDigits ? number / max(scale, 1) : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

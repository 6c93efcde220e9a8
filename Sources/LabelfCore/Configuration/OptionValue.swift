/// How the values of options are read: they are text, whatever language sets them.
enum OptionValue {
    /// A whole number in digits, within the range that labelf.h documents.
    static func number(
        _ value: String, _ range: ClosedRange<Int64>, _ key: ConfigurationKey
    ) throws(LabelfError) -> Int64 {
        var number: Int64 = 0
        let bytes = value.bytes
        var isValid = !bytes.isEmpty && bytes.count <= 18
        for byte in bytes where isValid {
            isValid = byte >= 48 && byte <= 57
            if isValid { number = number * 10 + Int64(byte - 48) }
        }
        if isValid && range.contains(number) { return number }
        throw LabelfError(
            .configuration,
            "\(key.name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(shown(value))\""
        )
    }

    /// One of two words; true for the first.
    static func choice(
        _ value: String, _ yes: StaticString, _ no: StaticString, _ key: ConfigurationKey
    ) throws(LabelfError) -> Bool {
        if value.isSame(as: yes) { return true }
        if value.isSame(as: no) { return false }
        throw LabelfError(.configuration, "\(key.name) must be \(yes) or \(no), not \"\(shown(value))\"")
    }

    /// A value that ends up in a request's head or in a file's name may not smuggle anything in.
    static func line(_ value: String, _ key: ConfigurationKey) throws(LabelfError) -> String {
        try line(value, upTo: 255, key)
    }

    /// The same in printable ASCII, which is also what RFC 6749, appendix A, allows in a client's name and secret.
    static func asciiLine(_ value: String, _ key: ConfigurationKey) throws(LabelfError) -> String {
        try line(value, upTo: 126, key)
    }

    static func secret(_ value: String, _ key: ConfigurationKey) throws(LabelfError) -> Secret {
        Secret(try asciiLine(value, key))
    }

    /// Plain http may still be allowed by a later key: `Configuration.validate` looks at the two together.
    static func url(_ value: String, _ key: ConfigurationKey) throws(LabelfError) -> String {
        _ = try BaseURL(parsing: value, allowInsecureHTTP: true, key: key.name)
        return value
    }

    /// The same, in the form that paths are put behind.
    static func baseURL(_ value: String) throws(LabelfError) -> String {
        try BaseURL(parsing: value, allowInsecureHTTP: true).text
    }

    /// A number as `number` reads it; "" for the one that says that it was not set.
    static func digits(_ value: Int64, unset: Int64? = nil) -> String {
        value == unset ? "" : String(Int(value))
    }

    static func word(_ value: Bool, _ yes: StaticString, _ no: StaticString) -> String {
        Message(stringLiteral: value ? yes : no).text
    }

    /// What may be said of a secret: whether there is one.
    static func hidden(_ isSet: Bool) -> String { isSet ? "***" : "" }

    private static func line(_ value: String, upTo last: UInt8, _ key: ConfigurationKey) throws(LabelfError) -> String {
        let bytes = value.bytes
        var isValid = !bytes.isEmpty && bytes.count <= 4_096
        for byte in bytes where byte < 32 || byte == 127 || byte > last { isValid = false }
        if isValid { return value }
        throw LabelfError(
            .configuration,
            "\(key.name) must have 1 to 4096 bytes, and neither control characters nor others than it may")
    }

    /// A value as an error may show it: short, and in printable ASCII. Never called for a key's secret.
    static func shown(_ value: String) -> String {
        let bytes = value.bytes
        var shown: [UInt8] = []
        for byte in bytes.prefix(40) { shown.append(byte < 32 || byte > 126 ? UInt8(ascii: "?") : byte) }
        if bytes.count > 40 { shown += [46, 46, 46] }
        return String(bytes: shown)
    }
}

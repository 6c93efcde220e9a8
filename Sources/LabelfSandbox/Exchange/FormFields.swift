/// The fields of an `application/x-www-form-urlencoded` body or of a query; of equal names the last one counts.
struct FormFields {
    private var fields: [String: String] = [:]

    /// Reads `text`; nil if an escape in it is malformed.
    init?(_ text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count == 2 ? parts[1] : "") else {
                return nil
            }
            fields[name] = value
        }
    }

    /// The value of a field.
    subscript(name: String) -> String? { fields[name] }

    /// Plus signs become spaces, escapes what they stand for; nil if one is malformed.
    static func decoded(_ text: some StringProtocol) -> String? {
        String(text.map { $0 == "+" ? " " : $0 }).withoutPercentEncoding()
    }
}

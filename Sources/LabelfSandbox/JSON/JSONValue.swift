/// A JSON document, as strict as RFC 8259: no trailing commas, no lone surrogates, no bytes that are not UTF-8.
///
/// The sandbox has JSON code of its own on purpose, and does not use the library's: a mistake in code that client and
/// service share would show in no test.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number that is written without fraction and exponent, and fits.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members in no order; of equal names the last one counts.
    case object([String: JSONValue])

    /// The document in `bytes`, or nil if it is malformed.
    init?(parsing bytes: [UInt8]) {
        let value = bytes.withUnsafeBytes { buffer in
            var parser = JSONParser(bytes: buffer)
            return parser.document()
        }
        guard let value else { return nil }
        self = value
    }

    /// The member `name` of an object; nil for everything else and for `null`.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[name], value != .null else { return nil }
        return value
    }

    /// The string, if it is one.
    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The whole number, if it is one; `2.0` is.
    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The members, if it is an object.
    var object: [String: JSONValue]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The elements, if it is an array.
    var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }
}

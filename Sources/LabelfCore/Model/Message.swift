/// One line of text that is put together: a literal with values in it.
///
/// String's own interpolation is compiled into each place that uses it, which would cost the library a quarter of its
/// size; this one is compiled once.
package struct Message: ExpressibleByStringInterpolation {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    package init(stringInterpolation: StringInterpolation) {
        text = String(bytes: stringInterpolation.bytes)
    }

    package static func + (left: Message, right: Message) -> Message {
        "\(left)\(right)"
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(contentsOf: literal.bytes)
        }

        package mutating func appendInterpolation(_ value: String) {
            bytes += value.bytes
        }

        package mutating func appendInterpolation(_ value: Message) {
            appendInterpolation(value.text)
        }

        package mutating func appendInterpolation(_ value: StaticString) {
            appendLiteral(value)
        }

        package mutating func appendInterpolation(_ value: Int) {
            appendInterpolation(String(value))
        }

        package mutating func appendInterpolation(_ value: Int64) {
            appendInterpolation(Int(value))
        }
    }
}

/// One line of text that is put together: a literal with values in it.
///
/// String's own interpolation is compiled into each place that uses it, which would cost the library a quarter of its
/// size; this one is compiled once.
package struct Message: ExpressibleByStringInterpolation {
    package let text: String

    @inline(never)
    package init(_ text: String) {
        self.text = text
    }

    @inline(never)
    package init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    @inline(never)
    package init(stringInterpolation: StringInterpolation) {
        text = String(bytes: stringInterpolation.bytes)
    }

    @inline(never)
    package static func + (left: Message, right: Message) -> Message {
        "\(left)\(right)"
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        @inline(never)
        package init(literalCapacity: Int, interpolationCount: Int) {}

        @inline(never)
        package mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(contentsOf: literal.bytes)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: String) {
            bytes += value.bytes
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Message) {
            appendInterpolation(value.text)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: StaticString) {
            appendLiteral(value)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Int) {
            appendInterpolation(String(value))
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Int64) {
            appendInterpolation(Int(value))
        }
    }
}

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
        text = stringInterpolation.text
    }

    @inline(never)
    package static func + (left: Message, right: Message) -> Message {
        var text = left.text
        text.append(right.text)
        return Message(text)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        @inline(never)
        package init(literalCapacity: Int, interpolationCount: Int) {}

        @inline(never)
        package mutating func appendLiteral(_ literal: StaticString) {
            text.append(literal.description)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: String) {
            text.append(value)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Message) {
            text.append(value.text)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: StaticString) {
            text.append(value.description)
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Int) {
            text.append(String(value))
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Int64) {
            appendInterpolation(Int(value))
        }
    }
}

import LabelfCore

/// Reads the current answer (see `CurrentInference`) where it is written plainly, as it nearly always is: in one walk over
/// the body, without a tree of it, which is where most of the time of a text would go.
///
/// Plain are strings without escapes and, apart from the predictions, values without others inside them. A body that is
/// written otherwise, or badly, is left to Jansson as a whole, which alone says what is wrong with it. What both can read
/// they read alike (PlainInferenceTests).
package struct PlainInference {
    private let body: UnsafeRawBufferPointer
    private var position = 0
    private var builder: AnswerBuilder

    /// The answer to so many texts; nil if the body is not plain, or not such an answer.
    package static func read(_ body: UnsafeRawBufferPointer, texts: Int) -> Answer? {
        var reader = PlainInference(body: body, builder: AnswerBuilder(texts: texts))
        guard reader.document(texts: texts) else { return nil }
        return reader.builder.answer
    }

    private mutating func document(texts: Int) -> Bool {
        var isRead = false
        guard take("{") else { return false }
        repeat {
            guard let key = string(), take(":") else { return false }
            if key.isSame(as: "predictions") {
                // Of two, the last would count.
                guard !isRead, predictions(texts: texts) else { return false }
                isRead = true
            } else if !skip() {
                return false
            }
        } while take(",")
        return isRead && take("}") && peek() == nil
    }

    private mutating func predictions(texts: Int) -> Bool {
        guard take("[") else { return false }
        for text in 0..<texts {
            guard text == 0 || take(","), take("[") else { return false }
            if peek() != UInt8(ascii: "]") {
                repeat {
                    guard prediction() else { return false }
                } while take(",")
            }
            guard take("]"), builder.endText() else { return false }
        }
        return take("]")
    }

    private mutating func prediction() -> Bool {
        var label: UnsafeRawBufferPointer?
        var confidence: Double?
        guard take("{") else { return false }
        repeat {
            guard let key = string(), take(":") else { return false }
            if key.isSame(as: "label") {
                label = string()
                if label == nil { return false }
            } else if key.isSame(as: CurrentInference.number) {
                confidence = number()
                if confidence == nil { return false }
            } else if !skip() {
                return false
            }
        } while take(",")
        guard let label, let confidence, take("}") else { return false }
        builder.append(label, confidence)
        return true
    }

    /// Walks past a value that nobody asked for.
    private mutating func skip() -> Bool {
        if peek() == UInt8(ascii: "\"") { return string() != nil }
        let start = position
        let word = word()
        if word.isSame(as: "null") || word.isSame(as: "true") || word.isSame(as: "false") { return true }
        position = start
        return number() != nil
    }

    /// What a string holds; nil if there is none here, or one with an escape or with bytes that are not UTF-8.
    private mutating func string() -> UnsafeRawBufferPointer? {
        guard take("\"") else { return nil }
        let start = position
        var isASCII = true
        while position < body.count, body[position] != UInt8(ascii: "\"") {
            let byte = body[position]
            if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
            if byte >= 0x80 { isASCII = false }
            position &+= 1
        }
        guard position < body.count else { return nil }
        let string = UnsafeRawBufferPointer(rebasing: body[start..<position])
        position &+= 1
        return isASCII || TextCheck.fault(in: Text(string), maxCharacters: .max) == nil ? string : nil
    }

    private mutating func number() -> Double? {
        let written = word()
        return Self.shortNumber(written) ?? JSONTree.number(writtenAs: written)
    }

    /// A number of up to 15 digits, without a sign and an exponent; nil if it is written otherwise. So many digits are a
    /// whole number that Double has, and so is the power of ten that it is divided by: the quotient is the nearest number
    /// that there is.
    private static func shortNumber(_ written: UnsafeRawBufferPointer) -> Double? {
        let point = UInt8(ascii: ".")
        guard written.count <= 16, let last = written.last, written[0] != point, last != point else { return nil }
        if written[0] == UInt8(ascii: "0"), written.count > 1, written[1] != point { return nil }
        var digits: Int64 = 0
        var divisor = 1.0
        var isFraction = false
        for byte in written {
            if byte == point, !isFraction {
                isFraction = true
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                digits = digits &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
                if isFraction { divisor *= 10 }
            } else {
                return nil
            }
        }
        return isFraction || written.count < 16 ? Double(digits) / divisor : nil
    }

    /// What stands up to the next character that ends a value. Empty at the end of the body.
    private mutating func word() -> UnsafeRawBufferPointer {
        _ = peek()
        let start = position
        while position < body.count {
            let byte = body[position]
            if byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                break
            }
            position &+= 1
        }
        return UnsafeRawBufferPointer(rebasing: body[start..<position])
    }

    /// The next byte that is no white space; nil at the end.
    private mutating func peek() -> UInt8? {
        while position < body.count {
            let byte = body[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position &+= 1
        }
        return nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(truncatingIfNeeded: character.value) else { return false }
        position &+= 1
        return true
    }
}

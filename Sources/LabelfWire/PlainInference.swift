import LabelfCore

/// Reads the current answer (see `CurrentInference`) where it is written plainly, as it nearly always is: in one walk over
/// the body, without a tree of it, which is where most of the time of a text would go.
///
/// Plain are strings without escapes and, apart from the predictions, values without others inside them. A body that is
/// written otherwise, or badly, is left to Jansson as a whole, which alone says what is wrong with it. What both can read
/// they read alike (PlainInferenceTests).
package struct PlainInference {
    private var cursor: JSONCursor
    private var builder: AnswerBuilder

    /// The answer to that many texts; nil if the body is not plain, or not such an answer.
    package static func read(_ body: UnsafeRawBufferPointer, texts: Int) -> Answer? {
        var reader = PlainInference(cursor: JSONCursor(body), builder: AnswerBuilder(texts: texts))
        guard reader.document(texts: texts) else { return nil }
        return reader.builder.answer
    }

    private mutating func document(texts: Int) -> Bool {
        var isRead = false
        guard cursor.take("{") else { return false }
        repeat {
            guard let key = string(), cursor.take(":") else { return false }
            if key.isSame(as: "predictions") {
                // Of two, the last would count.
                guard !isRead, predictions(texts: texts) else { return false }
                isRead = true
            } else if !skip() {
                return false
            }
        } while cursor.take(",")
        return isRead && cursor.take("}") && cursor.peek() == nil
    }

    private mutating func predictions(texts: Int) -> Bool {
        guard cursor.take("[") else { return false }
        for text in 0..<texts {
            guard text == 0 || cursor.take(","), cursor.take("[") else { return false }
            if cursor.peek() != UInt8(ascii: "]") {
                repeat {
                    guard prediction() else { return false }
                } while cursor.take(",")
            }
            guard cursor.take("]"), builder.endText() else { return false }
        }
        return cursor.take("]")
    }

    private mutating func prediction() -> Bool {
        var label: UnsafeRawBufferPointer?
        var confidence: Double?
        guard cursor.take("{") else { return false }
        repeat {
            guard let key = string(), cursor.take(":") else { return false }
            if key.isSame(as: "label") {
                label = string()
                if label == nil { return false }
            } else if key.isSame(as: CurrentInference.number) {
                confidence = number()
                if confidence == nil { return false }
            } else if !skip() {
                return false
            }
        } while cursor.take(",")
        guard let label, let confidence, cursor.take("}") else { return false }
        builder.append(label, confidence)
        return true
    }

    /// Walks past a value that nobody asked for.
    private mutating func skip() -> Bool {
        if cursor.peek() == UInt8(ascii: "\"") { return string() != nil }
        let start = cursor.position
        let word = cursor.word()
        if word.isSame(as: "null") || word.isSame(as: "true") || word.isSame(as: "false") { return true }
        cursor.position = start
        return number() != nil
    }

    /// What a string holds; nil if there is none here, or one with an escape or with bytes that are not UTF-8.
    private mutating func string() -> UnsafeRawBufferPointer? {
        guard cursor.take("\"") else { return nil }
        let start = cursor.position
        var isASCII = true
        while cursor.position < cursor.text.count, cursor.text[cursor.position] != UInt8(ascii: "\"") {
            let byte = cursor.text[cursor.position]
            if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
            if byte >= 0x80 { isASCII = false }
            cursor.position &+= 1
        }
        guard cursor.position < cursor.text.count else { return nil }
        let string = cursor.from(start)
        cursor.position &+= 1
        return isASCII || TextCheck.fault(in: Text(string), maxCharacters: .max) == nil ? string : nil
    }

    private mutating func number() -> Double? {
        let written = cursor.word()
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
}

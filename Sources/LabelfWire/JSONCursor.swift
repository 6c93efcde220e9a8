/// Walks over the text of a JSON document from one sign to the next. Reads nothing outside the text, whatever it is.
struct JSONCursor {
    let text: UnsafeRawBufferPointer
    /// At most the end of the text.
    var position = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The next byte that is no white space; nil at the end.
    mutating func peek() -> UInt8? {
        while position < text.count {
            let byte = text[position]
            guard Self.isSpace(byte) else { return byte }
            position &+= 1
        }
        return nil
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(truncatingIfNeeded: character.value) else { return false }
        position &+= 1
        return true
    }

    /// A number, or a word such as null: what stands up to the next sign that ends a value. Empty at the end.
    mutating func word() -> UnsafeRawBufferPointer {
        _ = peek()
        let start = position
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09:
                return from(start)
            default: position &+= 1
            }
        }
        return from(start)
    }

    /// The text from a position up to this one.
    func from(_ start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[start..<position])
    }
}

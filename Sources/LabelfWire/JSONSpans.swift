import CJansson
import LabelfCore

/// Finds values in the text of a JSON document that a parser has accepted already, to keep them as they were written:
/// numbers with all their digits. Nothing here reads outside the text, whatever it is.
struct JSONSpans {
    private var cursor: JSONCursor

    private init(_ text: UnsafeRawBufferPointer) {
        cursor = JSONCursor(text)
    }

    /// The members of an object: where each name is, without its quotation marks and with its escapes, and each value.
    /// Empty if it is no object.
    static func members(
        of text: UnsafeRawBufferPointer
    ) -> [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)] {
        var spans = JSONSpans(text)
        var members: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)] = []
        guard spans.cursor.take("{") else { return [] }
        while spans.cursor.peek() == UInt8(ascii: "\"") {
            let name = spans.value()
            guard name.count >= 2, spans.cursor.take(":") else { break }
            members.append((UnsafeRawBufferPointer(rebasing: name[1..<name.count - 1]), spans.value()))
            guard spans.cursor.take(",") else { break }
        }
        return members
    }

    /// The value of a member, of several with the name the last, as Jansson has it. Nil if there is none.
    static func member(_ name: UnsafeRawBufferPointer, of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var value: UnsafeRawBufferPointer?
        for member in members(of: text) where isSame(member.name, name) { value = member.value }
        return value
    }

    static func member(_ name: StaticString, of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        member(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), of: text)
    }

    /// Whether a name as it is written, perhaps with escapes, is this one.
    private static func isSame(_ written: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Bool {
        guard written.contains(UInt8(ascii: "\\")), let start = written.baseAddress else {
            return written.sameBytes(as: name)
        }
        // With the quotation marks around it, it is a document of its own.
        let document = (start - 1).assumingMemoryBound(to: CChar.self)
        let flags = Int(JSON_DECODE_ANY) | Int(JSON_ALLOW_NUL)
        guard let node = json_loadb(document, written.count + 2, flags, nil) else { return false }
        defer { json_decref(node) }
        return JSONTree.bytes(node)?.sameBytes(as: name) ?? false
    }

    /// The elements of an array; empty if it is none.
    static func elements(of text: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        var spans = JSONSpans(text)
        var elements: [UnsafeRawBufferPointer] = []
        guard spans.cursor.take("["), spans.cursor.peek() != UInt8(ascii: "]") else { return [] }
        repeat {
            let element = spans.value()
            if element.isEmpty { break }
            elements.append(element)
        } while spans.cursor.take(",")
        return elements
    }

    /// A value without the white space between its parts.
    static func compact(_ value: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.count)
        var isString = false
        var isEscaped = false
        for byte in value {
            if !isString, JSONCursor.isSpace(byte) { continue }
            bytes.append(byte)
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = isString
            } else if byte == UInt8(ascii: "\"") {
                isString.toggle()
            }
        }
        return bytes
    }

    /// The value that starts here; empty if there is none.
    private mutating func value() -> UnsafeRawBufferPointer {
        guard let first = cursor.peek() else { return cursor.from(cursor.position) }
        let start = cursor.position
        if first == UInt8(ascii: "\"") {
            skipString()
        } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            skipNested()
        } else {
            return cursor.word()
        }
        return cursor.from(start)
    }

    private mutating func skipString() {
        cursor.position += 1
        while cursor.position < cursor.text.count {
            let byte = cursor.text[cursor.position]
            cursor.position += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\"), cursor.position < cursor.text.count { cursor.position += 1 }
        }
    }

    /// An object or an array: to the bracket that closes it.
    private mutating func skipNested() {
        var depth = 0
        while let byte = cursor.peek() {
            switch byte {
            case UInt8(ascii: "\""):
                skipString()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            cursor.position += 1
            if depth == 0 { return }
        }
    }
}

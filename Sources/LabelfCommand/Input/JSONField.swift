import CJansson

/// Finds the bytes of a field in a line that is a JSON object, which has been made sure of: a number is handed on as it is
/// written, whatever a computer's numbers hold.
struct JSONField {
    private let line: UnsafeRawBufferPointer
    private var place = 0

    /// The value of the last field of this name; nil if there is none.
    static func value(of name: String, in line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var scanner = JSONField(line: line)
        return scanner.find([UInt8](name))
    }

    private init(line: UnsafeRawBufferPointer) {
        self.line = line
    }

    private mutating func find(_ name: [UInt8]) -> UnsafeRawBufferPointer? {
        var found: UnsafeRawBufferPointer?
        skipBlanks()
        while place < line.count, byte != UInt8(ascii: "}") {
            // The brace, or the comma.
            place += 1
            skipBlanks()
            guard byte == UInt8(ascii: "\"") else { break }
            let key = value()
            skipBlanks()
            place += 1
            skipBlanks()
            let value = value()
            if Self.isName(key, name) { found = value }
            skipBlanks()
        }
        return found
    }

    /// The next byte; 0 at the end.
    private var byte: UInt8 { place < line.count ? line[place] : 0 }

    private mutating func skipBlanks() {
        while [32, 9, 10, 13].contains(byte) { place += 1 }
    }

    /// Goes behind a value.
    private mutating func value() -> UnsafeRawBufferPointer {
        let start = place
        var depth = 0
        while place < line.count {
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return piece(from: start) }
                depth -= 1
                place += 1
            case 32, 9, 10, 13, UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { return piece(from: start) }
                place += 1
            default: place += 1
            }
        }
        return piece(from: start)
    }

    private mutating func skipString() {
        place += 1
        while place < line.count, byte != UInt8(ascii: "\"") { place += byte == UInt8(ascii: "\\") ? 2 : 1 }
        place = min(place + 1, line.count)
    }

    private func piece(from start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: line[start..<place])
    }

    /// Whether a string in quotes is this name, which may be written in several ways.
    private static func isName(_ key: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
        guard key.contains(UInt8(ascii: "\\")) else { return key.dropFirst().dropLast().elementsEqual(name) }
        let start = key.bindMemory(to: CChar.self).baseAddress
        let decoded = json_loadb(start, key.count, Int(JSON_DECODE_ANY), nil)
        defer { json_decref(decoded) }
        guard let string = json_string_value(decoded) else { return false }
        return UnsafeRawBufferPointer(start: string, count: json_string_length(decoded)).elementsEqual(name)
    }
}

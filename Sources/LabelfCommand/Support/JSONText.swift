import CJansson

/// Writes JSON: values by Jansson, and what this program puts together itself without a tree for it.
enum JSONText {
    /// Appends a string in quotes. What is not UTF-8 becomes U+FFFD: JSON has nothing for it.
    static func append(string bytes: UnsafeRawBufferPointer, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        if bytes.allSatisfy({ $0 >= 32 && $0 < 128 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            line.append(contentsOf: bytes)
        } else {
            for byte in String(decoding: bytes, as: UTF8.self).utf8 { append(character: byte, to: &line) }
        }
        line.append(UInt8(ascii: "\""))
    }

    static func append(string text: String, to line: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(string: UnsafeRawBufferPointer($0), to: &line) }
    }

    private static func append(character byte: UInt8, to line: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): line.append("\\\"")
        case UInt8(ascii: "\\"): line.append("\\\\")
        case 10: line.append("\\n")
        case 13: line.append("\\r")
        case 9: line.append("\\t")
        case 0..<32:
            line.append(byte < 16 ? "\\u000" : "\\u001")
            line.append(hexDigit(byte & 15))
        default: line.append(byte)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Appends a number with as few digits as bring it back; null for one that JSON does not have.
    static func append(number: Double, to line: inout [UInt8]) {
        if number.isFinite { line.append(text: number.description) } else { line.append("null") }
    }

    /// Appends any value, without white space.
    static func append(value: UnsafeMutablePointer<json_t>, to line: inout [UInt8]) {
        let flags = Int(JSON_ENCODE_ANY) | Int(JSON_COMPACT)
        let size = json_dumpb(value, nil, 0, flags)
        let start = line.count
        line.append(contentsOf: repeatElement(0, count: size))
        let written = line.withUnsafeMutableBytes { bytes in
            json_dumpb(value, bytes.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: start), size, flags)
        }
        if written != size || size == 0 {
            line.removeLast(line.count - start)
            line.append("null")
        }
    }

    /// The names of an object's fields, in their order; none if it is no object.
    static func fields(of json: [UInt8]) -> [String] {
        let object = json.withUnsafeBytes { bytes in
            json_loadb(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, Int(JSON_ALLOW_NUL), nil)
        }
        defer { json_decref(object) }
        return fields(of: object)
    }

    static func fields(of object: UnsafeMutablePointer<json_t>?) -> [String] {
        var names: [String] = []
        var iterator = json_object_iter(object)
        while let current = iterator {
            names.append(String(cString: json_object_iter_key(current)))
            iterator = json_object_iter_next(object, current)
        }
        return names
    }

    /// What Jansson says of a text that it cannot read.
    static func message(of error: json_error_t) -> String {
        withUnsafeBytes(of: error.text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

import CJansson
import LabelfCore

/// JSON text as it grows.
struct JSONWriter {
    var text: [UInt8] = []

    /// Text that is JSON already.
    mutating func raw(_ json: StaticString) {
        text.append(contentsOf: json.bytes)
    }

    /// A string, in quotation marks. The bytes must be UTF-8. Control characters are escaped, and nothing else that
    /// need not be.
    mutating func string(_ bytes: [UInt8]) {
        let digits: StaticString = "0123456789abcdef"
        text.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20:
                raw("\\u00")
                text.append(digits.utf8Start[Int(byte >> 4)])
                text.append(digits.utf8Start[Int(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// A number with as few digits, from 15 on, as bring back the same number; null for what JSON has no number for, or
    /// if memory is short. Jansson writes it, since it writes a decimal point whatever the program's locale.
    mutating func number(_ value: Double) {
        guard let node = json_real(value) else { return raw("null") }
        defer { json_decref(node) }
        let known = text.count
        for precision in 15...17 {
            text.removeLast(text.count - known)
            guard append(node, precision: precision) else { return raw("null") }
            if precision == 17 || parsed(from: known) == value { return }
        }
    }

    /// False, and nothing appended, if it cannot be written.
    private mutating func append(_ node: JSON, precision: Int) -> Bool {
        let flags = Int(JSON_ENCODE_ANY) | shim_json_real_precision(precision)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress else { return false }
            let count = json_dumpb(node, start, 64, flags)
            guard (1...64).contains(count) else { return false }
            text.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
            return true
        }
    }

    /// The number that the text from an offset on stands for.
    private func parsed(from offset: Int) -> Double? {
        text.withUnsafeBytes { JSONTree.number(writtenAs: UnsafeRawBufferPointer(rebasing: $0[offset...])) }
    }
}

import CJansson
import LabelfCore

/// The body of an answer that is not a success (API document, "Errors"):
///
///     {"status":400,"message":"texts field is required",
///      "error_code":"MISSING_REQUIRED_FIELD","request_id":"req_7f3a9b2c"}
package enum ErrorWire {
    /// Reads what there is to read; never fails. Of a body that is not the documented JSON (a proxy's page, nothing at
    /// all, half of it) the fields are empty, and so is a field of another type. `status` is that of the response's
    /// head, which the body does not overrule.
    ///
    /// The strings are fit for one line of a log: control characters are spaces, and each has an end (code 128 bytes,
    /// message 1000, request id 128).
    package static func decode(_ body: UnsafeRawBufferPointer, status: Int) -> ServerError {
        var error = ServerError(status: status)
        guard let root = try? JSONTree.parse(body) else { return error }
        defer { json_decref(root) }
        error.code = line("error_code", of: root, limit: 128)
        error.message = line("message", of: root, limit: 1000)
        error.requestID = line("request_id", of: root, limit: 128)
        return error
    }

    private static func line(_ key: StaticString, of root: JSON, limit: Int) -> String {
        guard let bytes = JSONTree.member(key, of: root).flatMap(JSONTree.bytes) else { return "" }
        return CleanLine.make(bytes, limit: limit)
    }
}

/// Foreign UTF-8 made fit for one line of a log.
enum CleanLine {
    /// Replaces each control character (C0, DEL, C1, and the line and paragraph separators) with a space, and cuts at a
    /// character's boundary so that at most `limit` bytes are left.
    static func make(_ bytes: UnsafeRawBufferPointer, limit: Int) -> String {
        var clean: [UInt8] = []
        clean.reserveCapacity(min(bytes.count, limit))
        var index = 0
        while index < bytes.count {
            let length = min(sequenceLength(bytes[index]), bytes.count - index)
            let sequence = UnsafeRawBufferPointer(rebasing: bytes[index..<index + length])
            let isControl = isControl(sequence)
            guard clean.count + (isControl ? 1 : length) <= limit else { break }
            if isControl {
                clean.append(UInt8(ascii: " "))
            } else {
                clean.append(contentsOf: sequence)
            }
            index += length
        }
        return String(bytes: clean)
    }

    /// How many bytes a character takes that starts with this one.
    private static func sequenceLength(_ first: UInt8) -> Int {
        first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    private static func isControl(_ sequence: UnsafeRawBufferPointer) -> Bool {
        switch sequence.count {
        case 1: sequence[0] < 0x20 || sequence[0] == 0x7F
        case 2: sequence[0] == 0xC2 && sequence[1] < 0xA0
        case 3: sequence[0] == 0xE2 && sequence[1] == 0x80 && (sequence[2] == 0xA8 || sequence[2] == 0xA9)
        default: false
        }
    }
}

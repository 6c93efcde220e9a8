import CJansson
import LabelfCore

/// A node of Jansson's tree. It lives as long as the root that it hangs from.
typealias JSON = UnsafeMutablePointer<json_t>

/// Reading and building trees. No function here copies a string that it reads.
enum JSONTree {
    /// Parses a body whose outermost value is an object or an array. The caller releases the root with `json_decref`.
    ///
    /// Every number is read as a real one, so that an integer of any size in a field nobody asked for does no harm. A
    /// string may hold NUL. Jansson refuses more than 2048 levels, which is what protects the stack.
    static func parse(_ body: UnsafeRawBufferPointer) throws(WireError) -> JSON {
        guard let start = body.baseAddress, body.count > 0 else { throw WireError("the body is empty") }
        var error = json_error_t()
        let flags = Int(JSON_DECODE_INT_AS_REAL) | Int(JSON_ALLOW_NUL)
        let root = json_loadb(start.assumingMemoryBound(to: CChar.self), body.count, flags, &error)
        guard let root else { throw WireError("the body \(fault(of: error)) (at byte \(Int(error.position)))") }
        return root
    }

    /// In our own words: Jansson's message quotes the body, and may so quote a text.
    private static func fault(of error: json_error_t) -> StaticString {
        var error = error
        let code = UInt32(bitPattern: shim_json_error_code(&error))
        if code == json_error_out_of_memory.rawValue { return "does not fit into memory" }
        if code == json_error_stack_overflow.rawValue { return "is nested too deep" }
        if code == json_error_invalid_utf8.rawValue { return "is not UTF-8" }
        if code == json_error_premature_end_of_input.rawValue { return "is cut short" }
        if code == json_error_numeric_overflow.rawValue { return "has a number that is too large" }
        return "is not JSON"
    }

    /// The value of a key; nil if the object has no such key, or is no object.
    @inline(__always)
    static func member(_ key: StaticString, of object: JSON) -> JSON? {
        json_object_get(object, UnsafeRawPointer(key.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    /// The bytes of a string where they lie in the tree; nil if the value is no string.
    @inline(__always)
    static func bytes(_ value: JSON) -> UnsafeRawBufferPointer? {
        guard value.pointee.type == JSON_STRING, let start = json_string_value(value) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: json_string_length(value))
    }

    /// A number that is finite; nil if the value is none.
    @inline(__always)
    static func number(_ value: JSON) -> Double? {
        guard value.pointee.type == JSON_REAL else { return nil }
        let number = json_real_value(value)
        return number.isFinite ? number : nil
    }

    /// The number that is written so, read as a document of its own; nil if it is none, or is not finite.
    static func number(writtenAs text: UnsafeRawBufferPointer) -> Double? {
        guard let start = text.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
        let flags = Int(JSON_DECODE_ANY) | Int(JSON_DECODE_INT_AS_REAL)
        guard let node = json_loadb(start, text.count, flags, nil) else { return nil }
        defer { json_decref(node) }
        return number(node)
    }

    /// A string of bytes that are known to be UTF-8. Nil if memory is short.
    static func string(_ bytes: UnsafeRawBufferPointer) -> JSON? {
        guard let start = bytes.baseAddress else { return json_stringn_nocheck("", 0) }
        return json_stringn_nocheck(start.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    /// Hangs a value into an object. Takes the value over, even when it fails. False if memory is short, also for the
    /// value.
    static func set(_ key: StaticString, of object: JSON, to value: JSON?) -> Bool {
        let key = UnsafeRawPointer(key.utf8Start).assumingMemoryBound(to: CChar.self)
        return json_object_set_new_nocheck(object, key, value) == 0
    }

    /// Appends a value to an array. Takes the value over, even when it fails. False if memory is short, also for the
    /// value.
    static func append(_ value: JSON?, to array: JSON) -> Bool {
        json_array_append_new(array, value) == 0
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    @inline(__always)
    func sameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        count == other.count && shim_same_bytes(baseAddress, other.baseAddress, count) != 0
    }

    @inline(__always)
    func isSame(as other: StaticString) -> Bool {
        sameBytes(as: UnsafeRawBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }
}

import CJansson
import LabelfCore

/// One item, read by the names of its fields. What it hands out lies at a fixed address as long as it lives. Holds no lock.
package final class ItemReader {
    /// The JSON, with a NUL behind it.
    private let start: UnsafeMutablePointer<CChar>
    private let count: Int
    /// Parsed when a field is first asked for; nil before, and if memory is short.
    private var tree: JSON?
    /// Copies of what is no string, with a NUL behind each.
    private var copies: [(node: JSON, text: UnsafeMutablePointer<CChar>, length: Int)] = []

    package init(_ item: ListItem) {
        count = item.json.count
        start = .allocate(capacity: count + 1)
        Self.copy(item.json, to: start)
    }

    deinit {
        for copy in copies { copy.text.deallocate() }
        if let tree { json_decref(tree) }
        start.deallocate()
    }

    package typealias Text = (start: UnsafePointer<CChar>, length: Int)

    /// The whole, without white space between its parts.
    package var json: Text { (UnsafePointer(start), count) }

    /// A string as it is, anything else as JSON; nil if the item has no such field, or null there.
    package func text(_ field: UnsafePointer<CChar>) -> Text? {
        guard let node = member(field) else { return nil }
        if let string = JSONTree.bytes(node) { return Self.text(string) }
        if let copy = copies.first(where: { $0.node == node }) { return (UnsafePointer(copy.text), copy.length) }
        guard let raw = raw(field) else { return nil }
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: raw.count + 1)
        Self.copy(raw, to: text)
        copies.append((node, text, raw.count))
        return (UnsafePointer(text), raw.count)
    }

    /// A whole number as it is written; nil if the field is none, or beyond 64 bits.
    package func integer(_ field: UnsafePointer<CChar>) -> Int64? {
        guard let node = member(field), JSONTree.number(node) != nil, let digits = raw(field) else { return nil }
        let isNegative = digits.first == UInt8(ascii: "-")
        var number: Int64 = 0
        for byte in digits.dropFirst(isNegative ? 1 : 0) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte & 15)
            let (sum, carry) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            number = sum
        }
        return number
    }

    /// Nil if the field is no number.
    package func number(_ field: UnsafePointer<CChar>) -> Double? {
        member(field).flatMap { JSONTree.number($0) }
    }

    /// How many elements the field's list has; 0 if it is none.
    package func elements(_ field: UnsafePointer<CChar>) -> Int {
        guard let list = member(field), list.pointee.type == JSON_ARRAY else { return 0 }
        return json_array_size(list)
    }

    /// An element of the field's list: a string, or the name of an object; nil if it is neither, or does not exist.
    package func element(_ field: UnsafePointer<CChar>, _ index: Int) -> Text? {
        guard index >= 0, let list = member(field), let node = json_array_get(list, index) else { return nil }
        return Self.name(node).flatMap { Self.text($0) }
    }

    /// A string, or the `name` of an object: labels come as either.
    static func name(_ node: JSON) -> UnsafeRawBufferPointer? {
        JSONTree.bytes(node) ?? JSONTree.member("name", of: node).flatMap { JSONTree.bytes($0) }
    }

    private func member(_ field: UnsafePointer<CChar>) -> JSON? {
        if tree == nil { tree = try? JSONTree.parse(UnsafeRawBufferPointer(start: start, count: count)) }
        guard let tree, let node = json_object_get(tree, field), node.pointee.type != JSON_NULL else { return nil }
        return node
    }

    /// How the value is written.
    private func raw(_ field: UnsafePointer<CChar>) -> [UInt8]? {
        let key = UnsafeRawBufferPointer(start: field, count: shim_length(field))
        let json = UnsafeRawBufferPointer(start: start, count: count)
        return JSONSpans.member(key, of: json).map { [UInt8]($0) }
    }

    /// Jansson ends each string with a NUL.
    private static func text(_ string: UnsafeRawBufferPointer) -> Text? {
        string.baseAddress.map { ($0.assumingMemoryBound(to: CChar.self), string.count) }
    }

    private static func copy(_ bytes: [UInt8], to target: UnsafeMutablePointer<CChar>) {
        for (index, byte) in bytes.enumerated() { target[index] = CChar(bitPattern: byte) }
        target[bytes.count] = 0
    }
}

import CJansson
import LabelfCore

/// What is documented of the items of each kind (API document, "Endpoints"), and held against what comes.
struct ItemFields {
    private enum Shape { case string, stringOrNumber }

    private let kind: ListKind

    init(_ kind: ListKind) {
        self.kind = kind
    }

    /// An item from its node in the tree and its text in the body. `index` is its place in a page; nil for one alone.
    func item(_ node: JSON, _ text: UnsafeRawBufferPointer, _ index: Int?) throws(WireError) -> ListItem {
        guard node.pointee.type == JSON_OBJECT else { throw WireError("\(place(index)) is not an object") }
        let isNamed = kind == .models || kind == .datasets
        try check("id", node, index, isRequired: isNamed)
        if isNamed { try check("name", node, index, .string, isRequired: true) }
        if kind == .models {
            try check("type", node, index)
            try check("status", node, index)
        } else if kind == .datasets {
            try check("text_column", node, index)
            try check("row_count", node, index)
            try check("created_at", node, index)
            try check("last_ingested_at", node, index)
            try check("integration_id", node, index)
        } else if kind == .records {
            try check("text", node, index, .string, isRequired: true)
        }
        return ListItem(json: JSONSpans.compact(text), id: try id(node, text, index))
    }

    private func check(
        _ key: StaticString, _ node: JSON, _ index: Int?, _ shape: Shape = .stringOrNumber, isRequired: Bool = false
    ) throws(WireError) {
        guard let member = JSONTree.member(key, of: node), member.pointee.type != JSON_NULL else {
            if isRequired { throw fault(index, key, "is missing") }
            return
        }
        if member.pointee.type == JSON_STRING { return }
        if shape == .string { throw fault(index, key, "is not a string") }
        if JSONTree.number(member) == nil { throw fault(index, key, "is neither a string nor a number") }
    }

    private func id(_ node: JSON, _ text: UnsafeRawBufferPointer, _ index: Int?) throws(WireError) -> [UInt8]? {
        guard let member = JSONTree.member("id", of: node), member.pointee.type != JSON_NULL else { return nil }
        // A number is kept as it is written, however many digits it has.
        let bytes = JSONTree.bytes(member) ?? JSONSpans.member("id", of: text)
        guard let bytes else { throw fault(index, "id", "is spelled in an unusual way") }
        // An id that is empty tells nothing from anything.
        if bytes.isEmpty { throw fault(index, "id", "is empty") }
        return [UInt8](bytes)
    }

    private func fault(_ index: Int?, _ key: StaticString, _ what: StaticString) -> WireError {
        WireError("\(place(index)).\(key) \(what)")
    }

    private func place(_ index: Int?) -> Message {
        if let index { return "data[\(index)]" }
        return kind == .models ? "the model" : "the dataset"
    }
}

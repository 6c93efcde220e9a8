import CJansson
import LabelfCore

/// The documented fields of what is listed, for each kind (API document, "Endpoints").
struct ItemFields {
    typealias Field = (field: ListField, key: StaticString, isRequired: Bool)

    let fields: [Field]

    init(_ kind: ListKind) {
        switch kind {
        case .models:
            fields = [
                (.id, "id", true), (.name, "name", true), (.type, "type", false), (.status, "status", false),
            ]
        case .datasets:
            fields = [
                (.id, "id", true), (.name, "name", true), (.textColumn, "text_column", false),
                (.metadataColumns, "metadata_columns", false), (.rowCount, "row_count", false),
                (.createdAt, "created_at", false), (.lastIngestedAt, "last_ingested_at", false),
                (.integrationID, "integration_id", false),
            ]
        case .records: fields = [(.id, "id", false), (.text, "text", true)]
        }
    }

    /// An item from its node in the tree and its text in the body; `place` is what an error calls it.
    func item(_ node: JSON, _ text: UnsafeRawBufferPointer, at place: Message) throws(WireError) -> ListItem {
        guard node.pointee.type == JSON_OBJECT else { throw WireError("\(place) is not an object") }
        let members = JSONSpans.members(of: text)
        var values: [ListItem.Value] = []
        for field in fields {
            let member = JSONTree.member(field.key, of: node)
            guard let member, member.pointee.type != JSON_NULL else {
                if field.isRequired { throw WireError("\(place).\(field.key) is missing") }
                continue
            }
            if let bytes = JSONTree.bytes(member) {
                // An id that is empty tells nothing from anything.
                if field.field == .id, bytes.isEmpty { throw WireError("\(place).id is empty") }
                values.append(.init(field: field.field, bytes: [UInt8](bytes)))
                continue
            }
            if field.field == .text || field.field == .name {
                throw WireError("\(place).\(field.key) is not a string")
            }
            guard JSONTree.number(member) != nil || field.field == .metadataColumns,
                let raw = Self.raw(field.key, members)
            else { throw WireError("\(place).\(field.key) is neither a string nor a number") }
            values.append(.init(field: field.field, bytes: JSONSpans.compact(raw)))
        }
        return ListItem(json: JSONSpans.compact(text), values: values)
    }

    /// Where a member's value is written; of a repeated one the last, as in the tree.
    private static func raw(
        _ key: StaticString, _ members: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)]
    ) -> UnsafeRawBufferPointer? {
        let key = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        return members.last { $0.name.sameBytes(as: key) }?.value
    }
}

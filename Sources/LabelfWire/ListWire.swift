import CJansson
import LabelfCore

/// Lists (API document, "Paging"):
///
///     {"data":[{"id":1,"name":"Contact reason"}],"total":47,"offset":20,"limit":10,"has_more":true}
package enum ListWire {
    /// Where a page is, below the base URL. The path of a dataset's records is not documented in public: it is here and
    /// nowhere else. Throws `.argument` for an id that cannot be part of a path.
    package static func path(_ kind: ListKind, _ request: ListRequest) throws(LabelfError) -> String {
        let query: Message = "?offset=\(request.offset)&limit=\(request.limit)"
        let path: Message =
            switch kind {
            case .models: "/models\(query)"
            case .datasets: "/datasets\(query)"
            case .records(let dataset): "\(try datasetPath(dataset))/records\(query)"
            }
        return path.text
    }

    /// Where one dataset is.
    package static func datasetPath(_ id: [UInt8]) throws(LabelfError) -> String {
        // A path's "." and ".." mean another path, even percent-encoded.
        let isDots = id.count <= 2 && id.allSatisfy { $0 == UInt8(ascii: ".") }
        guard (1...256).contains(id.count), !isDots else {
            throw LabelfError(.argument, "the dataset's id must have 1 to 256 bytes, and not be . or ..")
        }
        let path: Message = "/datasets/\(PercentEncoding.encode(id))"
        return path.text
    }

    /// Reads one page. Items are kept as they were written; throws if something that is documented for all of them is
    /// missing, or the page does not say where it is.
    package static func decode(_ body: UnsafeRawBufferPointer, _ kind: ListKind) throws(WireError) -> ListPage {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        guard let data = JSONTree.member("data", of: root) else { throw WireError("data is missing") }
        guard data.pointee.type == JSON_ARRAY else { throw WireError("data is not an array") }
        let offset = try JSONTree.whole("offset", of: root)
        let limit = try JSONTree.whole("limit", of: root)
        let total = try JSONTree.whole("total", of: root)
        guard offset >= 0, limit >= 0, total >= 0 else { throw WireError("offset, limit or total is below 0") }
        guard let more = JSONTree.member("has_more", of: root) else { throw WireError("has_more is missing") }
        guard more.pointee.type == JSON_TRUE || more.pointee.type == JSON_FALSE else {
            throw WireError("has_more is not true or false")
        }
        let key: StaticString = "data"
        let name = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        let text = JSONSpans.members(of: body).last { $0.name.sameBytes(as: name) }
        let spans = text.map { JSONSpans.elements(of: $0.value) } ?? []
        guard spans.count == json_array_size(data) else { throw WireError("data is spelled in an unusual way") }
        let fields = ItemFields(kind)
        var items: [ListItem] = []
        items.reserveCapacity(spans.count)
        for (index, span) in spans.enumerated() {
            guard let node = json_array_get(data, index) else { break }
            items.append(try fields.item(node, span, at: "data[\(index)]"))
        }
        return ListPage(
            offset: offset, limit: limit, total: total, hasMore: more.pointee.type == JSON_TRUE, items: items)
    }

    /// Reads one dataset, which has the fields of an item of the list.
    package static func decodeDataset(_ body: UnsafeRawBufferPointer) throws(WireError) -> ListItem {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        return try ItemFields(.datasets).item(root, body, at: "the dataset")
    }
}

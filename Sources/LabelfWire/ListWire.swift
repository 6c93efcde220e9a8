import CJansson
import LabelfCore

/// Lists (API document, "Paging"):
///
///     {"data":[{"id":1,"name":"Contact reason"}],"total":47,"offset":20,"limit":10,"has_more":true}
package enum ListWire {
    /// Where a page is, below the base URL. Throws `.argument` for a path whose query says itself where to start.
    /// - Parameter path: of the list, percent-encoded; it may have a query.
    package static func path(_ path: String, _ request: ListRequest) throws(LabelfError) -> String {
        var join: StaticString = "?"
        let bytes = path.bytes
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "?") || byte == UInt8(ascii: "&") {
            let rest = bytes[(index + 1)...]
            guard !("offset=" as StaticString).starts(rest), !("limit=" as StaticString).starts(rest) else {
                throw LabelfError(.argument, "path has an offset or a limit in its query: the list's options say those")
            }
            join = "&"
        }
        let page: Message = "\(path)\(join)offset=\(request.offset)&limit=\(request.limit)"
        return page.text
    }

    /// Where one dataset is.
    package static func datasetPath(_ id: [UInt8]) throws(LabelfError) -> String {
        // A path's "." and ".." mean another path, even percent-encoded.
        let isDots = id.count <= 2 && id.allSatisfy { $0 == UInt8(ascii: ".") }
        guard (1...256).contains(id.count), !isDots else {
            throw LabelfError(.argument, "the dataset's id must have 1 to 256 bytes, and not be . or ..")
        }
        let path: Message = "\(ListKind.datasetsPath)/\(PercentEncoding.encode(id))"
        return path.text
    }

    /// Where the records of one dataset are.
    package static func recordsPath(_ id: [UInt8]) throws(LabelfError) -> String {
        let path: Message = "\(try datasetPath(id))\(ListKind.recordsPart)"
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
        let spans = JSONSpans.member("data", of: body).map { JSONSpans.elements(of: $0) } ?? []
        guard spans.count == json_array_size(data) else { throw WireError("data is spelled in an unusual way") }
        let fields = ItemFields(kind)
        var items: [ListItem] = []
        items.reserveCapacity(spans.count)
        for (index, span) in spans.enumerated() {
            guard let node = json_array_get(data, index) else { break }
            items.append(try fields.item(node, span, index))
        }
        return ListPage(
            offset: offset, limit: limit, total: total, hasMore: more.pointee.type == JSON_TRUE, items: items)
    }

    /// Reads one dataset, which has the fields of an item of the list.
    package static func decodeDataset(_ body: UnsafeRawBufferPointer) throws(WireError) -> ListItem {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        return try ItemFields(.datasets).item(root, body, nil)
    }
}

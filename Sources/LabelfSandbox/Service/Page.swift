/// The part of a list that a client asked for.
struct Page: Equatable {
    /// How many items come before it.
    var offset: Int
    /// The most items in it, after the service has had its say.
    var limit: Int

    /// How many items there are in a page if the client does not say.
    static let usualLimit = 20

    /// Reads `offset` and `limit` from a query; `mostItems` is the highest limit the service grants.
    init(query: Substring, mostItems: Int) throws(ServiceError) {
        offset = 0
        limit = Self.usualLimit
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? Int(parts[1]) : nil
            switch parts[0] {
            case "offset":
                guard let value, value >= 0 else { throw .invalidParameter("offset", "a whole number of at least 0") }
                offset = value
            case "limit":
                guard let value, value >= 1 else { throw .invalidParameter("limit", "a whole number of at least 1") }
                limit = value
            default: break
            }
        }
        limit = min(limit, mostItems)
    }

    /// The documented envelope around this page of `items`.
    func body<Item>(of items: [Item], write: (inout JSONWriter, Item) -> Void) -> [UInt8] {
        let rest = items.dropFirst(offset)
        var writer = JSONWriter()
        writer.raw("{\"data\":")
        writer.array(rest.prefix(limit), write: write)
        writer.raw(",\"total\":")
        writer.integer(items.count)
        writer.raw(",\"offset\":")
        writer.integer(offset)
        writer.raw(",\"limit\":")
        writer.integer(limit)
        writer.raw(",\"has_more\":")
        writer.bool(rest.count > limit)
        writer.raw("}")
        return writer.bytes
    }
}

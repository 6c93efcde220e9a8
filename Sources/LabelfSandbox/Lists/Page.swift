/// The part of a list that a client asked for.
struct Page: Equatable {
    /// How many items come before it.
    var offset: Int
    /// The most items in it, after the service has had its say.
    var limit: Int

    /// How many items there are in a page if the client does not say.
    static let usualLimit = 20

    /// More than any list here has; the API does not say how far a client may count.
    static let highest = 1_000_000_000

    /// Reads `offset` and `limit` from a query; `mostItems` is the highest limit the service grants.
    init(query: Substring, mostItems: Int) throws(ServiceError) {
        guard let fields = FormFields(query) else { throw .invalidParameter("the query", "well-formed") }
        offset = try Self.number(fields, "offset", atLeast: 0) ?? 0
        limit = min(try Self.number(fields, "limit", atLeast: 1) ?? Self.usualLimit, mostItems)
    }

    private static func number(_ fields: FormFields, _ name: String, atLeast lowest: Int) throws(ServiceError) -> Int? {
        guard let text = fields[name] else { return nil }
        guard let value = Int(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            (lowest...highest).contains(value)
        else { throw .invalidParameter(name, "a whole number from \(lowest) to \(highest)") }
        return value
    }

    /// The documented envelope around this page of `items`.
    func body<Item>(of items: [Item], fault: FaultAction?, write: (inout JSONWriter, Item) -> Void) -> [UInt8] {
        let rest = items.dropFirst(offset)
        var shown = Array(rest.prefix(limit))
        fault?.distort(&shown)
        var writer = JSONWriter()
        writer.raw("{\"data\":")
        writer.array(shown, write: write)
        writer.raw(",\"total\":")
        if fault?.wrongTypes == true { writer.string("many") } else { writer.integer(items.count) }
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

/// One item of a list: a model, a dataset, a record of a dataset, or what else is listed.
package struct ListItem: Equatable {
    /// What the service sent, as JSON without white space; numbers as it wrote them.
    package let json: [UInt8]
    /// The value of `id`, by which the item is told from others: a string as it is, a number as JSON. Nil if it has none.
    package let id: [UInt8]?

    package init(json: [UInt8], id: [UInt8]?) {
        self.json = json
        self.id = id
    }
}

/// One page of a list, as the service gave it (API document, "Paging").
package struct ListPage {
    /// Where the page starts, and how many items a page may have, by the service's own account: it may not be what was
    /// asked for.
    package var offset: Int
    package var limit: Int
    /// Items of the whole list; nil if it was not said.
    package var total: Int?
    package var hasMore: Bool
    package var items: [ListItem]

    package init(offset: Int, limit: Int, total: Int?, hasMore: Bool, items: [ListItem]) {
        (self.offset, self.limit, self.total, self.hasMore, self.items) = (offset, limit, total, hasMore, items)
    }
}

/// What a page is asked for with.
package struct ListRequest: Equatable {
    package var offset: Int
    package var limit: Int

    package init(offset: Int, limit: Int) {
        (self.offset, self.limit) = (offset, limit)
    }
}

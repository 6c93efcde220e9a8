/// The fields of a list's items that the API document names ("Endpoints"), for those who do not want to read JSON.
package enum ListField: Sendable {
    case id, name, type, status
    case textColumn, metadataColumns, rowCount, createdAt, lastIngestedAt, integrationID
    case text
}

/// One item of a list: a model, a dataset, or a record of a dataset.
package struct ListItem: Equatable {
    package struct Value: Equatable {
        package var field: ListField
        package var bytes: [UInt8]

        package init(field: ListField, bytes: [UInt8]) {
            (self.field, self.bytes) = (field, bytes)
        }
    }

    /// What the service sent, as JSON without white space; numbers as it wrote them.
    package let json: [UInt8]
    /// The documented fields that it has, as UTF-8: strings as they are, anything else as JSON.
    package let values: [Value]
    /// The value of `id`, by which the item is told from others; nil if it has none.
    package let id: [UInt8]?

    package init(json: [UInt8], values: [Value]) {
        self.json = json
        self.values = values
        id = values.first { $0.field == .id }?.bytes
    }

    /// Nil if the item has no such field.
    package subscript(field: ListField) -> [UInt8]? {
        values.first { $0.field == field }?.bytes
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

import CLabelf

/// A model, a dataset or a record.
final class Item {
    private let item: OpaquePointer

    fileprivate init(_ item: OpaquePointer) { self.item = item }

    deinit { labelf_item_free(item) }

    /// The item as JSON, in one line without its end.
    var json: [UInt8] {
        var length = 0
        guard let start = labelf_item_json(item, &length) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: length))
    }

    /// A field as text; "" if there is none.
    func text(_ field: String) -> String {
        var length = 0
        guard let start = labelf_item_text(item, field, &length) else { return "" }
        return Array(UnsafeRawBufferPointer(start: start, count: length)).text
    }

    static func model(_ id: Int64, _ service: Service) throws(CommandFailure) -> Item {
        var (item, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        guard labelf_get_model(service.client, id, nil, &item, &error) == LABELF_OK, let item else {
            throw ServiceError.take(error).failure
        }
        return Item(item)
    }

    static func dataset(_ id: String, _ service: Service) throws(CommandFailure) -> Item {
        var (item, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        guard labelf_get_dataset(service.client, id, nil, &item, &error) == LABELF_OK, let item else {
            throw ServiceError.take(error).failure
        }
        return Item(item)
    }
}

/// What can be listed.
enum Listing {
    case models
    case datasets
    case records(dataset: String)
}

/// A list, an item at a time.
final class ItemList {
    private let cursor: OpaquePointer
    // The cursor gives what it has and then an error when its client is gone.
    private let service: Service

    /// Begins it. 0 for the usual size of a page.
    init(_ listing: Listing, pageSize: Int32 = 0, _ service: Service) throws(CommandFailure) {
        var options = labelf_list_options()
        options.size = MemoryLayout<labelf_list_options>.size
        options.page_size = pageSize
        var (cursor, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        let status =
            switch listing {
            case .models: labelf_list_models(service.client, &options, &cursor, &error)
            case .datasets: labelf_list_datasets(service.client, &options, &cursor, &error)
            case .records(let dataset): labelf_list_records(service.client, dataset, &options, &cursor, &error)
            }
        guard status == LABELF_OK, let cursor else {
            throw ServiceError.take(error).failure
        }
        self.cursor = cursor
        self.service = service
    }

    deinit { labelf_cursor_free(cursor) }

    /// Waits for the next one; nil at the end.
    func next() throws(CommandFailure) -> Item? {
        var (item, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        guard labelf_cursor_next(cursor, &item, &error) == LABELF_OK else { throw ServiceError.take(error).failure }
        return item.map { Item($0) }
    }

    /// How many there are in all; nil before the first one.
    var total: Int64? {
        let total = labelf_cursor_total(cursor)
        return total >= 0 ? total : nil
    }
}

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
        guard labelf_model(service.client, id, nil, &item, &error) == LABELF_OK, let item else {
            throw ServiceError.take(error).failure
        }
        return Item(item)
    }

    static func dataset(_ id: String, _ service: Service) throws(CommandFailure) -> Item {
        var (item, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        guard labelf_dataset(service.client, id, nil, &item, &error) == LABELF_OK, let item else {
            throw ServiceError.take(error).failure
        }
        return Item(item)
    }
}

/// A list, an item at a time.
final class ItemList {
    private let cursor: OpaquePointer
    // The cursor gives what it has and then an error when its client is gone.
    private let service: Service

    /// Begins it; `path` is below the base URL. 0 for the usual size of a page.
    init(_ path: String, pageSize: Int32 = 0, _ service: Service) throws(CommandFailure) {
        var options = labelf_list_options()
        options.size = MemoryLayout<labelf_list_options>.size
        options.page_size = pageSize
        var (cursor, error): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        guard labelf_list(service.client, path, &options, &cursor, &error) == LABELF_OK, let cursor else {
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

/// A part of a path in which every byte that is not a letter, a digit or one of `-._~` is a percent sign and two digits.
func percentEncoded(_ part: String) -> String {
    let digits: [Character] = Array("0123456789ABCDEF")
    var result = ""
    for byte in part.utf8 {
        let character = Character(UnicodeScalar(byte))
        if byte < 128, character.isLetter || character.isNumber || "-._~".contains(character) {
            result.append(character)
        } else {
            result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
    return result
}

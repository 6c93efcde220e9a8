// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore
internal import LabelfWire

@_cdecl("labelf_list") @implementation
public func labelf_list(
    _ client: OpaquePointer!, _ path: UnsafePointer<CChar>!, _ options: UnsafePointer<labelf_list_options>!,
    _ cursor: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    list(client, options, cursor, error) { () throws(LabelfError) in
        let path = try text(path, "path")
        try RequestPath.check(path)
        return path
    }
}

@_cdecl("labelf_list_models") @implementation
public func labelf_list_models(
    _ client: OpaquePointer!, _ options: UnsafePointer<labelf_list_options>!,
    _ cursor: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    list(client, options, cursor, error) { Message(stringLiteral: ListKind.modelsPath).text }
}

@_cdecl("labelf_list_datasets") @implementation
public func labelf_list_datasets(
    _ client: OpaquePointer!, _ options: UnsafePointer<labelf_list_options>!,
    _ cursor: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    list(client, options, cursor, error) { Message(stringLiteral: ListKind.datasetsPath).text }
}

@_cdecl("labelf_list_records") @implementation
public func labelf_list_records(
    _ client: OpaquePointer!, _ dataset: UnsafePointer<CChar>!, _ options: UnsafePointer<labelf_list_options>!,
    _ cursor: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    list(client, options, cursor, error) { () throws(LabelfError) in
        try ListWire.recordsPath(text(dataset, "dataset").bytes)
    }
}

@_cdecl("labelf_cursor_next") @implementation
public func labelf_cursor_next(
    _ cursor: OpaquePointer!, _ item: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    item?.pointee = nil
    error?.pointee = nil
    guard let cursor, let item else { return badArgument("cursor or item is NULL", error) }
    return next(Handle<Cursor>.object(cursor), item, error)
}

@_cdecl("labelf_cursor_total") @implementation
public func labelf_cursor_total(_ cursor: OpaquePointer!) -> Int64 {
    guard let cursor else { return -1 }
    return Int64(Handle<Cursor>.object(cursor).total ?? -1)
}

@_cdecl("labelf_cursor_free") @implementation
public func labelf_cursor_free(_ cursor: OpaquePointer!) {
    // A forked child has no driver, and perhaps a lock that nobody will ever release: there it lets the cursor be.
    guard let cursor, !Handle<Cursor>.object(cursor).client.isForeign else { return }
    Handle<Cursor>.take(cursor).cancel()
}

@_cdecl("labelf_get_model") @implementation
public func labelf_get_model(
    _ client: OpaquePointer!, _ model: Int64, _ options: UnsafePointer<labelf_request_options>!,
    _ item: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    item?.pointee = nil
    error?.pointee = nil
    guard let client, let item else { return badArgument("client or item is NULL", error) }
    return one(Handle<Client>.object(client), model, nil, options, item, error)
}

@_cdecl("labelf_get_dataset") @implementation
public func labelf_get_dataset(
    _ client: OpaquePointer!, _ id: UnsafePointer<CChar>!, _ options: UnsafePointer<labelf_request_options>!,
    _ item: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    item?.pointee = nil
    error?.pointee = nil
    guard let client, let id, let item else { return badArgument("client, id or item is NULL", error) }
    return one(Handle<Client>.object(client), 0, id, options, item, error)
}

/// - Parameter path: what is listed.
private func list(
    _ client: OpaquePointer?, _ options: UnsafePointer<labelf_list_options>?,
    _ cursor: UnsafeMutablePointer<OpaquePointer?>?, _ target: ErrorTarget,
    path: () throws(LabelfError) -> String
) -> labelf_status {
    cursor?.pointee = nil
    target?.pointee = nil
    guard let handle = client, let cursor else { return badArgument("client or cursor is NULL", target) }
    let client = Handle<Client>.object(handle)
    do throws(LabelfError) {
        var known = labelf_list_options()
        try readOptions(options, to: &known, reserved: { $0.reserved }, "LABELF_LIST_OPTIONS_INIT")
        guard known.start >= 0, known.start < 1 << 28 else {
            throw LabelfError(.argument, "start must be 0 to 268435455")
        }
        guard known.page_size >= 0, known.page_size <= 10_000 else {
            throw LabelfError(.argument, "page_size must be 0 to 10000")
        }
        let pageSize = known.page_size == 0 ? 100 : Int(known.page_size)
        cursor.pointee = Handle.make(
            try Cursor.start(
                client, path(), CallOptions(lane: known.lane, deadline: known.deadline_ms).terms,
                start: Int(known.start),
                pageSize: pageSize))
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

/// - Parameter name: of the argument.
private func text(_ pointer: UnsafePointer<CChar>?, _ name: StaticString) throws(LabelfError) -> String {
    guard let pointer else { throw LabelfError(.argument, "\(name) is NULL") }
    guard let text = string(pointer) else { throw LabelfError(.argument, "\(name) is not UTF-8") }
    return text
}

private func next(
    _ cursor: Cursor, _ item: UnsafeMutablePointer<OpaquePointer?>, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        if let next = try cursor.next() { item.pointee = Handle.make(ItemReader(next)) }
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

/// A dataset with an id, a model without.
private func one(
    _ client: Client, _ model: Int64, _ dataset: UnsafePointer<CChar>?,
    _ options: UnsafePointer<labelf_request_options>?, _ item: UnsafeMutablePointer<OpaquePointer?>,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let known = try labelf_request_options(known: options)
        let terms = try CallOptions(lane: known.lane, deadline: known.deadline_ms).terms
        if let dataset {
            guard let id = string(dataset) else { throw LabelfError(.argument, "id is not UTF-8") }
            item.pointee = Handle.make(ItemReader(try client.dataset(id.bytes, terms)))
        } else {
            item.pointee = Handle.make(ItemReader(try client.model(model, terms)))
        }
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

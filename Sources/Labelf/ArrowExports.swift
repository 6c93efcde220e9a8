// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import CPosix

@_cdecl("labelf_result_arrow") @implementation
public func labelf_result_arrow(
    _ result: OpaquePointer!, _ schema: UnsafeMutablePointer<ArrowSchema>!, _ array: UnsafeMutablePointer<ArrowArray>!
) -> labelf_status {
    export(result.map { Handle<ResultHandle>.object($0) }, schema, array)
}

@_cdecl("labelf_result_arrow_stream") @implementation
public func labelf_result_arrow_stream(
    _ result: OpaquePointer!, _ stream: UnsafeMutablePointer<ArrowArrayStream>!
) -> labelf_status {
    export(result.map { Handle<ResultHandle>.object($0) }, stream)
}

@_cdecl("labelf_matches_arrow") @implementation
public func labelf_matches_arrow(
    _ matches: OpaquePointer!, _ schema: UnsafeMutablePointer<ArrowSchema>!, _ array: UnsafeMutablePointer<ArrowArray>!
) -> labelf_status {
    export(matches.map { Handle<MatchesHandle>.object($0) }, schema, array)
}

@_cdecl("labelf_matches_arrow_stream") @implementation
public func labelf_matches_arrow_stream(
    _ matches: OpaquePointer!, _ stream: UnsafeMutablePointer<ArrowArrayStream>!
) -> labelf_status {
    export(matches.map { Handle<MatchesHandle>.object($0) }, stream)
}

private func export(
    _ rows: ArrowRows?, _ schema: UnsafeMutablePointer<ArrowSchema>?, _ array: UnsafeMutablePointer<ArrowArray>?
) -> labelf_status {
    schema?.pointee.release = nil
    array?.pointee.release = nil
    guard let rows, schema != nil || array != nil else { return LABELF_ERROR_ARGUMENT }
    if schema.map({ rows.names.write($0) }) ?? true, array.map({ rows.write($0) }) ?? true { return LABELF_OK }
    schema?.abandon()
    array?.abandon()
    return LABELF_ERROR_MEMORY
}

private func export(_ rows: ArrowRows?, _ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> labelf_status {
    stream?.pointee.release = nil
    guard let rows, let stream else { return LABELF_ERROR_ARGUMENT }
    return stream.begin(rows) ? LABELF_OK : LABELF_ERROR_MEMORY
}

/// What is behind a stream until it is released.
private struct ArrowStreamStore {
    let rows: Unmanaged<ArrowRows>
    var isDone = false
    var hasFailed = false
}

extension UnsafeMutablePointer where Pointee == ArrowArrayStream {
    fileprivate func begin(_ rows: ArrowRows) -> Bool {
        guard let block = malloc(MemoryLayout<ArrowStreamStore>.size) else { return false }
        block.initializeMemory(as: ArrowStreamStore.self, to: ArrowStreamStore(rows: .passRetained(rows)))
        pointee.private_data = block
        pointee.get_schema = { stream, schema in
            guard let stream, let schema else { return EINVAL }
            return stream.answer(export(stream.rows, schema, nil))
        }
        pointee.get_next = { stream, array in
            guard let stream, let array else { return EINVAL }
            return stream.next(array)
        }
        pointee.get_last_error = { stream in
            stream?.store.pointee.hasFailed == true ? cString("there is no memory for the rows") : nil
        }
        pointee.release = { stream in
            guard let stream else { return }
            let rows = stream.store.pointee.rows
            free(stream.pointee.private_data)
            stream.pointee.release = nil
            rows.release()
        }
        return true
    }

    private var store: UnsafeMutablePointer<ArrowStreamStore> {
        pointee.private_data.assumingMemoryBound(to: ArrowStreamStore.self)
    }

    private var rows: ArrowRows { store.pointee.rows.takeUnretainedValue() }

    /// The batch, and then the end, which is an array that is released.
    private func next(_ array: UnsafeMutablePointer<ArrowArray>) -> CInt {
        array.pointee.release = nil
        if store.pointee.isDone { return answer(LABELF_OK) }
        let status = export(rows, nil, array)
        store.pointee.isDone = status == LABELF_OK
        return answer(status)
    }

    private func answer(_ status: labelf_status) -> CInt {
        store.pointee.hasFailed = status != LABELF_OK
        return status == LABELF_OK ? 0 : ENOMEM
    }
}

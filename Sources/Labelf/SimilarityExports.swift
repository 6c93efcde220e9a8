// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore
internal import LabelfWire

@_cdecl("labelf_similarity") @implementation
public func labelf_similarity(
    _ client: OpaquePointer!, _ base: UnsafePointer<labelf_text>!, _ base_count: Int,
    _ compared: UnsafePointer<labelf_text>!, _ compared_count: Int,
    _ options: UnsafePointer<labelf_similarity_options>!, _ matches: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    matches?.pointee = nil
    error?.pointee = nil
    guard let client else { return badArgument("client is NULL", error) }
    let (base, compared) = ((base, base_count), (compared, compared_count))
    return compare(Handle<Client>.object(client), base, compared, options, matches, error)
}

@_cdecl("labelf_similarity_start") @implementation
public func labelf_similarity_start(
    _ client: OpaquePointer!, _ base: UnsafePointer<labelf_text>!, _ base_count: Int,
    _ compared: UnsafePointer<labelf_text>!, _ compared_count: Int,
    _ options: UnsafePointer<labelf_similarity_options>!, _ call: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    call?.pointee = nil
    error?.pointee = nil
    guard let client else { return badArgument("client is NULL", error) }
    let (base, compared) = ((base, base_count), (compared, compared_count))
    return start(Handle<Client>.object(client), base, compared, options, call, error)
}

@_cdecl("labelf_similarity_wait") @implementation
public func labelf_similarity_wait(
    _ call: OpaquePointer!, _ timeout_ms: Int64, _ matches: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    matches?.pointee = nil
    error?.pointee = nil
    guard let call else { return badArgument("call is NULL", error) }
    return wait(
        for: Handle<Call>.object(call), until: instant(after: timeout_ms), isComparison: true, matches, error)
}

@_cdecl("labelf_similarity_json") @implementation
public func labelf_similarity_json(
    _ client: OpaquePointer!, _ document: UnsafePointer<CChar>!, _ length: Int,
    _ options: UnsafePointer<labelf_similarity_options>!,
    _ answer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    answer?.pointee = nil
    error?.pointee = nil
    guard let client, let document, length >= 0 else { return badArgument("client or document is NULL", error) }
    let bytes = UnsafeRawBufferPointer(start: document, count: length)
    return compare(Handle<Client>.object(client), bytes, options, answer, error)
}

/// Texts and how many, as C hands them in.
private typealias Side = (UnsafePointer<labelf_text>?, Int)

private func compare(
    _ client: Client, _ base: Side, _ compared: Side, _ options: UnsafePointer<labelf_similarity_options>?,
    _ matches: UnsafeMutablePointer<OpaquePointer?>?, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try client.checkMayBlock()
        let request = try SimilarityRequest(client, base, compared, options)
        let call = try request.call(client, request.options.blocking)
        try client.submit(call)
        return wait(for: call, until: .distantFuture, isComparison: true, matches, target)
    } catch {
        return report(error, target)
    }
}

private func start(
    _ client: Client, _ base: Side, _ compared: Side, _ options: UnsafePointer<labelf_similarity_options>?,
    _ call: UnsafeMutablePointer<OpaquePointer?>?, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let request = try SimilarityRequest(client, base, compared, options)
        let new = try request.call(client, request.options.started(isKept: call != nil))
        try start(new, request.options.callback, call)
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

private func compare(
    _ client: Client, _ document: UnsafeRawBufferPointer, _ options: UnsafePointer<labelf_similarity_options>?,
    _ answer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try client.checkMayBlock()
        let document = try SimilarityDocument.parse(document)
        let request = try SimilarityRequest(client, document, options)
        let call = try request.call(client, request.options.blocking)
        try client.submit(call)
        let status = wait(for: call, until: .distantFuture, target).status
        if let answer, case .compared(let settled)? = call.result(until: .distantFuture) {
            let json = SimilarityJSON.encode(settled, baseIDs: document.base.ids, comparedIDs: document.compared.ids)
            answer.pointee = CString(json).pointer
        }
        // The texts lie in the document.
        withExtendedLifetime(document) {}
        return status
    } catch {
        return report(error, target)
    }
}

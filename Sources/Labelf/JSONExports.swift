// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore
internal import LabelfWire

@_cdecl("labelf_result_json") @implementation
public func labelf_result_json(
    _ result: OpaquePointer!, _ length: UnsafeMutablePointer<Int>!
) -> UnsafeMutablePointer<CChar>! {
    length?.pointee = 0
    guard let result else { return nil }
    return json(Handle<ResultHandle>.object(result).result, length)
}

@_cdecl("labelf_classify_json") @implementation
public func labelf_classify_json(
    _ client: OpaquePointer!, _ model: Int64, _ document: UnsafePointer<CChar>!, _ length: Int,
    _ options: UnsafePointer<labelf_classify_options>!, _ answer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    answer?.pointee = nil
    error?.pointee = nil
    guard let client, let document, length >= 0 else { return badArgument("client or document is NULL", error) }
    let bytes = UnsafeRawBufferPointer(start: document, count: length)
    return classify(Handle<Client>.object(client), model, bytes, options, answer, error)
}

@_cdecl("labelf_string_free") @implementation
public func labelf_string_free(_ string: UnsafeMutablePointer<CChar>!) {
    string?.deallocate()
}

private func json(_ result: ClassifyResult, _ length: UnsafeMutablePointer<Int>?) -> UnsafeMutablePointer<CChar> {
    let text = CString(ResultJSON.encode(result))
    length?.pointee = text.length
    return text.pointer
}

private func classify(
    _ client: Client, _ model: Int64, _ document: UnsafeRawBufferPointer,
    _ options: UnsafePointer<labelf_classify_options>?, _ answer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try client.checkMayBlock()
        let document = try ClassifyDocument.parse(document)
        let request = try ClassifyRequest(client, model: model, document, options)
        let call = try client.call(request.query, request.plan, request.options.blocking)
        try client.submit(call)
        let status = wait(for: call, until: .distantFuture, target).status
        if let answer, case .classified(let settled)? = call.result(until: .distantFuture) {
            answer.pointee = json(settled, nil)
        }
        // The texts lie in the document.
        withExtendedLifetime(document) {}
        return status
    } catch {
        return report(error, target)
    }
}

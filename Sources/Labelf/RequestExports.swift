// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

/// `labelf_response`: an answer with its body at a fixed address.
final class ResponseHandle {
    let status: Int
    let body: CString

    init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = CString(body)
    }

    deinit { body.free() }
}

@_cdecl("labelf_request") @implementation
public func labelf_request(
    _ client: OpaquePointer!, _ method: UnsafePointer<CChar>!, _ path: UnsafePointer<CChar>!,
    _ json: UnsafePointer<CChar>!, _ options: UnsafePointer<labelf_request_options>!,
    _ response: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    response?.pointee = nil
    error?.pointee = nil
    guard let client, let method, let path else { return badArgument("client, method or path is NULL", error) }
    return request(Handle<Client>.object(client), method, path, json, options, response, error)
}

@_cdecl("labelf_response_status") @implementation
public func labelf_response_status(_ response: OpaquePointer!) -> CInt {
    CInt(truncatingIfNeeded: handle(response)?.status ?? 0)
}

@_cdecl("labelf_response_json") @implementation
public func labelf_response_json(_ response: OpaquePointer!) -> UnsafePointer<CChar>! {
    text(handle(response)?.body)
}

@_cdecl("labelf_response_length") @implementation
public func labelf_response_length(_ response: OpaquePointer!) -> Int {
    handle(response)?.body.length ?? 0
}

@_cdecl("labelf_response_free") @implementation
public func labelf_response_free(_ response: OpaquePointer!) {
    if let response { _ = Handle<ResponseHandle>.take(response) }
}

private func handle(_ response: OpaquePointer?) -> ResponseHandle? {
    response.map { Handle<ResponseHandle>.object($0) }
}

private func request(
    _ client: Client, _ method: UnsafePointer<CChar>, _ path: UnsafePointer<CChar>, _ json: UnsafePointer<CChar>?,
    _ options: UnsafePointer<labelf_request_options>?, _ response: UnsafeMutablePointer<OpaquePointer?>?,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        var known = labelf_request_options()
        let size = MemoryLayout<labelf_request_options>.size
        try CallOptions.read(options, to: &known, size: size, "LABELF_REQUEST_OPTIONS_INIT")
        let terms = try CallOptions(known.lane, known.timeout_ms).terms
        let method = try Request.Method(method, hasBody: json != nil)
        guard let path = string(path) else { throw LabelfError(.argument, "path is not UTF-8") }
        let body = json.map { UnsafeRawBufferPointer(start: $0, count: length(of: $0)) }
        let answer = try client.request(method, path, json: body, terms, repeats: known.once == 0)
        if let response { response.pointee = Handle.make(ResponseHandle(status: answer.status, body: answer.body)) }
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

/// The bytes of a C string before its NUL.
private func length(of string: UnsafePointer<CChar>) -> Int {
    var length = 0
    while string[length] != 0 { length += 1 }
    return length
}

extension Request.Method {
    fileprivate init(_ name: UnsafePointer<CChar>, hasBody: Bool) throws(LabelfError) {
        let name = string(name) ?? ""
        if name.isSame(as: "POST") {
            self = .post
        } else if name.isSame(as: "GET"), !hasBody {
            self = .get
        } else {
            throw LabelfError(.argument, "method must be GET, then without json, or POST")
        }
    }
}

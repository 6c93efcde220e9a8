// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

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
    guard let body = handle(response)?.body.baseAddress else { return cString(empty) }
    return body.assumingMemoryBound(to: CChar.self)
}

@_cdecl("labelf_response_length") @implementation
public func labelf_response_length(_ response: OpaquePointer!) -> Int {
    handle(response)?.body.count ?? 0
}

@_cdecl("labelf_response_free") @implementation
public func labelf_response_free(_ response: OpaquePointer!) {
    if let response { _ = Handle<SingleRequest>.take(response) }
}

/// `labelf_response` is an answered request: its body lies at a fixed address.
private func handle(_ response: OpaquePointer?) -> SingleRequest? {
    response.map { Handle<SingleRequest>.object($0) }
}

private func request(
    _ client: Client, _ method: UnsafePointer<CChar>, _ path: UnsafePointer<CChar>, _ json: UnsafePointer<CChar>?,
    _ options: UnsafePointer<labelf_request_options>?, _ response: UnsafeMutablePointer<OpaquePointer?>?,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let known = try labelf_request_options(known: options)
        let terms = try CallOptions(lane: known.lane, deadline: known.deadline_ms).terms
        let method = try Request.Method(method, hasBody: json != nil)
        guard let path = string(path) else { throw LabelfError(.argument, "path is not UTF-8") }
        let body = json.map { UnsafeRawBufferPointer(start: $0, count: length(of: $0)) }
        let answer = try client.request(
            method, path, json: body, terms, repeats: known.flags & LABELF_REQUEST_ONCE == 0)
        if let response { response.pointee = Handle.make(answer) }
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

extension labelf_request_options {
    /// The options as far as the program knows them; defaults for the rest.
    init(known options: UnsafePointer<labelf_request_options>?) throws(LabelfError) {
        self.init()
        try readOptions(options, to: &self, flags: LABELF_REQUEST_ONCE, "LABELF_REQUEST_OPTIONS_INIT")
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

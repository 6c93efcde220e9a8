// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfCore

/// `labelf_error`: an error with its strings at fixed addresses.
final class ErrorHandle {
    let error: LabelfError
    let message: CString
    let serverCode: CString
    let requestID: CString

    init(_ error: LabelfError) {
        self.error = error
        message = CString(error.message)
        serverCode = CString(error.serverCode)
        requestID = CString(error.requestID)
    }

    deinit {
        message.free()
        serverCode.free()
        requestID.free()
    }
}

/// An empty C string that lives for ever.
let empty = StaticString("")

private func text(_ string: CString?) -> UnsafePointer<CChar>? {
    guard let string else { return cString(empty) }
    return UnsafePointer(string.pointer)
}

private func handle(_ error: OpaquePointer?) -> ErrorHandle? {
    error.map { Handle<ErrorHandle>.object($0) }
}

@_cdecl("labelf_error_code") @implementation
public func labelf_error_code(_ error: OpaquePointer!) -> labelf_status {
    (handle(error)?.error.status ?? .ok).c
}

@_cdecl("labelf_error_message") @implementation
public func labelf_error_message(_ error: OpaquePointer!) -> UnsafePointer<CChar>! {
    text(handle(error)?.message)
}

@_cdecl("labelf_error_fix") @implementation
public func labelf_error_fix(_ error: OpaquePointer!) -> UnsafePointer<CChar>! {
    cString(handle(error)?.error.fix ?? empty)
}

@_cdecl("labelf_error_http_status") @implementation
public func labelf_error_http_status(_ error: OpaquePointer!) -> CInt {
    CInt(truncatingIfNeeded: handle(error)?.error.httpStatus ?? 0)
}

@_cdecl("labelf_error_server_code") @implementation
public func labelf_error_server_code(_ error: OpaquePointer!) -> UnsafePointer<CChar>! {
    text(handle(error)?.serverCode)
}

@_cdecl("labelf_error_request_id") @implementation
public func labelf_error_request_id(_ error: OpaquePointer!) -> UnsafePointer<CChar>! {
    text(handle(error)?.requestID)
}

@_cdecl("labelf_error_attempts") @implementation
public func labelf_error_attempts(_ error: OpaquePointer!) -> CInt {
    CInt(truncatingIfNeeded: handle(error)?.error.attempts ?? 0)
}

@_cdecl("labelf_error_retry_after_ms") @implementation
public func labelf_error_retry_after_ms(_ error: OpaquePointer!) -> Int64 {
    handle(error)?.error.retryAfterMilliseconds ?? -1
}

@_cdecl("labelf_error_free") @implementation
public func labelf_error_free(_ error: OpaquePointer!) {
    if let error { _ = Handle<ErrorHandle>.take(error) }
}

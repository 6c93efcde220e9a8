// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

@_cdecl("labelf_classify") @implementation
public func labelf_classify(
    _ client: OpaquePointer!, _ model: Int64, _ texts: UnsafePointer<labelf_text>!, _ count: Int,
    _ options: UnsafePointer<labelf_classify_options>!, _ result: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    result?.pointee = nil
    error?.pointee = nil
    guard let client else { return badArgument("client is NULL", error) }
    return classify(Handle<Client>.object(client), model, texts, count, options, result, error)
}

@_cdecl("labelf_classify_start") @implementation
public func labelf_classify_start(
    _ client: OpaquePointer!, _ model: Int64, _ texts: UnsafePointer<labelf_text>!, _ count: Int,
    _ options: UnsafePointer<labelf_classify_options>!, _ call: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    call?.pointee = nil
    error?.pointee = nil
    guard let client else { return badArgument("client is NULL", error) }
    return start(Handle<Client>.object(client), model, texts, count, options, call, error)
}

@_cdecl("labelf_classify_wait") @implementation
public func labelf_classify_wait(
    _ call: OpaquePointer!, _ timeout_ms: Int64, _ result: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    result?.pointee = nil
    error?.pointee = nil
    guard let call else { return badArgument("call is NULL", error) }
    let until = instant(after: timeout_ms)
    return wait(for: Handle<Call>.object(call), until: until, isComparison: false, result, error)
}

@_cdecl("labelf_classify_take") @implementation
public func labelf_classify_take(
    _ call: OpaquePointer!, _ timeout_ms: Int64, _ part: UnsafeMutablePointer<OpaquePointer?>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    part?.pointee = nil
    error?.pointee = nil
    guard let call, let part else { return badArgument("call or part is NULL", error) }
    return take(Handle<Call>.object(call), until: instant(after: timeout_ms), part, error)
}

@_cdecl("labelf_call_wait") @implementation
public func labelf_call_wait(
    _ call: OpaquePointer!, _ timeout_ms: Int64, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    guard let call else { return badArgument("call is NULL", error) }
    return wait(for: Handle<Call>.object(call), until: instant(after: timeout_ms), error).status
}

@_cdecl("labelf_call_cancel") @implementation
public func labelf_call_cancel(_ call: OpaquePointer!) {
    if let call { Handle<Call>.object(call).cancel() }
}

@_cdecl("labelf_call_progress") @implementation
public func labelf_call_progress(_ call: OpaquePointer!) -> Int {
    guard let call else { return 0 }
    return Handle<Call>.object(call).progress
}

@_cdecl("labelf_call_user_data") @implementation
public func labelf_call_user_data(_ call: OpaquePointer!) -> UnsafeMutableRawPointer! {
    guard let call else { return nil }
    return Handle<Call>.object(call).userData
}

@_cdecl("labelf_call_free") @implementation
public func labelf_call_free(_ call: OpaquePointer!) {
    // A forked child has no driver, and perhaps a lock that nobody will ever release: there it lets the call be.
    guard let call, !Handle<Call>.object(call).client.isForeign else { return }
    Handle<Call>.take(call).free()
}

private func take(
    _ call: Call, until instant: Instant, _ part: UnsafeMutablePointer<OpaquePointer?>, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try call.client.checkProcess()
    } catch {
        return report(error, target)
    }
    if call.isComparison { return badArgument("the call was started by the function of another kind", target) }
    switch call.takePart(until: instant) {
    case .texts(let texts): part.pointee = Handle.make(ResultHandle(texts))
    case .pending: return LABELF_PENDING
    case .end: break
    }
    return LABELF_OK
}

private func classify(
    _ client: Client, _ model: Int64, _ texts: UnsafePointer<labelf_text>?, _ count: Int,
    _ options: UnsafePointer<labelf_classify_options>?, _ result: UnsafeMutablePointer<OpaquePointer?>?,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try client.checkMayBlock()
        let request = try ClassifyRequest(client, model: model, texts, count, options)
        let call = try client.call(request.query, request.plan, request.options.blocking)
        try client.submit(call)
        return wait(for: call, until: .distantFuture, isComparison: false, result, target)
    } catch {
        return report(error, target)
    }
}

private func start(
    _ client: Client, _ model: Int64, _ texts: UnsafePointer<labelf_text>?, _ count: Int,
    _ options: UnsafePointer<labelf_classify_options>?, _ call: UnsafeMutablePointer<OpaquePointer?>?,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let request = try ClassifyRequest(client, model: model, texts, count, options)
        let new = try client.call(request.query, request.plan, request.options.started(isKept: call != nil))
        try start(new, request.options.callback, call)
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

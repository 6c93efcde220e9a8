// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
internal import CLabelf
internal import LabelfClient
internal import LabelfCore

@_cdecl("labelf_queue_new") @implementation
public func labelf_queue_new(_ error: UnsafeMutablePointer<OpaquePointer?>!) -> OpaquePointer! {
    error?.pointee = nil
    return newQueue(error)
}

@_cdecl("labelf_queue_fd") @implementation
public func labelf_queue_fd(_ queue: OpaquePointer!) -> CInt {
    guard let queue else { return -1 }
    return Handle<CompletionQueue>.object(queue).descriptor
}

@_cdecl("labelf_queue_next") @implementation
public func labelf_queue_next(_ queue: OpaquePointer!, _ timeout_ms: Int64) -> OpaquePointer! {
    guard let queue else { return nil }
    guard let (call, wasOwned) = Handle<CompletionQueue>.object(queue).next(until: instant(after: timeout_ms)) else {
        return nil
    }
    return wasOwned ? Handle.make(call) : Handle.borrow(call)
}

@_cdecl("labelf_queue_free") @implementation
public func labelf_queue_free(_ queue: OpaquePointer!) {
    // A forked child may have a lock that nobody will ever release: there it lets the queue be.
    guard let queue, !Handle<CompletionQueue>.object(queue).isForeign else { return }
    Handle<CompletionQueue>.take(queue).close()
}

private func newQueue(_ target: ErrorTarget) -> OpaquePointer? {
    do throws(LabelfError) {
        return Handle.make(try CompletionQueue())
    } catch {
        _ = report(error, target)
        return nil
    }
}

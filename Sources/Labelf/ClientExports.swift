// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

@_cdecl("labelf_client_new") @implementation
public func labelf_client_new(
    _ config: OpaquePointer!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> OpaquePointer! {
    error?.pointee = nil
    guard let config else {
        _ = badArgument("config is NULL", error)
        return nil
    }
    return newClient(Handle<ConfigurationHandle>.object(config).configuration, error)
}

@_cdecl("labelf_client_set") @implementation
public func labelf_client_set(
    _ client: OpaquePointer!, _ key: UnsafePointer<CChar>!, _ value: UnsafePointer<CChar>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    guard let client, let key, let value else { return badArgument("client, key or value is NULL", error) }
    return set(Handle<Client>.object(client), key, value, error)
}

@_cdecl("labelf_client_close") @implementation
public func labelf_client_close(_ client: OpaquePointer!, _ timeout_ms: Int64) -> Int {
    guard let client else { return 0 }
    return Handle<Client>.object(client).close(until: instant(after: timeout_ms))
}

@_cdecl("labelf_client_free") @implementation
public func labelf_client_free(_ client: OpaquePointer!) {
    guard let client, !Handle<Client>.object(client).isForeign else { return }
    Handle<Client>.take(client).shutDown()
}

@_cdecl("labelf_client_statistics") @implementation
public func labelf_client_statistics(
    _ client: OpaquePointer!, _ statistics: UnsafeMutablePointer<labelf_statistics>!, _ size: Int
) -> labelf_status {
    guard let client, let statistics, size > 0 else { return LABELF_ERROR_ARGUMENT }
    let handle = Handle<Client>.object(client)
    if handle.isForeign { return LABELF_ERROR_FORKED }
    let (counters, queued) = handle.statistics
    copy(labelf_statistics(counters, queuedTexts: queued), to: statistics, size: size)
    return LABELF_OK
}

private func set(
    _ client: Client, _ key: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let (key, value) = try option(key, value)
        try client.set(key, to: value)
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

private func newClient(_ configuration: Configuration, _ target: ErrorTarget) -> OpaquePointer? {
    do throws(LabelfError) {
        return Handle.make(try Client.start(configuration))
    } catch {
        _ = report(error, target)
        return nil
    }
}

/// When a timeout in milliseconds, as C gives it, is over: now for 0, never below 0.
func instant(after milliseconds: Int64) -> Instant {
    if milliseconds < 0 { return .distantFuture }
    return milliseconds == 0 ? Instant(nanoseconds: 0) : Clock.now() + .milliseconds(milliseconds)
}

/// Fills as much of a caller's struct as the caller knows, and zeros what this library does not know.
func copy<Value>(_ value: Value, to target: UnsafeMutablePointer<Value>, size: Int) {
    let known = min(size, MemoryLayout<Value>.size)
    let bytes = UnsafeMutableRawPointer(target)
    withUnsafeBytes(of: value) { source in
        for index in 0..<known { bytes.storeBytes(of: source[index], toByteOffset: index, as: UInt8.self) }
    }
    for index in known..<max(known, size) { bytes.storeBytes(of: 0, toByteOffset: index, as: UInt8.self) }
}

extension labelf_statistics {
    fileprivate init(_ counters: Counters, queuedTexts: Int) {
        self.init(
            calls: counters.calls, calls_settled: counters.callsSettled, texts: counters.texts,
            texts_succeeded: counters.textsSucceeded, texts_failed: counters.textsFailed,
            texts_duplicate: counters.textsDuplicate, texts_joined: counters.textsJoined,
            texts_sent: counters.textsSent, requests: counters.requests,
            requests_retried: counters.requestsRetried, requests_split: counters.requestsSplit,
            rate_limited: counters.rateLimited, bytes_sent: counters.bytesSent,
            bytes_received: counters.bytesReceived, queued_texts: UInt64(queuedTexts),
            in_flight: counters.inFlight, texts_spent: counters.textsSpent,
            texts_over_budget: counters.textsOverBudget, calls_late: counters.callsLate,
            permit_wait_ms: UInt64(max(counters.permitWait.milliseconds, 0)), texts_cached: counters.textsCached)
    }
}

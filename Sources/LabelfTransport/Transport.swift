import CCurl
import LabelfCore

/// What became of a request.
package enum Exchange {
    /// An answer of any status, redirects included: they are not followed. `body` is valid during the callback only.
    case answered(ResponseHead, body: UnsafeRawBufferPointer)
    case failed(TransportFailure)
}

/// Carries requests to the service and answers back, up to `maxConnections` at once, over connections that are kept.
///
/// One thread, the driver, makes it turn: `start` what there is, `run`, take `completions`, again. All members but
/// `wake` belong to that thread, and none may be called from within `run`. The thread has to have SIGPIPE blocked: TLS
/// writes to sockets that a server may have closed. curl may send a request a second time by itself, if a kept
/// connection turns out to have been closed before any of the answer came. In a forked child a transport must neither
/// be used nor released: it would say goodbye on the parent's connections.
package final class Transport: @unchecked Sendable {
    private let settings: TransportSettings
    private let options: EasyOptions
    private let multi: MultiHandle
    /// How many may be in flight: `maxConnections`, and one for a token.
    private var maxSlots: Int
    /// Made when first needed, up to `maxConnections`; a completion's private data is an index into them.
    private var slots: [Slot] = []
    /// Indices of slots without a request. The last one used is used next: its memory is warm.
    private var idle: [Int] = []
    /// Whether `multi.running` has to be asked again, because a transfer was taken out that may have been among them or
    /// not.
    private var isRunningStale = false
    /// Set when the multi handle itself has failed: everything in flight fails with it.
    private var breakdown: TransportFailure?
    /// The body that is being handed out. It changes places with the slot's, so that the slot is free meanwhile.
    private var delivered = ByteStore()
    private var isDelivering = false

    /// Does not touch the network. Throws `configuration` for settings that cannot be used, or that the machine's
    /// libcurl cannot meet, `memory` and `internal`.
    package static func make(_ settings: TransportSettings) throws(LabelfError) -> Transport {
        try settings.check()
        let options = try EasyOptions.make(settings)
        let multi = try MultiHandle.make(connections: settings.slots)
        // One now, to learn here and not at the first request what libcurl cannot do.
        let first = try Slot.make(options, index: 0, events: multi.events)
        return Transport(settings, options, multi, first)
    }

    private init(_ settings: TransportSettings, _ options: EasyOptions, _ multi: MultiHandle, _ first: Slot) {
        self.settings = settings
        self.options = options
        self.multi = multi
        maxSlots = settings.slots
        slots.reserveCapacity(settings.slots)
        idle.reserveCapacity(settings.slots)
        slots.append(first)
        idle.append(0)
    }

    deinit {
        close()
    }

    /// Requests started of which the completion was not handed out yet. Never more than `maxConnections`, and the one for a
    /// token.
    package var inFlight: Int { slots.count - idle.count }

    /// Sends a request, at the next `run`. The body is kept until the request has completed or is aborted, and not
    /// copied. `id` must not be in flight. nil: under way, and there will be a completion. Otherwise nothing was sent:
    /// `internal` for no free connection, a closed transport or a malformed request, `memory`.
    package func start(_ id: RequestID, _ request: Request) -> TransportFailure? {
        guard multi.raw != nil else { return TransportFailure(.internal, "the transport is closed") }
        let index: Int
        switch takeSlot() {
        case .success(let free): index = free
        case .failure(let error): return TransportFailure(error.status, Message(error.message))
        }
        let slot = slots[index]
        if let failure = slot.prepare(id, request) {
            idle.append(index)
            return failure
        }
        let code = multi.add(slot.easy)
        guard code == CURLM_OK else {
            slot.release()
            idle.append(index)
            return failure(code, "a request could not be started")
        }
        return nil
    }

    /// What is started from now on goes with this token instead of the last one. nil if so; otherwise nothing has changed.
    package func authorize(_ token: APIKey) -> TransportFailure? {
        do throws(LabelfError) {
            authorize(try Authorization(token.secret))
            return nil
        } catch {
            return TransportFailure(error.status, Message(error.message))
        }
    }

    /// What is started from now on goes with this. Requests that were started go on as they are.
    package func authorize(_ authorization: Authorization) {
        options.authorize(authorization)
    }

    /// As many requests may be in flight from now on. Those that are more than that go on.
    package func allow(connections: Int) {
        maxSlots = settings.slots - settings.maxConnections + connections
        multi.keep(connections: maxSlots)
    }

    /// Gives a request up: its connection is closed (or, with HTTP/2, its stream), its body let go, and no completion
    /// reported. Nothing happens if it is not in flight.
    package func abort(_ id: RequestID) {
        for index in slots.indices where slots[index].id == id {
            free(index)
            isRunningStale = true
            return
        }
    }

    /// Sends what was started, waits until something can move, for `timeoutMilliseconds` at most (0: not at all; below
    /// 0: as long as it takes), and moves everything along. Does not wait if there are completions; returns at once if
    /// the transport is closed. May return early for no reason.
    package func run(until timeoutMilliseconds: Int32) {
        guard multi.raw != nil, breakdown == nil else { return }
        guard take(multi.expire(always: isRunningStale)) else { return }
        switch multi.turn(milliseconds: hasCompletions ? 0 : timeoutMilliseconds) {
        case .done(let code):
            _ = take(code)
        case .failed:
            breakdown = TransportFailure(.internal, "waiting for the network failed")
            // Were this to fail each time, the driver should not spin.
            poll(nil, 0, timeoutMilliseconds < 0 ? 10 : min(timeoutMilliseconds, 10))
        }
    }

    /// Hands out what has finished. `receive` may call `start`, `abort` and `close`: the request that it is called for
    /// is no longer in flight. Called from within `receive`, it does nothing.
    package func completions(_ receive: (RequestID, Exchange) -> Void) {
        guard !isDelivering else { return }
        isDelivering = true
        defer { isDelivering = false }

        var left: Int32 = 0
        while let handle = multi.raw, let message = curl_multi_info_read(handle, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let raw = message.pointee.easy_handle else { continue }
            let code = message.pointee.data.result
            guard let index = index(of: raw) else {
                // Not one of ours, which cannot be; but left inside it would stay for ever.
                curl_multi_remove_handle(handle, raw)
                continue
            }
            deliver(index, code, receive)
        }
        if let failure = breakdown {
            breakdown = nil
            failAll(failure, receive)
        }
    }

    /// Makes a `run` that waits, or else the next one, return. From any thread, at any time; does nothing once closed.
    package func wake() {
        multi.wake()
    }

    /// Gives up what is in flight and closes every connection. There are no completions after it.
    package func close() {
        guard let handle = multi.raw else { return }
        for slot in slots {
            if slot.id != nil {
                curl_multi_remove_handle(handle, slot.easy.raw)
                slot.release()
            }
        }
        slots.removeAll()
        idle.removeAll()
        breakdown = nil
        multi.close()
    }
}

extension Transport {
    private func takeSlot() -> Result<Int, LabelfError> {
        if let index = idle.popLast() { return .success(index) }
        guard inFlight < maxSlots else {
            return .failure(LabelfError(.internal, "no connection is free"))
        }
        do throws(LabelfError) {
            let slot = try Slot.make(options, index: slots.count, events: multi.events)
            slots.append(slot)
            return .success(slots.count - 1)
        } catch {
            return .failure(error)
        }
    }

    /// Takes a transfer out, in whatever state, and makes its slot free. Its completion, if there is one, goes with it.
    private func free(_ index: Int) {
        let slot = slots[index]
        if let handle = multi.raw { curl_multi_remove_handle(handle, slot.easy.raw) }
        slot.release()
        idle.append(index)
    }

    private func index(of raw: UnsafeMutableRawPointer) -> Int? {
        var number: UnsafeMutableRawPointer?
        guard labelf_curl_get_pointer(raw, CURLINFO_PRIVATE, &number) == CURLE_OK else { return nil }
        let index = Int(bitPattern: number) &- 1
        return slots.indices.contains(index) && slots[index].id != nil ? index : nil
    }

    /// There are as many as are in flight and no longer under way.
    private var hasCompletions: Bool { multi.running < inFlight }

    /// What curl has said to being moved along. False if that was an error.
    private func take(_ code: CURLMcode) -> Bool {
        isRunningStale = false
        if code != CURLM_OK { breakdown = failure(code, "the network loop failed") }
        return code == CURLM_OK
    }

    private func deliver(_ index: Int, _ code: CURLcode, _ receive: (RequestID, Exchange) -> Void) {
        let slot = slots[index]
        guard let id = slot.id else { return }
        let easy = slot.easy
        let headers = slot.receiver.pointee.headers

        var failed: TransportFailure?
        if code != CURLE_OK {
            failed = FailureMapping(settings: settings, url: slot.url)
                .failure(code, refusal: slot.receiver.pointee.refusal, easy: easy)
        } else if !headers.betweenBlocks {
            // To curl the headers end where the connection does.
            failed = TransportFailure(.network, "the connection broke within the answer's headers")
        } else if headers.head.status < 100 {
            failed = TransportFailure(.protocolViolation, "the server's answer has no HTTP status")
        } else {
            multi.events.pointee.answersInTurn = headers.isHTTP1
        }
        swap(&delivered, &slot.receiver.pointee.body)
        free(index)
        if let failed {
            receive(id, .failed(failed))
        } else {
            receive(id, .answered(headers.head, body: delivered.bytes))
        }
        delivered.clear()
    }

    private func failAll(_ failure: TransportFailure, _ receive: (RequestID, Exchange) -> Void) {
        // Those of now: what `receive` starts is not to fail with the rest, and what it aborts is not reported.
        let doomed = slots.indices.compactMap { index in slots[index].id.map { (index, $0) } }
        isRunningStale = true
        for (index, id) in doomed where index < slots.count && slots[index].id == id {
            free(index)
            receive(id, .failed(failure))
        }
    }

    private func failure(_ code: CURLMcode, _ what: String) -> TransportFailure {
        let reason = String(bytesOf: curl_multi_strerror(code))
        return TransportFailure(code == CURLM_OUT_OF_MEMORY ? .memory : .internal, "\(what): \(reason)")
    }
}

import CCurl
import LabelfCore

/// curl's handle of all transfers together, the loop that makes it turn, and the one thing that other threads may do
/// with it.
final class MultiHandle {
    /// nil once closed.
    private(set) var raw: UnsafeMutableRawPointer?
    /// How many transfers curl had under way when it was asked last, and those added since.
    private(set) var running = 0
    /// For the callbacks of easy handles. Valid as long as this object.
    let events: EventSetPointer
    private let waker: Waker

    static func make(connections: Int) throws(LabelfError) -> MultiHandle {
        let waker = try Waker()
        return try MultiHandle(waker, EventSet(waker: waker.descriptor), connections)
    }

    /// Since 7.84 curl guards its global state itself. Before that two threads must not do this at the same time.
    private init(_ waker: Waker, _ set: consuming EventSet, _ connections: Int) throws(LabelfError) {
        self.waker = waker
        events = .allocate(capacity: 1)
        events.initialize(to: set)
        // From here on the object is whole, and may throw: Embedded Swift loses the memory of one that throws before.
        guard labelf_curl_global_init() == CURLE_OK else {
            throw LabelfError(.internal, "libcurl could not be started")
        }
        guard let made = curl_multi_init() else {
            curl_global_cleanup()
            throw LabelfError(.memory, "out of memory while starting libcurl")
        }
        raw = made
        // As many idle connections are kept as there can be requests.
        guard labelf_curl_multi_set_long(made, CURLMOPT_MAXCONNECTS, connections) == CURLM_OK,
            labelf_curl_multi_set_long(made, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)) == CURLM_OK,
            labelf_curl_multi_set_callbacks(made, socketWanted, timerWanted, events) == CURLM_OK
        else {
            throw LabelfError(.internal, "libcurl on this machine does not take the options for many transfers")
        }
    }

    /// So many idle connections are kept.
    func keep(connections: Int) {
        if let raw { _ = labelf_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, connections) }
    }

    deinit {
        close()
        events.deinitialize(count: 1)
        events.deallocate()
    }

    /// Closes every connection. No easy handle may be inside any more.
    func close() {
        guard let closing = raw else { return }
        raw = nil
        curl_multi_cleanup(closing)
        curl_global_cleanup()
    }

    /// From any thread.
    func wake() {
        waker.wake()
    }

    func add(_ easy: EasyHandle) -> CURLMcode {
        guard let raw else { return CURLM_BAD_HANDLE }
        let code = curl_multi_add_handle(raw, easy.raw)
        if code == CURLM_OK { running += 1 }
        return code
    }

    /// If curl's timer has gone off, as it has after each start of a request, does what it was for. With `always`, asks
    /// curl even if it has not.
    func expire(always: Bool = false) -> CURLMcode {
        guard let raw, events.pointee.timer.takeIfDue() || always else { return CURLM_OK }
        return act(raw, labelf_curl_socket_timeout(), 0)
    }

    enum Turn {
        case done(CURLMcode)
        /// The system could not wait.
        case failed
    }

    /// Waits for an event, the timer or a wake, for `milliseconds` at most (below 0: no limit), and deals with it.
    func turn(milliseconds: Int32) -> Turn {
        guard let raw else { return .done(CURLM_OK) }
        let mayWait = milliseconds != 0 && waker.beginWait()
        let count = events.pointee.wait(milliseconds: mayWait ? milliseconds : 0)
        waker.endWait()
        if count < 0 { return .failed }
        for index in 0..<count {
            guard let (socket, ready) = events.pointee.event(index) else { continue }
            let code = act(raw, socket, ready)
            if code != CURLM_OK { return .done(code) }
        }
        return .done(expire())
    }

    private func act(_ raw: UnsafeMutableRawPointer, _ socket: curl_socket_t, _ ready: Int32) -> CURLMcode {
        var count: Int32 = 0
        let code = curl_multi_socket_action(raw, socket, ready, &count)
        running = Int(count)
        return code
    }
}

import CCurl
import LabelfCore

/// curl's handle of all transfers together, and the one thing that other threads may do with it.
final class MultiHandle {
    /// nil once closed. Changed by the driver thread only, and under the lock: the driver reads it without.
    private(set) var raw: UnsafeMutableRawPointer?
    /// So that a wake does not meet a handle that is being closed. In memory of its own, because it must not move.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>

    /// Since 7.84 curl guards its global state itself. Before that two threads must not do this at the same time.
    init(connections: Int) throws(LabelfError) {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)

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
            labelf_curl_multi_set_long(made, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)) == CURLM_OK
        else {
            throw LabelfError(.internal, "libcurl on this machine does not take the options for many transfers")
        }
    }

    deinit {
        close()
        pthread_mutex_destroy(lock)
        lock.deinitialize(count: 1)
        lock.deallocate()
    }

    /// Closes every connection. No easy handle may be inside any more.
    func close() {
        pthread_mutex_lock(lock)
        let closing = raw
        raw = nil
        pthread_mutex_unlock(lock)
        guard let closing else { return }
        curl_multi_cleanup(closing)
        curl_global_cleanup()
    }

    /// From any thread.
    func wake() {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if let raw { curl_multi_wakeup(raw) }
    }
}

import CCurl
import LabelfCore

/// The sockets that curl waits for, as one epoll set, and the one timer that it has.
///
/// curl lets go of a socket at the end of each request and wants it again at the beginning of the next. The set keeps
/// it meanwhile, or each request would cost two system calls more. That is possible because sockets are opened and
/// closed here: no number can come to mean another socket unnoticed. Sockets from elsewhere (curl's resolver has some)
/// are taken out at once, and nothing is left to the system to forget when a descriptor is closed: it does not while a
/// forked child has a copy.
///
/// Lives at a fixed address, which is what curl hands to its callbacks. No member calls curl.
struct EventSet: ~Copyable {
    private static let room: Int32 = 64

    private let epoll: Int32
    private let ready: UnsafeMutablePointer<epoll_event>
    private let waker: Int32
    /// By descriptor. Bytes from malloc, because running out of memory has to be an error.
    private var records: UnsafeMutablePointer<SocketRecord>?
    private var recordCount = 0
    var timer = EventTimer()
    /// Whether the service tells answers apart by their order alone, as HTTP/1 does. With HTTP/2 they have numbers, and an
    /// idle connection has much to say.
    var answersInTurn = false

    init(waker: Int32) throws(LabelfError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else {
            throw LabelfError(.memory, "the system has no descriptor left to wait for the network with")
        }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLET.rawValue
        event.data.fd = waker
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, waker, &event) == 0 else {
            close(epoll)
            throw LabelfError(.memory, "the system has no memory left to wait for the network with")
        }
        self.waker = waker
        ready = .allocate(capacity: Int(Self.room))
        ready.initialize(repeating: epoll_event(), count: Int(Self.room))
    }

    deinit {
        close(epoll)
        ready.deallocate()
        free(records)
    }

    /// Waits for `milliseconds` at most (below 0: as long as it takes), but not beyond the timer. How many events there
    /// are then; -1 if waiting failed.
    func wait(milliseconds: Int32) -> Int {
        let count = epoll_wait(epoll, ready, Self.room, timer.limit(milliseconds))
        if count < 0, labelf_errno() == EINTR { return 0 }
        return Int(count)
    }

    /// The socket of an event and what it is ready for, as curl takes it. nil if it is not for curl.
    mutating func event(_ index: Int) -> (socket: curl_socket_t, ready: Int32)? {
        let event = ready[index]
        let socket = event.data.fd
        if socket == waker { return nil }
        guard socket >= 0, Int(socket) < recordCount, let records else { return nil }
        let wanted = records[Int(socket)].wanted
        guard !wanted.isEmpty else {
            // Most often a server that closes an idle connection. It would be reported again and again.
            unregister(socket)
            // If it is an answer that nobody has asked for, curl before 8.1 would take it for the one to the next request,
            // and texts would get the labels of others. On a connection that is shut down it sends nothing, and opens
            // another.
            if answersInTurn, records[Int(socket)].isOurs { _ = shutdown(socket, Int32(SHUT_RDWR)) }
            return nil
        }
        var found = Directions()
        if event.events & EPOLLIN.rawValue != 0 { found.insert(.reading) }
        if event.events & EPOLLOUT.rawValue != 0 { found.insert(.writing) }
        // What exactly is wrong curl learns by trying what it waits to do.
        if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { found.formUnion(wanted) }
        return (socket, Int32(found.rawValue))
    }

    /// What curl waits for from now on. False if the system refuses.
    mutating func want(_ socket: curl_socket_t, _ wanted: Directions) -> Bool {
        guard socket >= 0 else { return true }
        let index = Int(socket)
        if wanted.isEmpty {
            guard index < recordCount, let records else { return true }
            records[index].wanted = []
            // An idle socket is readable only if something has happened to it, but always writable.
            if !records[index].isOurs || records[index].registered != .reading { unregister(socket) }
            return true
        }
        guard let records = reserve(index) else { return false }
        records[index].wanted = wanted
        if records[index].registered == wanted { return true }
        guard register(socket, wanted, isKnown: !records[index].registered.isEmpty) else { return false }
        records[index].registered = wanted
        return true
    }

    /// A socket was opened, for curl.
    mutating func opened(_ socket: curl_socket_t) {
        guard socket >= 0, let records = reserve(Int(socket)) else { return }
        records[Int(socket)] = SocketRecord(isOurs: true)
    }

    /// A socket that was opened for curl is about to be closed.
    mutating func closing(_ socket: curl_socket_t) {
        guard socket >= 0, Int(socket) < recordCount, let records else { return }
        unregister(socket)
        records[Int(socket)] = SocketRecord()
    }
}

extension EventSet {
    private func register(_ socket: curl_socket_t, _ wanted: Directions, isKnown: Bool) -> Bool {
        var event = epoll_event()
        if wanted.contains(.reading) { event.events |= EPOLLIN.rawValue }
        if wanted.contains(.writing) { event.events |= EPOLLOUT.rawValue }
        event.data.fd = socket
        if epoll_ctl(epoll, isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) == 0 { return true }
        // A socket from elsewhere may have been closed, and its number used again, without a word.
        switch labelf_errno() {
        case ENOENT: return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0
        case EEXIST: return epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0
        default: return false
        }
    }

    private func unregister(_ socket: curl_socket_t) {
        guard let records, !records[Int(socket)].registered.isEmpty else { return }
        records[Int(socket)].registered = []
        // A failure means that it is not there, which is what is wanted.
        var unused = epoll_event()
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &unused)
    }

    /// Makes room for the record at `index`; nil if there is no memory.
    private mutating func reserve(_ index: Int) -> UnsafeMutablePointer<SocketRecord>? {
        if index < recordCount { return records }
        let count = max(64, index + index / 2 + 1)
        guard let moved = realloc(records, count * MemoryLayout<SocketRecord>.stride) else { return nil }
        let typed = moved.bindMemory(to: SocketRecord.self, capacity: count)
        (typed + recordCount).initialize(repeating: SocketRecord(), count: count - recordCount)
        records = typed
        recordCount = count
        return typed
    }
}

/// With the values that curl gives both to what it waits for (`CURL_POLL_IN`) and to what has come (`CURL_CSELECT_IN`).
struct Directions: OptionSet {
    let rawValue: UInt8
    static let reading = Directions(rawValue: 1)
    static let writing = Directions(rawValue: 2)
}

/// What is known of one descriptor.
private struct SocketRecord {
    /// By curl, at this time.
    var wanted = Directions()
    /// With the system; the same as `wanted`, or more than nothing where that is nothing.
    var registered = Directions()
    /// Opened, and to be closed, by the callbacks.
    var isOurs = false
}

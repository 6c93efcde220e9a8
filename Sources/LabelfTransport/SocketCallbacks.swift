import CCurl

/// What curl calls about sockets and its timer, from within any call to it. Each has the address of an `EventSet`.
typealias EventSetPointer = UnsafeMutablePointer<EventSet>

private func eventSet(_ address: UnsafeMutableRawPointer?) -> EventSetPointer? {
    address?.assumingMemoryBound(to: EventSet.self)
}

/// curl says what it waits for. -1 makes curl give up everything, until nothing is in flight.
func socketWanted(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32, _ address: UnsafeMutableRawPointer?,
    _ unused: UnsafeMutableRawPointer?
) -> Int32 {
    guard let events = eventSet(address) else { return -1 }
    // CURL_POLL_REMOVE is a bit of its own and means nothing.
    let wanted = Directions(rawValue: UInt8(truncatingIfNeeded: what & (CURL_POLL_IN | CURL_POLL_OUT)))
    return events.pointee.want(socket, wanted) ? 0 : -1
}

/// curl sets its timer.
func timerWanted(_ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ address: UnsafeMutableRawPointer?) -> Int32 {
    eventSet(address)?.pointee.timer.set(milliseconds: milliseconds)
    return 0
}

/// curl needs a socket.
func openSocket(
    _ address: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ of: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let events = eventSet(address), let of else { return -1 }
    // Not for programs that are started meanwhile.
    let type = of.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let made = socket(of.pointee.family, type, of.pointee.protocol)
    events.pointee.opened(made)
    return made
}

/// curl is done with a socket.
func closeSocket(_ address: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> Int32 {
    eventSet(address)?.pointee.closing(socket)
    return close(socket)
}

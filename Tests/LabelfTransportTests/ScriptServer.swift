import Foundation
import Glibc

/// A TCP server that answers with whatever bytes a test wants, each connection on a thread of its own.
final class ScriptServer: @unchecked Sendable {
    let port: Int
    private let listener: Int32
    private let lock = NSLock()
    private var accepted: [Int32] = []
    private var recorded: [String] = []
    private let script: @Sendable (Connection) -> Void

    /// `script` is run for each connection, which is closed when it returns.
    init(_ script: @escaping @Sendable (Connection) -> Void) {
        self.script = script
        let (descriptor, bound) = listenOnLoopback(backlog: 128)
        listener = descriptor
        port = bound
        Thread.detachNewThread { self.acceptAll() }
    }

    /// Answers every request on a connection in the same way.
    static func answering(_ response: String) -> ScriptServer {
        ScriptServer { connection in
            while connection.readRequest() != nil { connection.send(response) }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var connections: Int { lock.withLock { accepted.count } }
    /// Heads and bodies as they came.
    var requests: [String] { lock.withLock { recorded } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        lock.withLock { for descriptor in accepted where descriptor >= 0 { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    fileprivate func record(_ request: String) {
        lock.withLock { recorded.append(request) }
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 { break }
            let index = lock.withLock {
                accepted.append(descriptor)
                return accepted.count - 1
            }
            Thread.detachNewThread {
                self.script(Connection(self, descriptor))
                self.lock.withLock {
                    self.accepted[index] = -1
                    _ = Glibc.close(descriptor)
                }
            }
        }
        _ = Glibc.close(listener)
    }
}

/// The server's side of one connection.
final class Connection {
    private let server: ScriptServer
    private let descriptor: Int32
    private var pending: [UInt8] = []

    init(_ server: ScriptServer, _ descriptor: Int32) {
        self.server = server
        self.descriptor = descriptor
    }

    /// Head and body; nil once the client has closed.
    func readRequest() -> String? {
        while true {
            if let end = endOfHead() {
                let head = String(decoding: pending[..<end], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n")
                    .first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                if pending.count >= end + length {
                    let request = String(decoding: pending[..<(end + length)], as: UTF8.self)
                    pending.removeFirst(end + length)
                    server.record(request)
                    return request
                }
            }
            if !readMore() { return nil }
        }
    }

    func send(_ text: String) { send([UInt8](text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// Says nothing until the client closes.
    func stall() {
        while readMore() {}
    }

    /// Closes with a RST instead of a FIN.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    private func endOfHead() -> Int? {
        guard pending.count >= 4 else { return nil }
        for end in 4...pending.count where pending[(end - 4)..<end].elementsEqual([13, 10, 13, 10]) { return end }
        return nil
    }

    private func readMore() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count <= 0 { return false }
        pending += buffer[..<count]
        return true
    }
}

/// A listening socket on 127.0.0.1 and its port.
func listenOnLoopback(backlog: Int32) -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            _ = bind(descriptor, $0, length)
            _ = listen(descriptor, backlog)
            _ = getsockname(descriptor, $0, &length)
        }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

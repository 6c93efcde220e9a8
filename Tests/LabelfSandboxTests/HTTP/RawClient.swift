import Foundation

/// A blocking connection that shows what really came over the wire.
final class RawClient {
    /// What was read until the connection ended or the wanted answers were there.
    struct Result {
        /// Everything that came.
        var text: String
        /// How the connection ended; nil if it is still open.
        var end: End?

        /// The part after the first head.
        var body: String {
            guard let range = text.range(of: "\r\n\r\n") else { return "" }
            return String(text[range.upperBound...])
        }

        /// The status of the first answer.
        var status: Int? { text.hasPrefix("HTTP/1.1 ") ? Int(text.dropFirst(9).prefix(3)) : nil }
    }

    /// The ways in which a connection ends.
    enum End: Equatable {
        case closed
        case reset
        case timeout
    }

    private let socket: Int32

    /// Connects to the port on the loopback address.
    init?(port: Int) {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status != 0 { return nil }
    }

    deinit { close(socket) }

    /// Writes bytes as they are.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes one request.
    func request(_ method: String, _ path: String, _ body: String = "", key: String = "lbl_sk_sandbox") {
        write(
            "\(method) \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Reads until the connection ends.
    func rest() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads one whole answer, or until the connection ends.
    func answer() -> Result {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let length = Self.length(ofAnswer: text), bytes.count >= length { return Result(text: text, end: nil) }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count == 0 { return Result(text: text, end: .closed) }
            if count < 0 { return Result(text: text, end: errno == ECONNRESET ? .reset : .timeout) }
            bytes += buffer[..<count]
        }
    }

    private static func length(ofAnswer text: String) -> Int? {
        guard let head = text.range(of: "\r\n\r\n"), let field = text.range(of: "Content-Length: "),
            field.lowerBound < head.lowerBound, let length = Int(text[field.upperBound...].prefix { $0.isNumber })
        else { return nil }
        return text[..<head.upperBound].utf8.count + length
    }
}

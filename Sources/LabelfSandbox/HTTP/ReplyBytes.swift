import NIOCore
import NIOHTTP1

/// Writes a reply as HTTP/1.1. The sandbox does this by itself, not through NIO's encoder, because the fault script
/// needs every byte in its own hands.
enum ReplyBytes {
    /// The whole answer and where in it the body begins. Headers of the reply win over the usual ones. The body stays
    /// away if all that was asked for is the head.
    static func make(
        _ reply: ServiceReply, date: String, keepAlive: Bool, headOnly: Bool, allocator: ByteBufferAllocator
    ) -> (bytes: ByteBuffer, bodyStart: Int) {
        var buffer = allocator.buffer(capacity: reply.body.count + 512)
        let reason = HTTPResponseStatus(statusCode: reply.status).reasonPhrase
        buffer.writeString("HTTP/1.1 \(reply.status) \(reason)\r\n")
        for header in reply.headers { write(header.name, header.value, to: &buffer) }
        for line in reply.rawHeaderLines { buffer.writeString(line + "\r\n") }
        let own = { name in !reply.headers.contains { $0.name.lowercased() == name } }
        if own("date") { write("Date", date, to: &buffer) }
        if !reply.body.isEmpty, own("content-type") { write("Content-Type", "application/json", to: &buffer) }
        if !keepAlive, own("connection") { write("Connection", "close", to: &buffer) }
        if reply.status != 204, reply.status != 304, own("content-length") {
            write("Content-Length", String(reply.body.count), to: &buffer)
        }
        buffer.writeStaticString("\r\n")
        let bodyStart = buffer.writerIndex
        if !headOnly { buffer.writeBytes(reply.body) }
        return (buffer, bodyStart)
    }

    private static func write(_ name: String, _ value: String, to buffer: inout ByteBuffer) {
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }
}

import NIOCore
import NIOHTTP1

/// Writes a reply as HTTP/1.1. The sandbox does this by itself, not through NIO's encoder, because the fault script
/// needs every byte in its own hands.
enum ReplyBytes {
    /// The whole answer and where in it the body begins.
    static func make(
        _ reply: ServiceReply, date: String, keepAlive: Bool, allocator: ByteBufferAllocator
    ) -> (bytes: ByteBuffer, bodyStart: Int) {
        var buffer = allocator.buffer(capacity: reply.body.count + 512)
        let reason = HTTPResponseStatus(statusCode: reply.status).reasonPhrase
        buffer.writeString("HTTP/1.1 \(reply.status) \(reason)\r\nDate: \(date)\r\n")
        if !reply.body.isEmpty { buffer.writeStaticString("Content-Type: application/json\r\n") }
        for header in reply.headers {
            buffer.writeString(header.name)
            buffer.writeStaticString(": ")
            buffer.writeString(header.value)
            buffer.writeStaticString("\r\n")
        }
        if !keepAlive { buffer.writeStaticString("Connection: close\r\n") }
        if reply.status != 204, reply.status != 304 {
            buffer.writeString("Content-Length: \(reply.body.count)\r\n")
        }
        buffer.writeStaticString("\r\n")
        let bodyStart = buffer.writerIndex
        buffer.writeBytes(reply.body)
        return (buffer, bodyStart)
    }
}

import NIOCore
import NIOPosix

/// Brings the bytes of one answer to the client, in the manner that the fault script wants.
struct ReplyWriter {
    /// The connection; everything happens on its event loop.
    var context: ChannelHandlerContext
    /// The whole answer.
    var bytes: ByteBuffer
    /// Where in `bytes` the body begins.
    var bodyStart: Int
    /// Whether the connection stays open.
    var keepAlive: Bool

    /// How many bytes a dripping answer writes at a time.
    private static let drop = 16

    /// Delivers. `finished` is called once, with whether the answer has begun.
    func run(_ manner: ServiceReply.Delivery, finished: @escaping (Bool) -> Void) {
        switch manner {
        case .whole:
            write(bytes)
            finished(true)
            if !keepAlive { close() }
        case .reset:
            finished(false)
            reset()
        case .closeBefore:
            finished(false)
            close()
        case .closeWithin:
            write(bytes.getSlice(at: 0, length: (bodyStart + bytes.writerIndex) / 2) ?? bytes)
            finished(true)
            close()
        case .noise:
            write(ByteBuffer(bytes: FaultAction.noise))
            finished(true)
            close()
        case .drip(let milliseconds):
            drip(from: 0, every: .milliseconds(Int64(milliseconds)), finished)
        }
    }

    private func write(_ bytes: ByteBuffer) {
        context.writeAndFlush(NIOAny(bytes), promise: nil)
    }

    /// Closes once everything before has been written.
    private func close() {
        let context = context
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: written)
    }

    /// Closes with RST: lingering for zero seconds throws the connection away.
    private func reset() {
        let context = context
        guard let options = context.channel as? any SocketOptionProvider else { return context.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    private func drip(from start: Int, every pause: TimeAmount, _ finished: @escaping (Bool) -> Void) {
        guard context.channel.isActive else { return finished(true) }
        let length = min(Self.drop, bytes.writerIndex - start)
        write(bytes.getSlice(at: start, length: length) ?? ByteBuffer())
        guard start + length < bytes.writerIndex else {
            finished(true)
            if !keepAlive { close() }
            return
        }
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            drip(from: start + length, every: pause, finished)
        }
    }
}

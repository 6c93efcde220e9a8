import NIOCore
import NIOHTTP1

/// One connection: gathers requests, asks the service, delivers its replies one after the other.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    /// A request that is whole, or an error in its place.
    private struct Pending {
        var request: ServiceRequest
        var error: ServiceError?
        var keepAlive: Bool
    }

    private let service: SandboxService
    private let clock: SandboxClock
    private var gathering: Pending?
    private var gatheredBytes = 0
    private var queue = CircularBuffer<Pending>()
    private var current: ServiceReply?
    private var isAdvancing = false
    private var date: (second: Int64, text: String) = (-1, "")

    /// The largest body that is read.
    static let mostBodyBytes = 4 << 20
    /// More requests than these may not wait on one connection.
    private static let mostWaiting = 1_024

    /// A handler for one new connection.
    init(service: SandboxService, clock: SandboxClock) {
        self.service = service
        self.clock = clock
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes): gather(bytes)
        case .end:
            guard let pending = gathering else { return }
            gathering = nil
            guard queue.count < Self.mostWaiting else { return context.close(promise: nil) }
            queue.append(pending)
            advance(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        queue.removeAll()
        finish(began: false)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, current == nil else { return context.close(promise: nil) }
        queue.append(Pending(request: ServiceRequest(method: "", target: ""), error: .badRequest, keepAlive: false))
        advance(context)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        gatheredBytes = 0
        let request = ServiceRequest(
            method: head.method.rawValue, target: head.uri, authorization: head.headers.first(name: "Authorization"))
        var pending = Pending(request: request, error: nil, keepAlive: head.isKeepAlive)
        let length = head.headers.first(name: "Content-Length").flatMap(Int.init) ?? 0
        if length > Self.mostBodyBytes { pending.error = .bodyTooLarge }
        if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
            if pending.error == nil {
                context.writeAndFlush(
                    wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            } else {
                pending.keepAlive = false
                queue.append(pending)
                return advance(context)
            }
        }
        gathering = pending
    }

    private func gather(_ bytes: ByteBuffer) {
        gatheredBytes += bytes.readableBytes
        if gatheredBytes > Self.mostBodyBytes { gathering?.error = .bodyTooLarge }
        guard gathering?.error == nil else {
            gathering?.request.body = []
            return
        }
        gathering?.request.body.append(contentsOf: bytes.readableBytesView)
    }

    /// Starts the next request as soon as none is being answered.
    private func advance(_ context: ChannelHandlerContext) {
        guard !isAdvancing else { return }
        isAdvancing = true
        defer { isAdvancing = false }
        while current == nil, let pending = queue.popFirst() {
            let now = clock.now()
            let reply =
                pending.error.map { service.reply(to: $0, now: now) } ?? service.reply(to: pending.request, now: now)
            current = reply
            guard reply.delayMilliseconds > 0 else {
                deliver(reply, to: pending, context)
                continue
            }
            let delay = TimeAmount.milliseconds(Int64(reply.delayMilliseconds))
            context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
                guard current != nil else { return }
                deliver(reply, to: pending, context)
            }
        }
    }

    private func deliver(_ reply: ServiceReply, to pending: Pending, _ context: ChannelHandlerContext) {
        let (bytes, bodyStart) = ReplyBytes.make(
            reply, date: currentDate(), keepAlive: pending.keepAlive, headOnly: pending.request.method == "HEAD",
            allocator: context.channel.allocator)
        let writer = ReplyWriter(context: context, bytes: bytes, bodyStart: bodyStart, keepAlive: pending.keepAlive)
        writer.run(reply.delivery) { [self] began in
            finish(began: began)
            advance(context)
        }
    }

    private func finish(began: Bool) {
        guard let reply = current else { return }
        current = nil
        service.settle(reply, began: began)
    }

    private func currentDate() -> String {
        let second = clock.now() / Span.second
        if date.second != second { date = (second, HTTPDate(unixSeconds: second).fixed) }
        return date.text
    }
}

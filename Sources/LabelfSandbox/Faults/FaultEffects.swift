extension FaultAction {
    /// The answer that stands in for the work.
    func replacement(requestID: String) -> ServiceReply {
        var reply = ServiceReply()
        if let bombBytes {
            reply.body = GzipBomb.bytes(unpackingTo: bombBytes)
            reply.setHeader("Content-Encoding", "gzip")
        } else if let redirect {
            reply.status = 307
            reply.setHeader("Location", redirect)
        } else if let status {
            reply.body = ServiceError.scripted(status: status).body(requestID: requestID)
        }
        if let status { reply.status = status }
        return reply
    }

    /// Spoils a page of a list before it is written out.
    func distort<Item>(_ items: inout [Item]) {
        if count < 0 { _ = items.popLast() }
        if count > 0, let last = items.last { items.append(last) }
        if reorder { items.reverse() }
    }

    /// Spoils a finished answer and decides how it is delivered. `now` is nanoseconds of Unix time.
    func distort(_ reply: inout ServiceReply, now: Int64) {
        reply.delayMilliseconds += stallMilliseconds
        if let retryAfter {
            reply.setHeader("Retry-After", retryAfterForm.value(seconds: retryAfter, now: now / Span.second))
        }
        reply.rawHeaderLines = rawHeaders
        if let body { reply.body = Array(body.utf8) }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { reply.setHeader(name, value) }
        if headersBytes > 0 { reply.setHeader("X-Padding", String(repeating: "p", count: headersBytes)) }
        if truncate { reply.body.removeLast(reply.body.count - reply.body.count / 2) }
        if garbage == .body { reply.body = Self.noise }
        reply.delivery = delivery
    }

    private var delivery: ServiceReply.Delivery {
        switch ending {
        case .reset: .reset
        case .before: .closeBefore
        case .within: .closeWithin
        case nil: garbage == .http ? .noise : dripMilliseconds > 0 ? .drip(dripMilliseconds) : .whole
        }
    }

    /// Bytes that are neither JSON nor UTF-8 nor a status line.
    static let noise: [UInt8] = (0..<200).map { UInt8(truncatingIfNeeded: 255 - $0 * 37) }
}

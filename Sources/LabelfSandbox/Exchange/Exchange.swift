/// A request as the service sees it, without sockets.
struct ServiceRequest: Sendable {
    /// The method, as it was written.
    var method: String
    /// The path and query, as they were written.
    var target: String
    /// The value of the `Authorization` header.
    var authorization: String?
    /// The body.
    var body: [UInt8] = []

    /// The part before the question mark.
    var path: Substring { target.prefix { $0 != "?" } }

    /// The part after the question mark.
    var query: Substring { target.drop { $0 != "?" }.dropFirst() }
}

/// What the service answers, and how the HTTP layer is to deliver it.
struct ServiceReply: Sendable {
    /// The HTTP status.
    var status = 200
    /// Headers beyond those that every answer has.
    var headers: [(name: String, value: String)] = []
    /// Lines that are written among the headers as they are, whatever they are.
    var rawHeaderLines: [String] = []
    /// The body.
    var body: [UInt8] = []
    /// How long to wait before the answer.
    var delayMilliseconds = 0
    /// How to write it.
    var delivery = Delivery.whole
    /// The texts that this answer is charged for.
    var billed: [UInt64] = []
    /// Whether the request counts in the report; those to the sandbox itself do not.
    var isReported = true

    /// The ways in which an answer can reach, or not reach, the client.
    enum Delivery: Equatable, Sendable {
        /// As it should.
        case whole
        /// A TCP reset instead.
        case reset
        /// The connection is closed instead.
        case closeBefore
        /// The connection is closed in the middle.
        case closeWithin
        /// A few bytes at a time with this pause, in milliseconds, in between.
        case drip(Int)
        /// Bytes that are not HTTP, then the end.
        case noise
    }

    /// Adds a header unless there is one of this name.
    mutating func addHeader(_ name: String, _ value: String) {
        guard !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else { return }
        headers.append((name, value))
    }

    /// Adds a header, or replaces the one of this name.
    mutating func setHeader(_ name: String, _ value: String) {
        headers.removeAll { $0.name.lowercased() == name.lowercased() }
        headers.append((name, value))
    }
}

extension ServiceReply {
    /// An answer of 200 with a JSON document.
    init(json: JSONValue) {
        self.init(body: JSONWriter.bytes { $0.value(json) })
    }

    /// The documented answer to an error.
    init(error: ServiceError, requestID: String) {
        self.init(status: error.status, body: error.body(requestID: requestID))
        if let allow = error.allow { headers.append(("Allow", allow)) }
        if status == 401 { headers.append(("WWW-Authenticate", "Bearer")) }
    }
}

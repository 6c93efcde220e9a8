/// Names a request while it is in flight.
package typealias RequestID = UInt64

/// Bytes with an owner, such as an encoded request body. They live as long as the object.
package protocol ByteBuffer: AnyObject {
    var bytes: UnsafeRawBufferPointer { get }
}

/// A request as the transport carries it.
package struct Request {
    package enum Method: Sendable {
        case get, post
        /// The one request that goes to the token service, with everything that it takes: path and body are ignored.
        case token
    }

    package var method: Method
    /// Below the base URL, starting with "/"; already percent-encoded.
    package var path: String
    /// JSON; nil for none.
    package var body: (any ByteBuffer)?

    package init(method: Method, path: String, body: (any ByteBuffer)?) {
        self.method = method
        self.path = path
        self.body = body
    }

    package static var forToken: Request { Request(method: .token, path: "", body: nil) }
}

/// The head of a response: its status and the raw values of the fields that matter here. A field that was not sent is
/// nil; of one sent more than once, the last counts.
package struct ResponseHead: Equatable {
    package var status: Int
    package var retryAfter: [UInt8]?
    package var date: [UInt8]?
    /// `X-RateLimit-Limit`, `-Remaining` and `-Reset` (API document, "Limits").
    package var rateLimit: [UInt8]?
    package var rateRemaining: [UInt8]?
    package var rateReset: [UInt8]?
    /// What a gateway may write instead (draft-ietf-httpapi-ratelimit-headers): `RateLimit-Limit`, `-Remaining` and `-Reset` of
    /// the drafts up to 6, and `RateLimit` and `RateLimit-Policy`.
    package var draftLimit: [UInt8]?
    package var draftRemaining: [UInt8]?
    package var draftReset: [UInt8]?
    package var draftRateLimit: [UInt8]?
    package var draftPolicy: [UInt8]?

    package init(status: Int) {
        self.status = status
    }
}

/// Why a request has no response.
package struct TransportFailure: Equatable {
    /// One of `resolve`, `connect`, `tls`, `timeout`, `network`, `tooLarge`, `protocolViolation`, `memory`, `internal`.
    package var status: Status
    /// One line for a person, with neither key nor text.
    package var message: String

    // Called at many places, each of which would get a copy (6 KB with its like).
    @_disfavoredOverload @inline(never)
    package init(_ status: Status, _ message: Message) {
        self.status = status
        self.message = message.text
    }

    /// A message without values: less code at each of many places.
    package init(_ status: Status, _ message: StaticString) {
        self.init(status, Message(stringLiteral: message))
    }

    /// Only without a connection is it certain that the service has not billed the texts.
    package var mayHaveBeenBilled: Bool {
        switch status {
        case .resolve, .connect, .tls: false
        default: true
        }
    }
}

/// What a fault does to an answer. Several members may be set; they apply in the order of the members here.
struct FaultAction: Equatable, Sendable {
    /// Wait this long first, beyond the usual latency.
    var stallMilliseconds = 0
    /// Answer this status instead of doing the work.
    var status: Int?
    /// Answer 307 to this address instead of doing the work.
    var redirect: String?
    /// Answer a gzip body that unpacks to this many bytes.
    var bombBytes: Int?
    /// One prediction list too few (-1) or too many (+1).
    var count = 0
    /// Numbers where strings belong, and the other way round.
    var wrongTypes = false
    /// The predictions in the opposite order of the texts.
    var reorder = false
    /// A `Retry-After` header of that many seconds from now, which may be in the past.
    var retryAfter: Int?
    /// How that header is written.
    var retryAfterForm = RetryAfterForm.seconds
    /// This body instead of the real one.
    var body: String?
    /// Headers that are added, or replace those of the same name.
    var headers: [String: String] = [:]
    /// Lines among the headers as they are, well-formed or not.
    var rawHeaders: [String] = []
    /// A header of this many bytes.
    var headersBytes = 0
    /// Cut the body in half; HTTP stays intact.
    var truncate = false
    /// Bytes that are not what they should be.
    var garbage: Garbage?
    /// End the connection early.
    var ending: Ending?
    /// Write a few bytes at a time with this pause in between.
    var dripMilliseconds = 0

    /// What is garbled.
    enum Garbage: String, Sendable {
        /// A body that is not JSON, in a proper answer.
        case body
        /// Not even HTTP.
        case http
    }

    /// How a connection ends.
    enum Ending: String, Sendable {
        /// A TCP reset in place of the answer.
        case reset
        /// Closed in place of the answer.
        case before
        /// Closed in the middle of the answer.
        case within
    }

    /// Whether the service answers without having done, or billed, any work.
    var replacesWork: Bool {
        status != nil || redirect != nil || bombBytes != nil || ending == .reset || ending == .before
    }
}

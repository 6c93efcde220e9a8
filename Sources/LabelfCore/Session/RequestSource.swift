/// Requests that are not batches of texts: an endpoint asked once, the pages of a list, the tiles of a similarity call.
///
/// How to ask for something: be a `RequestOwner`, and submit a `RequestSource` of yours to the session. The session calls
/// the owner on the driver's thread, from within `handle` and `advance`:
///
/// 1. `waiting` says how many requests it could hand out now; asked often, so it should cost nothing. 0 while the next one
///    depends on an outcome.
/// 2. `next(id)` hands out one request. Called when a connection and a permit are free, and never before: what is sent can
///    be decided then. Several may be in flight; the id tells them apart. Nil (no memory) stops the source.
/// 3. Each request has one outcome, when all retries and pauses are over:
///      - `answered`: a 2xx. The body is valid during the call. A message says that it is not what the API documents, and
///        becomes the error that `failed` is told.
///      - `refused`: 400, 413 or 422: something in this request is wrong. A tile can be cut in two here: `waiting` grows.
///        Unless it is implemented, `failed`.
///      - `failed`: anything else that this request ended with.
/// 4. `stopped`: nothing more will be taken, whatever `waiting` says, and what has no outcome when it is all over ends with
///    this error: the key, the permission, the quota, the deadline, a cancellation. What is in flight may still be answered.
///    Called at most once.
/// 5. When nothing waits and nothing is under way it is all over: the driver has the action `.settled`, exactly once.
///
/// An owner must not call the session.
package protocol RequestOwner: AnyObject {
    var waiting: Int { get }
    func next(_ id: RequestID) -> Request?
    func answered(_ request: SourceRequest, status: Int, body: UnsafeRawBufferPointer) -> Message?
    func refused(_ id: RequestID, with error: LabelfError)
    func failed(_ id: RequestID, with error: LabelfError)
    func stopped(with error: LabelfError)
}

extension RequestOwner {
    package func refused(_ id: RequestID, with error: LabelfError) { failed(id, with: error) }
}

/// What the session knows of an owner.
package final class RequestSource {
    package let owner: any RequestOwner
    package let lane: Lane
    /// When it has to be settled; `distantFuture` for never.
    package let deadline: Instant
    /// Whether it ends with the quota, and its answers show that there is some.
    package let usesQuota: Bool
    /// Whether a request may be sent again after a 5xx or a broken connection.
    package let mayRepeat: Bool
    /// Nothing more will come.
    package internal(set) var isSettled = false
    /// Nothing more is taken from it.
    var isStopped = false
    /// Requests without an outcome.
    var underWay = 0

    package init(
        _ owner: any RequestOwner, lane: Lane, deadline: Instant, usesQuota: Bool = true, mayRepeat: Bool = true
    ) {
        self.owner = owner
        self.lane = lane
        self.deadline = deadline
        self.usesQuota = usesQuota
        self.mayRepeat = mayRepeat
    }

    /// Requests that it could hand out now.
    var open: Int { isStopped ? 0 : max(owner.waiting, 0) }
}

/// One request of a source, from when it is handed out until its outcome.
package final class SourceRequest {
    package let source: RequestSource
    package let request: Request
    let delivery: Delivery
    /// Requests that were sent for it.
    package internal(set) var attempts = 0

    init(id: RequestID, source: RequestSource, request: Request) {
        self.source = source
        self.request = request
        delivery = Delivery(id: id)
    }

    package var id: RequestID { delivery.id }
}

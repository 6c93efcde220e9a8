/// Requests that are not batches of texts: an endpoint asked once, the pages of a list, the tiles of a similarity call.
///
/// How to ask for something: make a subclass of `RequestSource`, and hand it to the session with `.asked`. The session
/// calls it, on the driver's thread, from within `handle` and `advance`:
///
/// 1. `waiting` says how many requests it could hand out now; asked often, so it should cost nothing. 0 while the next one
///    depends on an outcome.
/// 2. `next(id)` hands out one request. Called when a connection and a permit are free, and never before: what is sent can
///    be decided then. Several may be in flight; the id tells them apart. Nil (no memory) ends the source.
/// 3. Each request has exactly one outcome, when all retries and pauses are over:
///      - `answered`: a 2xx. The body is valid during the call. A message says that it is not what the API documents, and
///        becomes the error that `failed` is told.
///      - `refused`: 400, 413 or 422: something in this request is wrong. A tile can be cut in two here, and `waiting` grow.
///        Unless overridden, as `failed`.
///      - `failed`: anything else that this request ended with.
/// 4. `stopped`: nothing more will be taken from it, and no outcome will come for what it handed out, but for requests that
///    are in flight if `isSettled` is still false. Errors that concern all of it come here: the key, the permission, the
///    quota, the deadline, a cancellation. Called at most once.
/// 5. When nothing waits and nothing is under way it is settled: the driver has the action `.finished`, exactly once.
///
/// A source must not call the session. An outcome may let it grow (`waiting` > 0) or end it (`waiting` 0).
package class RequestSource {
    package let lane: Lane
    /// When it has to be settled; `distantFuture` for never.
    package let deadline: Instant
    /// Whether it ends with the quota, and its answers show that there is some.
    package let usesQuota: Bool
    /// Nothing more will come.
    package internal(set) var isSettled = false
    /// Nothing more is taken from it.
    package internal(set) var isStopped = false
    /// Requests without an outcome.
    package internal(set) var underWay = 0

    package init(lane: Lane, deadline: Instant, usesQuota: Bool) {
        self.lane = lane
        self.deadline = deadline
        self.usesQuota = usesQuota
    }

    // To be overridden; see above.
    package var waiting: Int { 0 }
    package func next(_ id: RequestID) -> Request? { nil }
    package func answered(_ id: RequestID, status: Int, body: UnsafeRawBufferPointer) -> Message? { nil }
    package func refused(_ id: RequestID, with error: LabelfError) { failed(id, with: error) }
    package func failed(_ id: RequestID, with error: LabelfError) {}
    package func stopped(with error: LabelfError) {}

    /// Requests that it could hand out now.
    var open: Int { isStopped ? 0 : max(waiting, 0) }
}

/// One request of a source, from when it is handed out until its outcome.
package final class Errand: Outbound {
    package let source: RequestSource
    package let request: Request
    private var requests = 0

    init(id: RequestID, source: RequestSource, request: Request) {
        self.source = source
        self.request = request
        super.init(id: id)
    }

    override var errand: Errand? { self }
    override var lane: Lane { source.lane }
    override var attempts: Int { requests }
    override var usesQuota: Bool { source.usesQuota }

    func isSent() { requests += 1 }
}

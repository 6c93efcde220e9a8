package import LabelfCore

/// What a program waits for that is not a call to classify. A subclass says what to ask, and keeps what comes of it: written
/// on the client's thread, to be read by others when `wait` has returned true.
package class Inquiry: RequestOwner {
    package final let client: Client
    final let lane: Lane
    final let deadline: Instant
    /// See `RequestSource`.
    var usesQuota: Bool { true }
    var mayRepeat: Bool { true }
    /// While the session has it; touched on the client's thread alone.
    private(set) final var source: RequestSource?
    private let lock = Lock()
    private var isFinished = false

    package init(client: Client, lane: Lane, deadline: Instant) {
        self.client = client
        self.lane = lane
        self.deadline = deadline
    }

    // To be overridden; see `RequestOwner`.
    package var waiting: Int { 0 }
    package func next(_ id: RequestID) -> Request? { nil }
    package func answered(_ errand: Errand, status: Int, body: UnsafeRawBufferPointer) -> Message? { nil }
    package func refused(_ id: RequestID, with error: LabelfError) { failed(id, with: error) }
    package func failed(_ id: RequestID, with error: LabelfError) {}
    package func stopped(with error: LabelfError) {}

    /// Waits until it is settled; false if that is not before the instant. Never waits on the client's own thread.
    package final func wait(until instant: Instant) -> Bool {
        let mayWait = !client.isOnDriver && instant > Instant(nanoseconds: 0)
        return lock.locked {
            while mayWait, !isFinished {
                if !lock.wait(until: instant) { break }
            }
            return isFinished
        }
    }

    /// Asks the client to give it up. Nothing happens if it is settled.
    package final func cancel() {
        if !client.isForeign, !lock.locked({ isFinished }) { client.withdraw(self) }
    }

    /// On the client's thread: what the session is to have.
    final func start() -> RequestSource {
        let new = RequestSource(self, lane: lane, deadline: deadline, usesQuota: usesQuota, mayRepeat: mayRepeat)
        source = new
        return new
    }

    /// On the client's thread: nothing more will come. The two let go of each other.
    final func finish() {
        source = nil
        lock.locked {
            isFinished = true
            lock.signal()
        }
    }
}

/// One request, and its answer as it came.
package final class SingleRequest: Inquiry {
    private let request: Request
    private let repeats: Bool
    private var isHandedOut = false
    private var status = 0
    private var attempts = 0
    private var body: [UInt8] = []
    private var error: LabelfError?

    /// - Parameter repeats: whether it may be sent again when the service may have worked on it already.
    package init(_ client: Client, _ request: Request, lane: Lane, deadline: Instant, repeats: Bool = true) {
        self.request = request
        self.repeats = repeats
        super.init(client: client, lane: lane, deadline: deadline)
    }

    override var usesQuota: Bool { request.method == .post }
    override var mayRepeat: Bool { repeats }
    override package var waiting: Int { isHandedOut ? 0 : 1 }

    override package func next(_ id: RequestID) -> Request? {
        isHandedOut = true
        return request
    }

    override package func answered(_ errand: Errand, status: Int, body: UnsafeRawBufferPointer) -> Message? {
        self.status = status
        attempts = errand.attempts
        self.body = Array(body)
        return nil
    }

    override package func failed(_ id: RequestID, with error: LabelfError) {
        self.error = error
    }

    override package func stopped(with error: LabelfError) {
        if self.error == nil { self.error = error }
    }

    /// The answer, once it is settled: of status 200 to 299.
    package func answer() throws(LabelfError) -> (status: Int, body: [UInt8]) {
        if let error, status == 0 { throw error }
        return (status, body)
    }

    /// For an answer that is not what the API documents.
    package func misunderstood(_ why: String) -> LabelfError {
        var error = LabelfError(.protocolViolation, "the service's answer is not understood: \(why)")
        error.httpStatus = status
        error.attempts = attempts
        return error
    }
}

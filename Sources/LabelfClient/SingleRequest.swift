package import LabelfCore
internal import LabelfWire

/// One request to any endpoint, and its answer as it came. What comes of it is written on the client's thread, to be read
/// by others when its call is settled.
package final class SingleRequest: RequestOwner {
    private let request: Request
    private var isHandedOut = false
    private var attempts = 0
    /// Of the answer: 200 to 299; 0 without one.
    package private(set) var status = 0
    /// Lies there as long as this object lives, with a NUL behind it; empty without an answer.
    package private(set) var body = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What it ended with, if that is no answer.
    package private(set) var error: LabelfError?

    init(_ request: Request) {
        self.request = request
    }

    deinit { body.deallocate() }

    package var waiting: Int { isHandedOut ? 0 : 1 }

    package func next(_ id: RequestID) -> Request? {
        isHandedOut = true
        return request
    }

    package func answered(_ request: SourceRequest, status: Int, body: UnsafeRawBufferPointer) -> Message? {
        self.status = status
        attempts = request.attempts
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: body.count + 1, alignment: 1)
        copy.copyMemory(from: body)
        copy[body.count] = 0
        self.body.deallocate()
        self.body = UnsafeRawBufferPointer(rebasing: copy[..<body.count])
        // One that was on its way when the source was stopped may come home all the same.
        error = nil
        return nil
    }

    package func failed(_ id: RequestID, with error: LabelfError) {
        self.error = error
    }

    package func stopped(with error: LabelfError) {
        if status == 0, self.error == nil { self.error = error }
    }

    /// For an answer that is not what the API documents.
    package func misunderstood(_ why: String) -> LabelfError {
        var error = LabelfError(.protocolViolation, "the service's answer is not understood: \(why)")
        error.httpStatus = status
        error.attempts = attempts
        return error
    }
}

/// Requests are calls like any other: they are submitted, cancelled, closed and counted like them.
extension Client {
    /// A call of one request. It takes no room in the queue.
    /// - Parameters:
    ///   - terms: without a lane, it is interactive.
    ///   - repeats: whether it may be sent again when the service may have worked on it already.
    package func call(
        _ request: Request, _ terms: CallTerms, repeats: Bool = true
    ) throws(LabelfError) -> Call {
        try checkProcess()
        let owner = SingleRequest(request)
        let lane = terms.lane ?? .interactive
        let source = RequestSource(
            owner, lane: lane, deadline: deadline(terms, lane), usesQuota: request.method == .post, mayRepeat: repeats)
        return Call(client: self, work: .ask(owner, source), storage: [], terms)
    }

    /// Asks for something once, and waits for the answer, which is JSON or nothing.
    /// - Parameters:
    ///   - path: checked here.
    ///   - json: an object or an array, borrowed until this returns; nil for none.
    package func request(
        _ method: Request.Method, _ path: String, json: UnsafeRawBufferPointer?, _ terms: CallTerms, repeats: Bool
    ) throws(LabelfError) -> SingleRequest {
        try checkMayBlock()
        try RequestPath.check(path)
        if let json, let fault = JSONCheck.fault(of: json) { throw LabelfError(.argument, "json: \(fault)") }
        let body = json.map { BorrowedBytes($0) }
        let answer = try ask(Request(method: method, path: path, body: body), terms, repeats: repeats)
        if !answer.body.isEmpty, let fault = JSONCheck.fault(of: answer.body) { throw answer.misunderstood(fault) }
        return answer
    }

    /// Sends a request, and waits until it is answered with a success.
    func ask(_ request: Request, _ terms: CallTerms, repeats: Bool = true) throws(LabelfError) -> SingleRequest {
        try checkMayBlock()
        let call = try call(request, terms, repeats: repeats)
        try submit(call)
        guard case .answered(let answer)? = call.result(until: .distantFuture) else {
            throw LabelfError(.internal, "a request has no outcome")
        }
        if let error = answer.error { throw error }
        return answer
    }
}

/// Bytes of somebody who waits until nobody needs them any more.
private final class BorrowedBytes: ByteBuffer {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }
}

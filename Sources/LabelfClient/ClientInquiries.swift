package import LabelfCore
internal import LabelfWire

/// What a client is asked for that is not a call to classify.
extension Client {
    /// Hands an inquiry to the driver. It settles, whatever happens.
    package func ask(_ inquiry: Inquiry) throws(LabelfError) {
        try checkProcess()
        let isTaken: Bool = lock.locked {
            guard !isClosed, let driver else { return false }
            unsettled += 1
            inbox.asked.append(inquiry)
            driver.wake()
            return true
        }
        if !isTaken { throw LabelfError(.closed, "the client is closed") }
    }

    func withdraw(_ inquiry: Inquiry) {
        lock.locked {
            guard let driver else { return }
            inbox.withdrawn.append(inquiry)
            driver.wake()
        }
    }

    /// On the client's thread: an inquiry is settled.
    func finished(_ inquiry: Inquiry) {
        inquiry.finish()
        lock.locked {
            unsettled -= 1
            lock.signal()
        }
    }

    /// Asks for something once, and waits for the answer, which is JSON or nothing.
    /// - Parameters:
    ///   - path: checked here.
    ///   - json: an object or an array, borrowed until this returns; nil for none.
    package func request(
        _ method: Request.Method, _ path: String, json: UnsafeRawBufferPointer? = nil, lane: Lane = .interactive,
        timeoutMilliseconds: Int64 = 0, repeats: Bool = true
    ) throws(LabelfError) -> (status: Int, body: [UInt8]) {
        try checkMayBlock()
        try RequestPath.check(path)
        if let json, let fault = JSONCheck.fault(of: json) { throw LabelfError(.argument, "json: \(fault)") }
        let body = json.map { BorrowedBytes($0) }
        let deadline = configuration.deadline(lane: lane, timeoutMilliseconds: timeoutMilliseconds, now: Clock.now())
        let inquiry = SingleRequest(
            self, Request(method: method, path: path, body: body), lane: lane, deadline: deadline, repeats: repeats)
        try ask(inquiry)
        _ = inquiry.wait(until: .distantFuture)
        let answer = try inquiry.answer()
        if answer.body.isEmpty { return answer }
        if let fault = answer.body.withUnsafeBytes({ JSONCheck.fault(of: $0) }) { throw inquiry.misunderstood(fault) }
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

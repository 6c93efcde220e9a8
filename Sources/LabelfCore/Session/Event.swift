/// What is handed to a session, and settled by it exactly once: the texts of a call, or a source of other requests.
package enum Submission {
    case texts(Job)
    case requests(RequestSource)
}

/// What happens to a session.
package enum Event {
    /// Work comes.
    case submitted(Submission)
    /// It is given up, with the error for what has no answer yet.
    case cancelled(Submission, LabelfError)
    /// A request was answered with a success.
    case answered(RequestID, Reply, ResponseMetadata)
    /// A request was answered with a success that is not what the API documents; the message says why.
    case garbled(RequestID, message: String, ResponseMetadata)
    /// A request was answered with an error.
    case refused(RequestID, ServerError, ResponseMetadata)
    /// A request has no answer.
    case failed(RequestID, TransportFailure)
    /// A request for a token was answered with one, which everything that is sent from now on goes with.
    case granted(RequestID, TokenGrant)
    /// It is to go on with other settings: with another number of connections, and another limit of the plan. (The driver gives
    /// it another budget.)
    case reconfigured(SessionSettings)
}

/// A success.
package enum Reply {
    /// To a batch: an answer for each text.
    case predictions(Answer)
    /// To any other request: the HTTP status, and the body, which is read at once.
    case body(status: Int, UnsafeRawBufferPointer)
}

/// What the driver has to do.
package enum Action {
    case send(Outbound)
    /// Ask for a token.
    case fetchToken(RequestID)
    /// Nothing waits for the answer any more.
    case abort(RequestID)
    /// Nothing more will come for this.
    case settled(Submission)
}

/// What the head of a response tells, in this machine's terms.
package struct ResponseMetadata {
    package var rate: RateHeaders
    /// How long a 429 asks to wait; nil if it does not say.
    package var toldRetryAfter: Interval?
    /// How long it is to be waited, whatever it says.
    package var retryAfter: Interval

    package init(_ head: ResponseHead, wallClockSeconds: Int64) {
        rate = RateHeaders(head, wallClockSeconds: wallClockSeconds)
        toldRetryAfter = RetryAfter.interval(head, wallClockSeconds: wallClockSeconds)
        retryAfter =
            toldRetryAfter
            ?? RetryAfter.fallback(head, wallClockSeconds: wallClockSeconds)
    }
}

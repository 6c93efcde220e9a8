/// What follows from a failure. This file alone decides which one is retried, waited out, split or final: for batches, for
/// single requests and for the request for a token; and, by `Status.isTransient`, for programs that ask an error whether
/// waiting may help (labelf_status_is_transient), such as the command line.
package enum RetryDecision: Equatable {
    /// Transient: send it again after a backoff, at most `max_retries` times, if the retry budget has the cost.
    case retry(Status, RetryBudget.Cost)
    /// 429: nothing more is sent until it is allowed; then it is sent again.
    case waitOut
    /// One text of the batch, or one part of a request, is refused: find out which. The status is for the one that is alone.
    case split(Status)
    /// It will fail again: the error concerns every text of the call.
    case end(Status)

    /// An answer of the API that is not a success (API document, "Errors").
    package init(_ error: ServerError) {
        let known = KnownServerError.status(of: error)
        switch error.status {
        case 500...599: self = .retry(.service, .answer)
        case 429: self = .waitOut
        default:
            if let known, !known.mayConcernOneText {
                self = .end(known)
            } else if error.status == 400 || error.status == 413 || error.status == 422 {
                self = .split(known ?? .refused)
            } else {
                self = .end(Status(ofFinalAnswer: error.status))
            }
        }
    }

    /// A request without an answer. A certificate, a defect or an answer beyond every bound will be the same the next time.
    package init(_ failure: TransportFailure) {
        switch failure.status {
        case .resolve, .connect, .timeout, .network: self = .retry(failure.status, .connection)
        default: self = .end(failure.status)
        }
    }

    /// An answer of the token service that is not a success. 400, 401 and 403 are what it says to a wrong client or secret
    /// (RFC 6749, section 5.2), or to one that was locked.
    package init(ofTokenService error: ServerError) {
        switch error.status {
        case 500...599: self = .retry(.service, .answer)
        case 429: self = .waitOut
        case 400, 401, 403: self = .end(.key)
        default: self = .end(.protocolViolation)
        }
    }
}

extension Status {
    /// Whether the same request may succeed later although nothing is changed: what failed is the service, the way to it, or
    /// the time that there was, and not what was asked for.
    package var isTransient: Bool {
        switch self {
        case .rateLimited, .service, .protocolViolation, .resolve, .connect, .tls, .timeout, .network, .deadline,
            .queueFull:
            true
        default: false
        }
    }

    /// Whether it may be due to one text of a batch, so that the others may succeed without it.
    fileprivate var mayConcernOneText: Bool { self == .malformed || self == .textEmpty || self == .textTooLong }

    /// What an HTTP status says that is neither a success, nor transient, nor about one text.
    fileprivate init(ofFinalAnswer httpStatus: Int) {
        switch httpStatus {
        case 401: self = .key
        case 403: self = .permission
        case 404: self = .notFound
        case 409: self = .conflict
        case 400...499: self = .refused
        default: self = .protocolViolation
        }
    }
}

/// Errors in this library's terms, from what the service answered or what time does not allow.
extension Session {
    func serverError(_ status: Status, _ answer: ServerError, _ sent: Outbound) -> LabelfError {
        serverError(status, answer, by: "the service", attempts: sent.attempts)
    }

    func serverError(_ status: Status, _ answer: ServerError, by who: StaticString, attempts: Int) -> LabelfError {
        var message: Message = "\(who) answered with HTTP status \(answer.status)"
        if !answer.code.isEmpty { message = "\(message) \(answer.code)" }
        if !answer.message.isEmpty { message = "\(message): \(answer.message)" }
        if status == .protocolViolation && answer.status >= 300 && answer.status <= 399 {
            message = "\(message) (a redirect, which is never followed)"
        }
        var error = LabelfError(status, message)
        error.httpStatus = answer.status
        error.serverCode = answer.code
        error.requestID = answer.requestID
        error.attempts = attempts
        if status == .service { error.retryAfterMilliseconds = settings.backoff.base.milliseconds }
        return error
    }

    func protocolError(_ message: Message, of sent: Outbound) -> LabelfError {
        var error = LabelfError(.protocolViolation, "the service's answer is not understood: \(message)")
        error.httpStatus = 200
        error.attempts = sent.attempts
        return error
    }

    /// For the texts of a call that were not asked, because all those that were asked together were refused alike.
    func notSent(after error: LabelfError) -> LabelfError {
        var error = error
        let more: Message = "\(error.message) (and so every text of a whole batch: the rest of the call was not sent)"
        error.message = more.text
        error.attempts = 0
        return error
    }

    /// Nothing is sent before an instant, which is past a call's deadline.
    /// - Parameter last: why, if it is known.
    func unreachable(
        _ instant: Instant, _ now: Instant, because last: LabelfError?, attempts: Int
    ) -> LabelfError {
        let wait = (instant - now).milliseconds
        var error = last ?? LabelfError(.deadline, "")
        var message: Message = "nothing can be sent for \(wait) ms, which is past the call's deadline"
        if let last { message = "\(message) (\(last.message))" }
        error.status = .deadline
        error.message = message.text
        error.retryAfterMilliseconds = wait
        error.attempts = attempts
        return error
    }
}

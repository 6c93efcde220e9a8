/// What something ended with. The raw values are `labelf_status` of labelf.h, to the number; a test compares them.
package enum Status: Int32, Sendable {
    case ok = 0
    case partial = 1
    case pending = 2

    case argument = 16
    case configuration = 17
    case textEmpty = 18
    case textTooLong = 19
    case textEncoding = 20
    case queueFull = 21
    case closed = 22
    case forked = 23
    case cancelled = 24
    case deadline = 25
    case memory = 26
    case budget = 27

    case refused = 48
    case key = 49
    case permission = 50
    case quota = 51
    case notFound = 52
    case conflict = 53
    case rateLimited = 54
    case service = 55
    case modelArchived = 56
    case modelNotDeployed = 57
    case protocolViolation = 58
    case malformed = 59

    case resolve = 80
    case connect = 81
    case tls = 82
    case timeout = 83
    case network = 84
    case tooLarge = 85

    case `internal` = 112
}

/// An error as a value on the call or text it belongs to. Never holds a key or a text.
///
/// A copy is one reference: errors are handed through many hands, and each text of a call may have one.
package struct LabelfError: Error, Equatable, @unchecked Sendable {
    private final class Details {
        var status: Status
        var message: String
        var httpStatus = 0
        var serverCode = ""
        var requestID = ""
        var attempts = 0
        var retryAfterMilliseconds: Int64 = -1

        init(_ status: Status, _ message: String) {
            self.status = status
            self.message = message
        }
    }

    private var details: Details

    // Called at many places, each of which would get a copy (6 KB with its like).
    @_disfavoredOverload @inline(never)
    package init(_ status: Status, _ message: Message) {
        details = Details(status, message.text)
    }

    /// A message without values: less code at each of many places.
    package init(_ status: Status, _ message: StaticString) {
        self.init(status, Message(stringLiteral: message))
    }

    package var status: Status {
        get { details.status }
        set { own().status = newValue }
    }

    /// One line for a log or a person.
    package var message: String {
        get { details.message }
        set { own().message = newValue }
    }

    /// The HTTP status of the last answer; 0 without one.
    package var httpStatus: Int {
        get { details.httpStatus }
        set { own().httpStatus = newValue }
    }

    /// The service's own `error_code`; empty if it gave none.
    package var serverCode: String {
        get { details.serverCode }
        set { own().serverCode = newValue }
    }

    /// The service's own `request_id`, which support asks for; empty if it gave none.
    package var requestID: String {
        get { details.requestID }
        set { own().requestID = newValue }
    }

    /// Requests sent for this; 0 if it failed before the network.
    package var attempts: Int {
        get { details.attempts }
        set { own().attempts = newValue }
    }

    /// Milliseconds until trying again makes sense; -1 if it makes none without a change.
    package var retryAfterMilliseconds: Int64 {
        get { details.retryAfterMilliseconds }
        set { own().retryAfterMilliseconds = newValue }
    }

    package static func == (left: LabelfError, right: LabelfError) -> Bool {
        left.details === right.details
            || (left.status == right.status && left.httpStatus == right.httpStatus
                && left.attempts == right.attempts
                && left.retryAfterMilliseconds == right.retryAfterMilliseconds && left.message.isSame(as: right.message)
                && left.serverCode.isSame(as: right.serverCode) && left.requestID.isSame(as: right.requestID))
    }

    /// The details to change: a copy, if somebody else has them too.
    private mutating func own() -> Details {
        if !isKnownUniquelyReferenced(&details) {
            let old = details
            details = Details(old.status, old.message)
            details.httpStatus = old.httpStatus
            details.serverCode = old.serverCode
            details.requestID = old.requestID
            details.attempts = old.attempts
            details.retryAfterMilliseconds = old.retryAfterMilliseconds
        }
        return details
    }
}

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

    case resolve = 80
    case connect = 81
    case tls = 82
    case timeout = 83
    case network = 84
    case tooLarge = 85

    case `internal` = 112
}

/// An error as a value on the call or text it belongs to. Never holds a key or a text.
package struct LabelfError: Error, Equatable {
    package var status: Status
    /// One line for a log or a person.
    package var message: String
    /// The HTTP status of the last answer; 0 without one.
    package var httpStatus = 0
    /// The service's own `error_code`; empty if it gave none.
    package var serverCode = ""
    /// The service's own `request_id`, which support asks for; empty if it gave none.
    package var requestID = ""
    /// Requests sent for this; 0 if it failed before the network.
    package var attempts = 0
    /// Milliseconds until trying again makes sense; -1 if it makes none without a change.
    package var retryAfterMilliseconds: Int64 = -1

    package init(_ status: Status, _ message: String) {
        self.status = status
        self.message = message
    }
}

/// The forms that RFC 9110 allows, or asks clients to accept, in a `Retry-After` header.
enum RetryAfterForm: String, CaseIterable, Sendable {
    /// `120`
    case seconds
    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    case date
    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    case rfc850
    /// `Sun Nov  6 08:49:37 1994`
    case asctime

    /// The value of a header for the moment `seconds` after `now`, which is in seconds of Unix time.
    func value(seconds: Int, now: Int64) -> String {
        let date = HTTPDate(unixSeconds: max(0, now + Int64(seconds)))
        return switch self {
        case .seconds: String(seconds)
        case .date: date.fixed
        case .rfc850: date.rfc850
        case .asctime: date.asctime
        }
    }
}

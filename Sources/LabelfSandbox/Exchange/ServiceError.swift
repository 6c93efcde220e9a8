/// An error as the API documents it: a status, a sentence for people and a code for programs.
struct ServiceError: Error, Equatable {
    /// The HTTP status.
    var status: Int
    /// What went wrong and how to mend it.
    var message: String
    /// What programs match on.
    var code: String
    /// The method that a 405 names in its `Allow` header.
    var allow: String?

    /// The documented body, which names the request.
    func body(requestID: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.raw("{\"status\":")
        writer.integer(status)
        writer.raw(",\"message\":")
        writer.string(message)
        writer.raw(",\"error_code\":")
        writer.string(code)
        writer.raw(",\"request_id\":")
        writer.string(requestID)
        writer.raw("}")
        return writer.bytes
    }
}

/// An error as the API documents it: a status, a sentence for people and a code for programs.
struct ServiceError: Error, Equatable {
    /// The HTTP status.
    var status: Int
    /// What went wrong and how to mend it.
    var message: String
    /// What programs match on.
    var code: String

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

    static let malformedJSON = ServiceError(
        status: 400, message: "Malformed JSON in the request body", code: "MALFORMED_JSON")
    static let textsRequired = ServiceError(
        status: 400, message: "texts field is required", code: "MISSING_REQUIRED_FIELD")
    static let textsNotStrings = ServiceError(
        status: 400, message: "texts must be an array of strings, even for a single text", code: "INVALID_FIELD_TYPE")
    static let textsEmpty = ServiceError(
        status: 400, message: "Empty texts array: send at least one non-empty text", code: "EMPTY_TEXTS")
    static let tooManyTexts = ServiceError(
        status: 400, message: "At most 8 texts are allowed in one request", code: "TOO_MANY_TEXTS")
    static let textRefused = ServiceError(
        status: 400, message: "One of the texts cannot be processed", code: "INVALID_TEXT")
    static let unauthorized = ServiceError(
        status: 401, message: "Missing or invalid API key", code: "UNAUTHORIZED")
    static let modelArchived = ServiceError(
        status: 400,
        message: "Model is archived: redeploy it in the dashboard or use another active model",
        code: "MODEL_ARCHIVED")
    static let modelNotDeployed = ServiceError(
        status: 404, message: "No deployed model found: deploy the model first", code: "MODEL_NOT_DEPLOYED")
    static let unknownPath = ServiceError(status: 404, message: "No such resource", code: "NOT_FOUND")
    static let wrongMethod = ServiceError(
        status: 405, message: "The method is not allowed here", code: "METHOD_NOT_ALLOWED")
    static let bodyTooLarge = ServiceError(
        status: 413, message: "The request body is larger than 4 MiB", code: "PAYLOAD_TOO_LARGE")
    static let badRequest = ServiceError(
        status: 400, message: "The request is not valid HTTP", code: "BAD_REQUEST")
    static let rateLimited = ServiceError(
        status: 429, message: "Rate limit exceeded: wait as long as Retry-After says", code: "RATE_LIMIT_EXCEEDED")

    /// 404 for a model that does not exist.
    static func unknownModel(_ id: String) -> ServiceError {
        ServiceError(status: 404, message: "Model \(id) was not found", code: "MODEL_NOT_FOUND")
    }

    /// 400 for a text that is empty.
    static func emptyText(at index: Int) -> ServiceError {
        ServiceError(status: 400, message: "texts[\(index)] is empty: remove empty texts first", code: "EMPTY_TEXT")
    }

    /// 400 for a text of more than 10,000 characters.
    static func textTooLong(at index: Int) -> ServiceError {
        ServiceError(
            status: 400, message: "texts[\(index)] is longer than 10000 characters", code: "TEXT_TOO_LONG")
    }

    /// 400 for a parameter of the wrong type or out of range.
    static func invalidParameter(_ name: String, _ rule: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) must be \(rule)", code: "INVALID_PARAMETER")
    }

    /// The error a fault script means when it gives a status and no body.
    static func scripted(status: Int) -> ServiceError {
        let code =
            switch status {
            case 401: unauthorized.code
            case 403: "QUOTA_EXCEEDED"
            case 409: "CONFLICT"
            case 429: rateLimited.code
            case 500...: "INTERNAL_ERROR"
            default: "SCRIPTED_FAULT"
            }
        let message = status == 403 ? "The quota of the billing period is used up" : "Answered by the fault script"
        return ServiceError(status: status, message: message, code: code)
    }
}

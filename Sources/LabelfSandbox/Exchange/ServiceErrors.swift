// Every error of the service, in the documentation's words where it has any.

extension ServiceError {
    // 400: the request is wrong.
    static let malformedJSON = ServiceError(
        status: 400, message: "Malformed JSON in the request body", code: "MALFORMED_JSON")
    static let textsNotStrings = ServiceError(
        status: 400, message: "texts must be an array of strings, even for a single text", code: "INVALID_FIELD_TYPE")
    static let textRefused = ServiceError(
        status: 400, message: "One of the texts cannot be processed", code: "INVALID_TEXT")
    static let modelArchived = ServiceError(
        status: 400,
        message: "Model is archived: redeploy it in the dashboard or use another active model",
        code: "MODEL_ARCHIVED")
    static let badRequest = ServiceError(
        status: 400, message: "The request is not valid HTTP", code: "BAD_REQUEST")

    // 401 and 403: the key, the plan.
    static let unauthorized = ServiceError(
        status: 401, message: "Missing or invalid API key", code: "UNAUTHORIZED")
    static let forbidden = ServiceError(
        status: 403, message: "The key has no permission to do this", code: "FORBIDDEN")
    static let quotaExceeded = ServiceError(
        status: 403, message: "Quota exceeded: check your plan, upgrade it, or wait for the next billing cycle",
        code: "QUOTA_EXCEEDED")

    // 404, 405, 409, 413 and 429.
    static let modelNotDeployed = ServiceError(
        status: 404, message: "No deployed model found: deploy the model first", code: "MODEL_NOT_DEPLOYED")
    static let unknownPath = ServiceError(status: 404, message: "No such resource", code: "NOT_FOUND")
    static let datasetProcessing = ServiceError(
        status: 409, message: "The dataset is still processing: try again when it is ready", code: "DATASET_PROCESSING")
    static let bodyTooLarge = ServiceError(
        status: 413, message: "The request body is larger than 4 MiB", code: "PAYLOAD_TOO_LARGE")
    static let rateLimited = ServiceError(
        status: 429, message: "Rate limit exceeded: wait as long as Retry-After says", code: "RATE_LIMIT_EXCEEDED")

    /// 400 for a field that must be there.
    static func fieldRequired(_ name: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) field is required", code: "MISSING_REQUIRED_FIELD")
    }

    /// 400 for a field of texts that is of another type.
    static func notTexts(_ name: String, _ rule: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) must be \(rule)", code: "INVALID_FIELD_TYPE")
    }

    /// 400 for a field without a text.
    static func noTexts(_ name: String) -> ServiceError {
        ServiceError(
            status: 400, message: "Empty \(name) array: send at least one non-empty text", code: "EMPTY_TEXTS")
    }

    /// 400 for more texts than a request may have.
    static func tooManyTexts(_ most: Int) -> ServiceError {
        ServiceError(status: 400, message: "At most \(most) texts are allowed in one request", code: "TOO_MANY_TEXTS")
    }

    /// 400 for a text that is empty.
    static func emptyText(_ name: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) is empty: remove empty texts first", code: "EMPTY_TEXT")
    }

    /// 400 for a text of more than 10,000 characters.
    static func textTooLong(_ name: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) is longer than 10000 characters", code: "TEXT_TOO_LONG")
    }

    /// 400 for a parameter of the wrong type or out of range.
    static func invalidParameter(_ name: String, _ rule: String) -> ServiceError {
        ServiceError(status: 400, message: "\(name) must be \(rule)", code: "INVALID_PARAMETER")
    }

    /// 404 for a model that does not exist.
    static func unknownModel(_ id: String) -> ServiceError {
        ServiceError(status: 404, message: "Model \(id) was not found", code: "MODEL_NOT_FOUND")
    }

    /// 404 for a dataset that does not exist.
    static func unknownDataset(_ id: String) -> ServiceError {
        ServiceError(status: 404, message: "Dataset \(id) was not found", code: "DATASET_NOT_FOUND")
    }

    /// 405 where only `method` is allowed.
    static func wrongMethod(allow method: String) -> ServiceError {
        ServiceError(
            status: 405, message: "The method is not allowed here", code: "METHOD_NOT_ALLOWED", allow: method)
    }

    /// The error a fault script means when it gives a status and no body.
    static func scripted(status: Int) -> ServiceError {
        let code =
            switch status {
            case 401: unauthorized.code
            case 403: quotaExceeded.code
            case 409: "CONFLICT"
            case 429: rateLimited.code
            case 500...: "INTERNAL_ERROR"
            default: "SCRIPTED_FAULT"
            }
        let message = status == 403 ? quotaExceeded.message : "Answered by the fault script"
        return ServiceError(status: status, message: message, code: code)
    }
}

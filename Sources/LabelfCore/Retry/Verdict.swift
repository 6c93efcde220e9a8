/// What an answer that is not a success means for the batch it answers (API document, "Errors").
package enum Verdict: Equatable {
    /// 5xx: their fault, transient.
    case retry
    /// 429: nothing more until it is allowed.
    case pause
    /// A text of the batch is refused: find out which.
    case split
    /// It concerns the model, the key or the quota: no text of the call will fare better.
    case end(Status)

    package init(_ error: ServerError) {
        if error.status >= 500 && error.status <= 599 {
            self = .retry
        } else if error.status == 429 {
            self = .pause
        } else if let scenario = Scenario.recognise(error), !Scenario.isOfTexts(scenario) {
            self = .end(scenario)
        } else {
            switch error.status {
            case 400, 413, 422: self = .split
            case 401: self = .end(.key)
            case 403: self = .end(.permission)
            case 404: self = .end(.notFound)
            case 409: self = .end(.conflict)
            case 400...499: self = .end(.refused)
            default: self = .end(.protocolViolation)
            }
        }
    }
}

/// The scenarios that the API document describes under "Common scenarios": known by their code, else by their message.
package enum Scenario {
    /// Whether it may be the doing of one text: then the others may fare better.
    static func isOfTexts(_ status: Status) -> Bool {
        status == .malformed || status == .textEmpty || status == .textTooLong
    }

    package static func recognise(_ error: ServerError) -> Status? {
        guard error.status >= 400 && error.status <= 499 else { return nil }
        let code = error.code
        if code.isSame(as: "MODEL_ARCHIVED") { return .modelArchived }
        if code.isSame(as: "MODEL_NOT_DEPLOYED") || code.isSame(as: "NO_DEPLOYED_MODEL") { return .modelNotDeployed }
        if code.isSame(as: "QUOTA_EXCEEDED") { return .quota }
        if code.isSame(as: "MODEL_NOT_FOUND") { return .notFound }
        let message = error.message.bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        if contains(message, "quota") && error.status == 403 { return .quota }
        if error.status == 400 || error.status == 413 || error.status == 422 {
            if let status = refusal(code, message) { return status }
        }
        guard contains(message, "model") else { return nil }
        if contains(message, "archived") { return .modelArchived }
        if contains(message, "no deployed") || contains(message, "not deployed") { return .modelNotDeployed }
        return nil
    }

    /// What is wrong with the request itself.
    private static func refusal(_ code: String, _ message: [UInt8]) -> Status? {
        if code.isSame(as: "EMPTY_TEXTS") || code.isSame(as: "EMPTY_TEXT") { return .textEmpty }
        if code.isSame(as: "TEXT_TOO_LONG") { return .textTooLong }
        if code.isSame(as: "MISSING_REQUIRED_FIELD") || code.isSame(as: "INVALID_FIELD_TYPE")
            || code.isSame(as: "MALFORMED_JSON")
        {
            return .malformed
        }
        if contains(message, "field is required") || contains(message, "array of strings") { return .malformed }
        if contains(message, "malformed json") { return .malformed }
        return contains(message, "empty") && contains(message, "text") ? .textEmpty : nil
    }

    private static func contains(_ message: [UInt8], _ phrase: StaticString) -> Bool {
        message.indices.contains { phrase.starts(message[$0...]) }
    }
}

/// The errors that the API document describes under "Common scenarios": known by their code, else by their message.
package enum KnownServerError {
    /// What the error says; nil if it is none of the documented ones.
    package static func status(of error: ServerError) -> Status? {
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

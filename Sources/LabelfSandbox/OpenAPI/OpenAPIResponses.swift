extension OpenAPI {
    /// Every error, by its name in `components`.
    private static let errors: [(name: String, status: Int, description: String, header: String?)] = [
        ("BadRequest", 400, "Invalid parameters, a missing field, malformed JSON or HTTP, an archived model", nil),
        ("Unauthorized", 401, "The key is missing or unknown, or the token has expired", "WWW-Authenticate"),
        ("Forbidden", 403, "The key has no permission, or the quota is used up", nil),
        ("NotFound", 404, "No such model or dataset, or a model that is not deployed", nil),
        ("WrongMethod", 405, "The path knows another method", "Allow"),
        ("Conflict", 409, "The dataset is still processing", nil),
        ("TooLarge", 413, "The body is larger than 4 MiB", nil),
        ("TooManyRequests", 429, "The limit of the plan is reached: wait for Retry-After", "Retry-After"),
    ]
    private static let usualErrors = ["BadRequest", "Unauthorized", "WrongMethod", "TooLarge", "TooManyRequests"]

    /// The answers of an operation: its good one, the errors of its own, and those of every operation.
    static func responses(
        _ answer: String, _ own: [String], _ configuration: SandboxConfiguration
    ) -> JSONValue {
        var responses: [String: JSONValue] = [
            "200": [
                "description": "The answer", "headers": headers(of: nil, configuration),
                "content": content(reference("schemas", answer)),
            ]
        ]
        for error in errors where (own + usualErrors).contains(error.name) {
            responses[String(error.status)] = reference("responses", error.name)
        }
        return .object(responses)
    }

    /// The errors in `components`.
    static func errorResponses(for configuration: SandboxConfiguration) -> JSONValue {
        let responses = errors.map { error -> (String, JSONValue) in
            (
                error.name,
                [
                    "description": .string(error.description), "headers": headers(of: error.header, configuration),
                    "content": content(reference("schemas", "Error")),
                ]
            )
        }
        return .object(Dictionary(uniqueKeysWithValues: responses))
    }

    /// What a request for a token may answer. A method or a body that is refused before is an `Error`.
    static var tokenResponses: JSONValue {
        let requestID = ["X-Request-Id": reference("headers", "X-Request-Id")] as JSONValue
        let refusal: JSONValue = ["oneOf": [reference("schemas", "TokenError"), reference("schemas", "Error")]]
        return [
            "200": [
                "description": "The token", "headers": requestID, "content": content(reference("schemas", "Token")),
            ],
            "400": ["description": "The form is wrong", "headers": requestID, "content": content(refusal)],
            "401": ["description": "The client is unknown", "headers": requestID, "content": content(refusal)],
            "405": [
                "description": "The method is not POST", "headers": requestID,
                "content": content(reference("schemas", "Error")),
            ],
            "413": [
                "description": "The body is larger than 4 MiB", "headers": requestID,
                "content": content(reference("schemas", "Error")),
            ],
        ]
    }

    /// The headers in `components`.
    static let headers: JSONValue = [
        "X-Request-Id": header("What support asks for.", ["type": "string", "pattern": "^req_[0-9a-f]{8}$"]),
        "X-RateLimit-Limit": header("The requests a minute of this plan.", ["type": "integer", "minimum": 1]),
        "X-RateLimit-Remaining": header("The requests left in this window.", ["type": "integer", "minimum": 0]),
        "X-RateLimit-Reset": header("The Unix time at which the window resets.", ["type": "integer", "minimum": 0]),
        "Retry-After": header("The seconds to wait.", ["type": "integer", "minimum": 1]),
        "Allow": header("The methods of the path.", ["type": "string"]),
        "WWW-Authenticate": header("How to authenticate.", ["type": "string"]),
    ]

    private static func header(_ description: JSONValue, _ schema: JSONValue) -> JSONValue {
        ["description": description, "required": true, "schema": schema]
    }

    /// References to the headers of an answer: those of every one, and `own`.
    private static func headers(of own: String?, _ configuration: SandboxConfiguration) -> JSONValue {
        var names = ["X-Request-Id"] + (own.map { [$0] } ?? [])
        if configuration.requestsPerMinute > 0 {
            names += ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
        }
        return .object(Dictionary(uniqueKeysWithValues: names.map { ($0, reference("headers", $0)) }))
    }
}

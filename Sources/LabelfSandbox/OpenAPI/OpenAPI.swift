/// The description of the API that `GET /openapi.json` serves: what this sandbox, as it was started, takes and answers.
enum OpenAPI {
    /// The document, in OpenAPI 3.1.
    static func document(for configuration: SandboxConfiguration) -> JSONValue {
        var schemes: [String: JSONValue] = [
            "key": [
                "type": "http", "scheme": "bearer",
                "description": "A key of the workspace, lbl_sk_..., or an access token.",
            ]
        ]
        if configuration.client != nil { schemes["client"] = clientScheme }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Labelf API, as labelf-sandbox emulates it", "version": "2",
                "description": "Classify texts, compare them, and look at the models and datasets of a workspace.",
            ],
            "servers": [["url": "/v2"]],
            "security": .array(schemes.keys.sorted().map { .object([$0: []]) }),
            "paths": paths(for: configuration),
            "components": [
                "securitySchemes": .object(schemes), "schemas": schemas,
                "responses": errorResponses(for: configuration), "headers": headers,
            ],
        ]
    }

    /// A reference to a part of `components`.
    static func reference(_ kind: String, _ name: String) -> JSONValue {
        ["$ref": "#/components/\(kind)/\(name)"]
    }

    /// JSON content of a schema.
    static func content(_ schema: JSONValue, type: String = "application/json") -> JSONValue {
        .object([type: ["schema": schema]])
    }

    private static let clientScheme: JSONValue = [
        "type": "oauth2",
        "flows": [
            "clientCredentials": [
                "tokenUrl": .string(TokenRequest.path), "scopes": ["api": "Everything a key may do."],
            ]
        ],
    ]
}

extension OpenAPI {
    /// The schemas in `components`.
    static let schemas: JSONValue = .object(
        requestSchemas.merging(answerSchemas) { $1 }.merging(listSchemas) { $1 }.merging(tokenSchemas) { $1 })

    /// An object all of whose properties are always there.
    static func object(_ properties: [String: JSONValue]) -> JSONValue {
        [
            "type": "object", "required": .array(properties.keys.sorted().map(JSONValue.string)),
            "properties": .object(properties),
        ]
    }

    /// An array of a schema.
    static func array(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static let text: JSONValue = [
        "type": "string", "minLength": 1, "maxLength": .integer(InferenceRequest.mostCharacters),
    ]
    private static let texts: JSONValue = [
        "type": "array", "minItems": 1, "maxItems": .integer(InferenceRequest.mostTexts), "items": text,
    ]
    private static let count: JSONValue = ["type": ["integer", "null"], "minimum": 1]
    private static let labelFilter: JSONValue = [
        "type": ["array", "null"], "minItems": 1, "items": ["type": "string"],
    ]
    private static let textsByID: JSONValue = [
        "type": "object", "minProperties": 1, "maxProperties": .integer(SimilarityRequest.mostTexts - 1),
        "additionalProperties": text,
    ]

    private static let requestSchemas: [String: JSONValue] = [
        "InferenceRequest": [
            "type": "object", "required": ["texts"],
            "properties": ["texts": texts, "max_predictions": count, "label_filter": labelFilter],
            "example": ["texts": ["Where is my parcel?"], "max_predictions": 1],
        ],
        "CombinedInferenceRequest": [
            "type": "object", "required": ["texts", "model_settings"],
            "properties": [
                "texts": texts,
                "model_settings": [
                    "type": "array", "minItems": 1, "maxItems": .integer(CombinedInferenceRequest.mostModels),
                    "items": [
                        "type": "object", "required": ["model_id"],
                        "properties": [
                            "model_id": ["type": "integer", "minimum": 1, "maximum": 2_147_483_647],
                            "max_predictions": count, "label_filter": labelFilter,
                            "read_full_text": ["type": ["boolean", "null"]],
                        ],
                    ],
                ],
            ],
            "example": ["texts": ["Where is my parcel?"], "model_settings": [["model_id": 1], ["model_id": 3]]],
        ],
        "SimilarityRequest": [
            "type": "object", "required": ["base_texts", "compare_to_texts"],
            "properties": ["base_texts": textsByID, "compare_to_texts": textsByID, "top_n": count],
            "example": ["base_texts": ["a": "I want a refund"], "compare_to_texts": ["1": "Refund me"], "top_n": 1],
        ],
    ]

    private static let share: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]
    private static let label: JSONValue = ["type": "string"]

    private static let answerSchemas: [String: JSONValue] = [
        "Error": object([
            "status": ["type": "integer", "minimum": 400, "maximum": 499], "message": ["type": "string"],
            "error_code": ["type": "string", "pattern": "^[A-Z_]+$"],
            "request_id": ["type": "string", "pattern": "^req_[0-9a-f]{8}$"],
        ]),
        "InferenceAnswer": object([
            "predictions": array(of: array(of: object(["label": label, "confidence": share]))),
            "model_id": ["type": "integer"], "text_language": ["type": "string", "pattern": "^[a-z]{2}$"],
            "processing_time_ms": ["type": "integer", "minimum": 0],
        ]),
        "LegacyInferenceAnswer": array(
            of: object(["text": text, "predictions": array(of: object(["label": label, "score": share]))])),
        "CombinedInferenceAnswer": object(["results": array(of: reference("schemas", "InferenceAnswer"))]),
        "LegacyCombinedInferenceAnswer": array(
            of: object(["model_id": ["type": "integer"], "results": reference("schemas", "LegacyInferenceAnswer")])),
        "SimilarityAnswer": [
            "type": "object",
            "additionalProperties": array(of: object(["id": ["type": "string"], "similarity": share])),
        ],
    ]

    private static let tokenSchemas: [String: JSONValue] = [
        "TokenRequest": [
            "type": "object", "required": ["grant_type"],
            "properties": [
                "grant_type": ["const": "client_credentials"], "client_id": ["type": "string"],
                "client_secret": ["type": "string"],
            ],
        ],
        "Token": object([
            "access_token": ["type": "string"], "expires_in": ["type": "integer", "minimum": 1],
            "scope": ["type": "string"], "token_type": ["const": "bearer"],
        ]),
        "TokenError": object([
            "error": ["enum": ["invalid_request", "invalid_client", "unsupported_grant_type"]],
            "error_description": ["type": "string"],
        ]),
    ]
}

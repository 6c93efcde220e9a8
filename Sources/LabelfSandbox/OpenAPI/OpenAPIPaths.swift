extension OpenAPI {
    /// Every path, with the errors that each may answer.
    static func paths(for configuration: SandboxConfiguration) -> JSONValue {
        let legacy = configuration.isLegacy ? "Legacy" : ""
        var paths: [String: JSONValue] = [
            "/models/{id}/inference": post(
                "classify", "Classify 1 to 8 texts with one model", body: "InferenceRequest",
                answer: legacy + "InferenceAnswer", parameters: [modelID], errors: ["Forbidden", "NotFound"],
                configuration),
            "/models/inference": post(
                "classifyWithModels", "Classify 1 to 8 texts with several models, each of which is charged",
                body: "CombinedInferenceRequest", answer: legacy + "CombinedInferenceAnswer",
                errors: ["Forbidden", "NotFound"], configuration),
            "/similarity": post(
                "compare", "Compare each text of one set with each of another, 200 at most in both together",
                body: "SimilarityRequest", answer: "SimilarityAnswer", errors: ["Forbidden"], configuration),
            "/models": get(
                "listModels", "The models of the workspace", answer: "ModelPage", parameters: page, configuration),
            "/models/{id}": get(
                "getModel", "One model", answer: "Model", parameters: [modelID], errors: ["NotFound"], configuration),
            "/datasets": get(
                "listDatasets", "The datasets of the workspace", answer: "DatasetPage", parameters: page, configuration),
            "/datasets/{id}": get(
                "getDataset", "One dataset", answer: "Dataset", parameters: [datasetID], errors: ["NotFound"],
                configuration),
            "/datasets/{id}/records": get(
                "listRecords", "The records of a dataset that is not processing", answer: "RecordPage",
                parameters: [datasetID] + page, errors: ["NotFound", "Conflict"], configuration),
        ]
        if configuration.client != nil { paths[TokenRequest.path] = token }
        return .object(paths)
    }

    private static let modelID: JSONValue = [
        "name": "id", "in": "path", "required": true, "description": "The model's number.", "example": 1,
        "schema": ["type": "integer", "minimum": 1, "maximum": 2_147_483_647],
    ]
    private static let datasetID: JSONValue = [
        "name": "id", "in": "path", "required": true, "description": "A UUID, or ds_ and a name.",
        "example": .string(DatasetCatalog.messagesID), "schema": ["type": "string", "minLength": 1],
    ]
    private static let page: [JSONValue] = [
        [
            "name": "offset", "in": "query", "description": "How many items to pass over.",
            "schema": ["type": "integer", "minimum": 0, "maximum": .integer(Page.highest), "default": 0],
        ],
        [
            "name": "limit", "in": "query", "description": "The most items to answer; the service may answer fewer.",
            "schema": [
                "type": "integer", "minimum": 1, "maximum": .integer(Page.highest),
                "default": .integer(Page.usualLimit),
            ],
        ],
    ]

    private static func get(
        _ id: String, _ summary: JSONValue, answer: String, parameters: [JSONValue], errors: [String] = [],
        _ configuration: SandboxConfiguration
    ) -> JSONValue {
        [
            "get": [
                "operationId": .string(id), "summary": summary, "parameters": .array(parameters),
                "responses": responses(answer, errors, configuration),
            ]
        ]
    }

    private static func post(
        _ id: String, _ summary: JSONValue, body: String, answer: String, parameters: [JSONValue] = [],
        errors: [String], _ configuration: SandboxConfiguration
    ) -> JSONValue {
        [
            "post": [
                "operationId": .string(id), "summary": summary, "parameters": .array(parameters),
                "requestBody": ["required": true, "content": content(reference("schemas", body))],
                "responses": responses(answer, errors, configuration),
            ]
        ]
    }

    /// Not below /v2, and opened by the client's credentials, not by a key.
    private static let token: JSONValue = [
        "servers": [["url": "/"]],
        "post": [
            "operationId": "getToken", "summary": "An access token for a client, by HTTP Basic or in the form",
            "security": [],
            "requestBody": [
                "required": true,
                "content": content(reference("schemas", "TokenRequest"), type: "application/x-www-form-urlencoded"),
            ],
            "responses": tokenResponses,
        ],
    ]
}

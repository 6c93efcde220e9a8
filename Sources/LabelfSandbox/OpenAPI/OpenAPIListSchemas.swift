extension OpenAPI {
    /// The schemas of what is listed, and of the pages it is listed in.
    static let listSchemas: [String: JSONValue] = [
        "ModelPage": page(of: "ModelSummary"), "DatasetPage": page(of: "Dataset"), "RecordPage": page(of: "Record"),
        "ModelSummary": object(modelSummary),
        "Model": object(
            modelSummary.merging([
                "labels": array(of: ["type": "string"]), "training_status": ["const": "completed"],
                "accuracy": ["type": "number", "minimum": 0, "maximum": 1],
            ]) { $1 }),
        "Dataset": object([
            "id": ["type": "string"], "name": ["type": "string"], "text_column": ["type": "string"],
            "metadata_columns": array(of: ["type": "string"]), "row_count": ["type": "integer", "minimum": 0],
            "created_at": date("string"), "last_ingested_at": date(["string", "null"]),
            "integration_id": ["type": ["string", "null"]],
        ]),
        "Record": [
            "type": "object", "required": ["text"], "properties": ["text": ["type": "string"]],
            "description": "A text and whatever else was ingested with it.",
        ],
    ]

    private static let modelSummary: [String: JSONValue] = [
        "id": ["type": "integer"], "name": ["type": "string"], "type": ["const": "text_classification"],
        "status": ["enum": ["deployed", "archived", "not_deployed"]],
    ]

    private static func date(_ type: JSONValue) -> JSONValue { ["type": type, "format": "date-time"] }

    private static func page(of item: String) -> JSONValue {
        object([
            "data": array(of: reference("schemas", item)), "total": ["type": "integer", "minimum": 0],
            "offset": ["type": "integer", "minimum": 0], "limit": ["type": "integer", "minimum": 1],
            "has_more": ["type": "boolean"],
        ])
    }
}

/// Bodies as the service gives them.
enum Recorded {
    static let texts = ["Where is my parcel?", "Jag vill säga upp mitt abonnemang"]

    /// The current shape.
    static let current = """
        {"predictions":[[{"label":"Delivery","confidence":0.9312},{"label":"Billing","confidence":0.0441}],\
        [{"label":"Cancellation","confidence":0.8817},{"label":"Billing","confidence":0.1}]],\
        "model_id":42,"text_language":"en","processing_time_ms":31}
        """

    /// The older shape.
    static let older = """
        [{"text":"Where is my parcel?","predictions":[{"label":"Delivery","score":0.9312},{"label":"Billing","score":0.0441}]},\
        {"text":"Jag vill s\\u00e4ga upp mitt abonnemang",\
        "predictions":[{"label":"Cancellation","score":0.8817},{"label":"Billing","score":0.1}]}]
        """

    /// The document's own example of an error.
    static let error = """
        {"status":400,"message":"texts field is required","error_code":"MISSING_REQUIRED_FIELD","request_id":"req_7f3a9b2c"}
        """

    /// Two compared texts against three base texts.
    static let similarity = """
        {"0":[{"id":"2","similarity":0.91},{"id":"0","similarity":0.25},{"id":"1","similarity":0}],\
        "1":[{"id":"1","similarity":1},{"id":"0","similarity":0.5},{"id":"2","similarity":0.5}]}
        """

    static let models = """
        {"data":[{"id":1,"name":"Contact reason","type":"text_classification","status":"deployed"},\
        {"id":9007199254740993,"name":"S\\u00e4lj","type":"text_classification","status":"archived","owner":{"a":[1, 2.50]}}],\
        "total":47,"offset":20,"limit":2,"has_more":true}
        """

    static let datasets = """
        {
          "data": [
            {"id": "ds_1", "name": "Chats", "text_column": "message", "metadata_columns": ["channel", "is \\"new\\""],
             "row_count": 12345678901234567890, "created_at": "2026-01-02T03:04:05Z", "last_ingested_at": null,
             "integration_id": null}
          ],
          "total": 1, "offset": 0, "limit": 20, "has_more": false
        }
        """

    static let records = """
        {"data":[{"id":"r1","text":"Where is my parcel?","rating":4.10,"tags":["a","b"]},{"text":"no id","x":null}],\
        "total":2,"offset":0,"limit":100,"has_more":false}
        """

    static let model = """
        {"id":1,"name":"Contact reason","type":"text_classification","status":"deployed",\
        "labels":["Delivery","Billing"],"training_status":"completed","accuracy":0.931}
        """

    static let token = """
        {"access_token":"eyJhbGciOiJIUzI1NiJ9.e30.c2ln","expires_in":3600,"scope":"api","token_type":"bearer"}
        """

    static let document = """
        {"texts":["Where is my parcel?","I was charged twice"],"max_predictions":3,"label_filter":["Delivery","Billing"]}
        """

    /// What a proxy may say instead.
    static let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
}

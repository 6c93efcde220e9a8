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

    /// What a proxy may say instead.
    static let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
}

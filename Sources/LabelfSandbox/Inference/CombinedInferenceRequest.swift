/// The body of `POST /models/inference`, which asks several models about the same texts.
struct CombinedInferenceRequest: Equatable {
    /// The elements of `model_settings`, in the order of the request.
    var settings: [Setting]

    /// What one model is asked.
    struct Setting: Equatable {
        var model: Int
        var request: InferenceRequest
    }

    /// The most models in one request.
    static let mostModels = 16

    /// Reads and validates a body.
    init(parsing body: [UInt8]) throws(ServiceError) {
        let document = try JSONValue(objectOf: body)
        let texts = try InferenceRequest.texts(of: document)
        guard let member = document["model_settings"] else { throw .fieldRequired("model_settings") }
        guard let elements = member.array, (1...Self.mostModels).contains(elements.count) else {
            throw .invalidParameter("model_settings", "an array of 1 to \(Self.mostModels) objects")
        }
        settings = []
        for (index, element) in elements.enumerated() {
            guard let model = element["model_id"]?.integer else {
                throw .invalidParameter("model_settings[\(index)].model_id", "a whole number")
            }
            if let whole = element["read_full_text"], whole != true, whole != false {
                throw .invalidParameter("model_settings[\(index)].read_full_text", "true or false")
            }
            settings.append(Setting(model: model, request: try InferenceRequest(texts: texts, settings: element)))
        }
    }
}

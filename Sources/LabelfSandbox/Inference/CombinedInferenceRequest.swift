/// The body of `POST /models/inference`, which asks several models about the same texts.
struct CombinedInferenceRequest: Equatable {
    /// What each model is asked, in the order of the request.
    var questions: [Question]

    /// What one model is asked.
    struct Question: Equatable {
        var model: Int
        var request: InferenceRequest
    }

    /// The most models in one request.
    static let mostModels = 16

    /// Reads and judges a body.
    init(parsing body: [UInt8]) throws(ServiceError) {
        let document = try JSONValue(objectOf: body)
        let texts = try InferenceRequest.texts(of: document)
        guard let member = document["model_settings"] else { throw .fieldRequired("model_settings") }
        guard let settings = member.array, (1...Self.mostModels).contains(settings.count) else {
            throw .invalidParameter("model_settings", "an array of 1 to \(Self.mostModels) objects")
        }
        questions = []
        for (index, setting) in settings.enumerated() {
            guard let model = setting["model_id"]?.integer else {
                throw .invalidParameter("model_settings[\(index)].model_id", "a whole number")
            }
            if let whole = setting["read_full_text"], whole != true, whole != false {
                throw .invalidParameter("model_settings[\(index)].read_full_text", "true or false")
            }
            questions.append(
                Question(model: model, request: try InferenceRequest(texts: texts, settings: setting)))
        }
    }
}

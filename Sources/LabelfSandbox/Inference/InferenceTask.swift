/// An inference request that has been validated, with the model that answers it.
struct InferenceTask {
    /// The validated body.
    let request: InferenceRequest
    /// The model that answers.
    let model: Model
    /// What answers for the model.
    let classifier: NaiveBayes
    /// For each text a number that stands for it and the model, the same in every process.
    let keys: [UInt64]

    /// A task for `model`, which must be deployed.
    init(_ request: InferenceRequest, _ model: Model, _ classifier: NaiveBayes) {
        self.request = request
        self.model = model
        self.classifier = classifier
        let start = FeatureHash.append(UInt8(truncatingIfNeeded: model.id), to: FeatureHash.start)
        keys = request.texts.map { $0.utf8.reduce(start) { FeatureHash.append($1, to: $0) } }
    }
}

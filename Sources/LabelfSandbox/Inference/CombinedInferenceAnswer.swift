/// The answer of `POST /models/inference`, whose shape is not documented in public: here it is what each model would
/// answer alone, in the order of the request.
struct CombinedInferenceAnswer {
    /// What each model answers.
    var answers: [InferenceAnswer]

    /// The body in the current shape: the answers under `results`.
    func currentBody() -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024 * (answers.count + 1))
        writer.raw("{\"results\":")
        writer.array(answers) { $0.raw($1.currentBody()) }
        writer.raw("}")
        return writer.bytes
    }

    /// The body in the older shape, whose answers do not say by themselves which model they are from.
    func legacyBody() -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024 * (answers.count + 1))
        writer.array(answers) { writer, answer in
            writer.raw("{\"model_id\":")
            writer.integer(answer.modelID)
            writer.raw(",\"results\":")
            writer.raw(answer.legacyBody())
            writer.raw("}")
        }
        return writer.bytes
    }
}

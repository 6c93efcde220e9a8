/// The answer of `POST /models/{id}/inference`, in either of its shapes.
struct InferenceAnswer {
    /// The texts that were asked about.
    var texts: [String]
    /// What to answer for each of them, cut to what was asked for.
    var predictions: [[Prediction]]
    /// The names of the model's labels.
    var labels: [String]
    /// The model.
    var modelID: Int
    /// The language of the first text.
    var language: String
    /// The milliseconds that the answer claims to have taken.
    var milliseconds: Int
    /// Writes what no client expects, for the fault script.
    var wrongTypes = false

    /// Keeps of a full ranking what the request asked for.
    static func cut(_ ranking: [Prediction], labels: [String], for request: InferenceRequest) -> [Prediction] {
        var kept = ranking
        if let filter = request.labelFilter { kept.removeAll { !filter.contains(labels[$0.label]) } }
        if let most = request.maxPredictions { kept.removeLast(max(0, kept.count - most)) }
        return kept
    }

    /// Answers one text more, or one fewer, than there were.
    mutating func changeCount(by difference: Int) {
        if difference < 0, !texts.isEmpty {
            texts.removeLast()
            predictions.removeLast()
        } else if difference > 0, let text = texts.last, let last = predictions.last {
            texts.append(text)
            predictions.append(last)
        }
    }

    /// Answers in the opposite order of the request.
    mutating func reverse() {
        texts.reverse()
        predictions.reverse()
    }

    /// The body in the current shape.
    func currentBody() -> [UInt8] {
        var writer = JSONWriter(capacity: 512 * (predictions.count + 1))
        writer.raw("{\"predictions\":")
        writer.array(predictions) { write($1, score: ",\"confidence\":", to: &$0) }
        writer.raw(",\"model_id\":")
        writer.integer(modelID)
        writer.raw(",\"text_language\":")
        writer.string(language)
        writer.raw(",\"processing_time_ms\":")
        writer.integer(milliseconds)
        writer.raw("}")
        return writer.bytes
    }

    /// The body in the older shape, which repeats the texts.
    func legacyBody() -> [UInt8] {
        var writer = JSONWriter(capacity: 768 * (predictions.count + 1))
        writer.array(zip(texts, predictions)) { writer, item in
            writer.raw("{\"text\":")
            writer.string(item.0)
            writer.raw(",\"predictions\":")
            write(item.1, score: ",\"score\":", to: &writer)
            writer.raw("}")
        }
        return writer.bytes
    }

    private func write(_ predictions: [Prediction], score: StaticString, to writer: inout JSONWriter) {
        writer.array(predictions) { writer, prediction in
            writer.raw("{\"label\":")
            if wrongTypes {
                writer.integer(prediction.label)
                writer.raw(score)
                writer.string("very")
            } else {
                writer.string(labels[prediction.label])
                writer.raw(score)
                writer.millionths(prediction.confidence)
            }
            writer.raw("}")
        }
    }
}

extension FaultAction {
    /// Spoils an answer before it is written out.
    func distort(_ answer: inout InferenceAnswer) {
        if count != 0 { answer.changeCount(by: count) }
        if reorder { answer.reverse() }
        answer.wrongTypes = wrongTypes
    }
}

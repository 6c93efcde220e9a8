import CJansson
import LabelfCore

/// The current answer to an inference request (API document, "Endpoints"):
///
///     {"predictions":[[{"label":"Delivery","confidence":0.93}]],
///      "model_id":42,"text_language":"en","processing_time_ms":31}
///
/// The outer array has one entry for each text, in the order of the request. Fields not named here are ignored.
enum CurrentInference: PredictionShape {
    static let number: StaticString = "confidence"

    static func place(text: Int, rank: Int) -> Message {
        "predictions[\(text)][\(rank)]"
    }

    static func read(_ root: JSON, texts: [Text]) throws(WireError) -> Answer {
        guard let lists = JSONTree.member("predictions", of: root) else { throw WireError("predictions is missing") }
        guard lists.pointee.type == JSON_ARRAY else { throw WireError("predictions is not an array") }
        let count = json_array_size(lists)
        guard count == texts.count else {
            throw WireError("predictions has \(count) entries for \(texts.count) texts")
        }
        var builder = AnswerBuilder(texts: count)
        for index in 0..<count {
            guard let list = json_array_get(lists, index), list.pointee.type == JSON_ARRAY else {
                throw WireError("predictions[\(index)] is not an array")
            }
            try builder.append(list, as: CurrentInference.self, text: index)
        }
        return builder.answer
    }
}

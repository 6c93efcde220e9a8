import CJansson
import LabelfCore

/// The older answer to an inference request (API document, "Endpoints"):
///
///     [{"text":"Where is my parcel?","predictions":[{"label":"Delivery","score":0.93}]}]
///
/// One entry for each text, in the order of the request. Where the service repeats the text it must be the text of that
/// place, byte for byte: an answer in another order would otherwise be handed out with the wrong texts. Fields not
/// named here are ignored.
enum OlderInference: PredictionShape {
    static let number: StaticString = "score"

    static func place(text: Int, rank: Int) -> Message {
        "[\(text)].predictions[\(rank)]"
    }

    static func read(_ root: JSON, texts: [Text]) throws(WireError) -> Answer {
        let count = json_array_size(root)
        guard count == texts.count else {
            throw WireError("the answer has \(count) entries for \(texts.count) texts")
        }
        var builder = AnswerBuilder(texts: count)
        for index in 0..<count {
            guard let entry = json_array_get(root, index), entry.pointee.type == JSON_OBJECT else {
                throw WireError("[\(index)] is not an object")
            }
            if let echo = JSONTree.member("text", of: entry) {
                guard let bytes = JSONTree.bytes(echo) else { throw WireError("[\(index)].text is not a string") }
                guard bytes.sameBytes(as: texts[index].bytes) else {
                    throw WireError("[\(index)].text is not the text that was sent at this place")
                }
            }
            guard let list = JSONTree.member("predictions", of: entry) else {
                throw WireError("[\(index)].predictions is missing")
            }
            guard list.pointee.type == JSON_ARRAY else { throw WireError("[\(index)].predictions is not an array") }
            try builder.append(list, as: OlderInference.self, text: index)
        }
        return builder.answer
    }
}

import CJansson
import LabelfCore

/// `POST /models/{id}/inference` (API document, "Endpoints"): what is sent, and which of the two known answers came
/// back.
package enum InferenceWire {
    /// Below the base URL, such as "/models/42/inference".
    package static func path(_ query: ClassifyQuery) -> String {
        let path: Message = "/models/\(query.model)/inference"
        return path.text
    }

    /// The body of a request. The texts must be UTF-8; a NUL inside one is kept. `max_predictions` and `label_filter`
    /// are left out where the query does not restrict anything. Nil if memory is short.
    package static func encode(_ query: ClassifyQuery, texts: [Text]) -> JSONBody? {
        guard let root = json_object() else { return nil }
        defer { json_decref(root) }
        guard let list = json_array(), JSONTree.set("texts", of: root, to: list) else { return nil }
        var guess = 96
        for text in texts {
            guard JSONTree.append(JSONTree.string(text.bytes), to: list) else { return nil }
            // An eighth more is room for the line breaks and quotation marks of ordinary prose, which take two bytes.
            guess = guess &+ text.count &+ text.count / 8 &+ 16
        }
        guard restrict(root, to: query) else { return nil }
        for label in query.labelFilter { guess = guess &+ label.count &+ 16 }
        return JSONBody.dump(root, expecting: guess)
    }

    /// Writes what the query restricts, and nothing else. False if memory is short.
    static func restrict(_ object: JSON, to query: ClassifyQuery) -> Bool {
        if query.maxPredictions > 0 {
            let limit = json_integer(json_int_t(query.maxPredictions))
            guard JSONTree.set("max_predictions", of: object, to: limit) else { return false }
        }
        if query.labelFilter.isEmpty { return true }
        guard let filter = json_array(), JSONTree.set("label_filter", of: object, to: filter) else { return false }
        for label in query.labelFilter {
            guard JSONTree.append(label.withUnsafeBytes { JSONTree.string($0) }, to: filter) else { return false }
        }
        return true
    }

    /// Reads the body of a 200. `texts` are those of the request, in its order; the answer has one entry for each of
    /// them. Throws if the body is not one of the documented shapes, or does not fit the request.
    package static func decode(_ body: UnsafeRawBufferPointer, texts: [Text]) throws(WireError) -> Answer {
        if let answer = PlainInference.read(body, texts: texts.count) { return answer }
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        return try read(root, texts: texts)
    }

    /// Reads one of the two shapes.
    static func read(_ root: JSON, texts: [Text]) throws(WireError) -> Answer {
        if root.pointee.type == JSON_ARRAY {
            return try OlderInference.read(root, texts: texts)
        }
        return try CurrentInference.read(root, texts: texts)
    }
}

import CJansson
import LabelfCore

/// `POST /models/inference`, of the older documents (API document, "Endpoints"): several models in one call, each with the
/// query it would have alone.
///
///     {"model_settings":[{"model_id":1,"max_predictions":3,"label_filter":["Delivery"],"read_full_text":true}],
///      "texts":["Where is my parcel?"]}
///
/// The answer is documented nowhere. Taken here: what each model would answer alone, in the order of the settings, as
/// `{"results":[...]}`, or as an array of `{"model_id":1,"results":...}`.
package enum ManyModelsWire {
    /// Below the base URL.
    package static let path = "/models/inference"

    /// The body of a request; `fullText` asks the models to read a text beyond the length that they usually do. Nil if
    /// memory is short.
    package static func encode(_ queries: [ClassifyQuery], texts: [Text], fullText: Bool = false) -> JSONBody? {
        guard let root = json_object() else { return nil }
        defer { json_decref(root) }
        guard let settings = json_array(), JSONTree.set("model_settings", of: root, to: settings),
            let list = json_array(), JSONTree.set("texts", of: root, to: list)
        else { return nil }
        for query in queries {
            guard let setting = json_object(), JSONTree.append(setting, to: settings),
                JSONTree.set("model_id", of: setting, to: json_integer(json_int_t(query.model))),
                InferenceWire.restrict(setting, to: query),
                !fullText || JSONTree.set("read_full_text", of: setting, to: json_true())
            else { return nil }
        }
        var guess = 96 &* (queries.count &+ 1)
        for text in texts {
            guard JSONTree.append(JSONTree.string(text.bytes), to: list) else { return nil }
            guess = guess &+ text.count &+ text.count / 8 &+ 16
        }
        return JSONBody.dump(root, expecting: guess)
    }

    /// Reads the body of a 200: an answer for each model, in the order of the request. Throws if there are not as many, if
    /// one says it is another model's, or if one is not what the model would answer alone.
    package static func decode(
        _ body: UnsafeRawBufferPointer, _ queries: [ClassifyQuery], texts: [Text]
    ) throws(WireError) -> [Answer] {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        let isList = root.pointee.type == JSON_ARRAY
        guard let results = isList ? root : JSONTree.member("results", of: root) else {
            throw WireError("results is missing")
        }
        guard results.pointee.type == JSON_ARRAY else { throw WireError("results is not an array") }
        guard json_array_size(results) == queries.count else {
            throw WireError("the answer is of \(Int(json_array_size(results))) models, and \(queries.count) were asked")
        }
        var answers: [Answer] = []
        for (index, query) in queries.enumerated() {
            guard let entry = json_array_get(results, index), entry.pointee.type == JSON_OBJECT else {
                throw WireError("results[\(index)] is not an object")
            }
            if let id = JSONTree.member("model_id", of: entry), JSONTree.number(id) != Double(query.model) {
                throw WireError("results[\(index)] is of another model")
            }
            answers.append(try answer(JSONTree.member("results", of: entry) ?? entry, texts, index))
        }
        return answers
    }

    private static func answer(_ root: JSON, _ texts: [Text], _ index: Int) throws(WireError) -> Answer {
        do {
            return try InferenceWire.read(root, texts: texts)
        } catch {
            throw WireError("results[\(index)]: \(error.message)")
        }
    }
}

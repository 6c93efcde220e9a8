import CJansson
import LabelfCore

/// One model, as `GET /models/{id}` describes it.
package struct ModelDescription: Equatable {
    /// What the list of models has of it, and the whole as JSON.
    package var item: ListItem
    package var labels: [[UInt8]]
    /// Empty if it was not said.
    package var trainingStatus: [UInt8]
    /// 0 to 1; nil if it was not said.
    package var accuracy: Double?
}

/// `GET /models/{id}` (API document, "Endpoints"):
///
///     {"id":1,"name":"Contact reason","type":"text_classification","status":"deployed",
///      "labels":["Delivery","Billing"],"training_status":"completed","accuracy":0.931}
///
/// Only id and name are sure: a model that was never trained has neither labels nor an accuracy. A label may be an object
/// with a name.
package enum ModelWire {
    /// Below the base URL.
    package static func path(_ model: Int64) -> String {
        let path: Message = "/models/\(model)"
        return path.text
    }

    package static func decode(_ body: UnsafeRawBufferPointer) throws(WireError) -> ModelDescription {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        var model = ModelDescription(
            item: try ItemFields(.models).item(root, body, at: "the model"), labels: [], trainingStatus: [])
        if let status = JSONTree.member("training_status", of: root), status.pointee.type != JSON_NULL {
            guard let bytes = JSONTree.bytes(status) else { throw WireError("training_status is not a string") }
            model.trainingStatus = [UInt8](bytes)
        }
        if let accuracy = JSONTree.member("accuracy", of: root), accuracy.pointee.type != JSON_NULL {
            guard let number = JSONTree.number(accuracy), number >= 0, number <= 1 else {
                throw WireError("accuracy is not a number from 0 to 1")
            }
            model.accuracy = number
        }
        if let labels = JSONTree.member("labels", of: root), labels.pointee.type != JSON_NULL {
            guard labels.pointee.type == JSON_ARRAY else { throw WireError("labels is not an array") }
            for index in 0..<json_array_size(labels) {
                guard let label = json_array_get(labels, index),
                    let name = JSONTree.bytes(label) ?? JSONTree.member("name", of: label).flatMap(JSONTree.bytes)
                else {
                    throw WireError("labels[\(index)] is not a string")
                }
                model.labels.append([UInt8](name))
            }
        }
        return model
    }
}

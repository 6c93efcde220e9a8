import CJansson
import LabelfCore

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

    /// Reads one model, which has the fields of an item of the list, and more. Throws if something that is documented is
    /// missing or of another type.
    package static func decode(_ body: UnsafeRawBufferPointer) throws(WireError) -> ListItem {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        let item = try ItemFields(.models).item(root, body, nil)
        if let status = JSONTree.member("training_status", of: root), status.pointee.type != JSON_NULL {
            guard status.pointee.type == JSON_STRING else { throw WireError("training_status is not a string") }
        }
        if let accuracy = JSONTree.member("accuracy", of: root), accuracy.pointee.type != JSON_NULL {
            guard let number = JSONTree.number(accuracy), number >= 0, number <= 1 else {
                throw WireError("accuracy is not a number from 0 to 1")
            }
        }
        if let labels = JSONTree.member("labels", of: root), labels.pointee.type != JSON_NULL {
            guard labels.pointee.type == JSON_ARRAY else { throw WireError("labels is not an array") }
            for index in 0..<json_array_size(labels) {
                guard let label = json_array_get(labels, index), ItemReader.name(label) != nil else {
                    throw WireError("labels[\(index)] is not a string")
                }
            }
        }
        return item
    }
}

import CJansson
import LabelfCore

/// A result as JSON, for people and for programs that already read the service's answers: the current shape, with null
/// for a text that has an error, and the errors beside it.
///
///     {"predictions":[[{"label":"Delivery","confidence":0.93}],null],
///      "errors":[{"index":1,"code":"LABELF_ERROR_REFUSED","message":"...","request_id":"req_7f3a9b2c"}]}
package enum ResultJSON {
    /// The text, without white space. Confidences have as few digits as bring back the same number. A `request_id` that
    /// is empty is left out. Indices that point nowhere are left out too, whatever the columns hold.
    package static func encode(_ result: ClassifyResult) -> [UInt8] {
        // A label appears many times: it is escaped once.
        let labels = result.labels.map { label in
            var writer = JSONWriter()
            writer.string(label)
            return writer.text
        }
        var writer = JSONWriter()
        writer.text.reserveCapacity(64 &+ 48 &* result.predictions)
        writer.raw("{\"predictions\":[")
        for text in 0..<result.texts {
            if text > 0 { writer.raw(",") }
            if result.errorPlace(of: text) != nil {
                writer.raw("null")
            } else {
                predictions(result, of: text, labels: labels, to: &writer)
            }
        }
        writer.raw("],\"errors\":[")
        errors(result, to: &writer)
        writer.raw("]}")
        return writer.text
    }

    private static func predictions(
        _ result: ClassifyResult, of text: Int, labels: [[UInt8]], to writer: inout JSONWriter
    ) {
        writer.raw("[")
        defer { writer.raw("]") }
        let end = min(result.offsets[text + 1], Int64(result.predictions))
        var position = max(result.offsets[text], 0)
        var isFirst = true
        while position < end {
            let label = Int(result.labelIndices[Int(position)])
            if labels.indices.contains(label) {
                writer.raw(isFirst ? "{\"label\":" : ",{\"label\":")
                writer.text.append(contentsOf: labels[label])
                writer.raw(",\"confidence\":")
                writer.number(result.confidences[Int(position)])
                writer.raw("}")
                isFirst = false
            }
            position += 1
        }
    }

    private static func errors(_ result: ClassifyResult, to writer: inout JSONWriter) {
        var isFirst = true
        for text in 0..<result.texts {
            guard let place = result.errorPlace(of: text) else { continue }
            writer.raw(isFirst ? "{\"index\":" : ",{\"index\":")
            writer.text += String(text).bytes
            writer.raw(",")
            write(result.errors[place], to: &writer)
            isFirst = false
        }
    }

    /// What an error says, up to the end of its object.
    static func write(_ error: LabelfError, to writer: inout JSONWriter) {
        writer.raw("\"code\":\"")
        writer.raw(error.status.name)
        writer.raw("\",\"message\":")
        writer.string(error.message.bytes)
        if !error.requestID.isEmpty {
            writer.raw(",\"request_id\":")
            writer.string(error.requestID.bytes)
        }
        writer.raw("}")
    }
}

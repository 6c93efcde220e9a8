import CJansson
import LabelfCore

/// A finished result, in columns as labelf.h describes them.
package struct ResultColumns {
    /// Text i has the predictions `offsets[i] ..< offsets[i + 1]`. One more than there are texts.
    package var offsets: [Int64]
    /// A prediction's label, as an index into `labels`.
    package var labelIndices: [Int32]
    package var confidences: [Double]
    /// UTF-8.
    package var labels: [[UInt8]]
    /// For each text its error; nil if it has an answer.
    package var errors: [LabelfError?]

    package init(
        offsets: [Int64], labelIndices: [Int32], confidences: [Double], labels: [[UInt8]], errors: [LabelfError?]
    ) {
        self.offsets = offsets
        self.labelIndices = labelIndices
        self.confidences = confidences
        self.labels = labels
        self.errors = errors
    }

    package init(_ result: ClassifyResult) {
        self.init(
            offsets: Array(UnsafeBufferPointer(start: result.offsets, count: result.texts + 1)),
            labelIndices: Array(UnsafeBufferPointer(start: result.labelIndices, count: result.predictions)),
            confidences: Array(UnsafeBufferPointer(start: result.confidences, count: result.predictions)),
            labels: result.labels,
            errors: (0..<result.texts).map { result.errorPlace(of: $0).map { result.errors[$0] } })
    }
}

/// A result as JSON, for people and for programs that already read the service's answers: the current shape, with null
/// for a text that has an error, and the errors beside it.
///
///     {"predictions":[[{"label":"Delivery","confidence":0.93}],null],
///      "errors":[{"index":1,"code":"LABELF_ERROR_REFUSED","message":"...","request_id":"req_7f3a9b2c"}]}
package enum ResultJSON {
    /// The text, without white space. Confidences have as few digits as bring back the same number. A `request_id` that
    /// is empty is left out. Indices that point nowhere are left out too, whatever the columns hold.
    package static func encode(_ columns: ResultColumns) -> [UInt8] {
        // A label appears many times: it is escaped once.
        let labels = columns.labels.map { label in
            var writer = JSONWriter()
            writer.string(label)
            return writer.text
        }
        var writer = JSONWriter()
        writer.text.reserveCapacity(64 &+ 48 &* columns.confidences.count)
        writer.raw("{\"predictions\":[")
        for (index, error) in columns.errors.enumerated() {
            if index > 0 { writer.raw(",") }
            if error != nil {
                writer.raw("null")
            } else {
                predictions(columns, of: index, labels: labels, to: &writer)
            }
        }
        writer.raw("],\"errors\":[")
        errors(columns.errors, to: &writer)
        writer.raw("]}")
        return writer.text
    }

    private static func predictions(
        _ columns: ResultColumns, of index: Int, labels: [[UInt8]], to writer: inout JSONWriter
    ) {
        writer.raw("[")
        defer { writer.raw("]") }
        guard index + 1 < columns.offsets.count else { return }
        let known = Int64(min(columns.confidences.count, columns.labelIndices.count))
        let end = min(columns.offsets[index + 1], known)
        var position = max(columns.offsets[index], 0)
        var isFirst = true
        while position < end {
            let label = Int(columns.labelIndices[Int(position)])
            if labels.indices.contains(label) {
                writer.raw(isFirst ? "{\"label\":" : ",{\"label\":")
                writer.text.append(contentsOf: labels[label])
                writer.raw(",\"confidence\":")
                writer.number(columns.confidences[Int(position)])
                writer.raw("}")
                isFirst = false
            }
            position += 1
        }
    }

    private static func errors(_ errors: [LabelfError?], to writer: inout JSONWriter) {
        var isFirst = true
        for (index, error) in errors.enumerated() {
            guard let error else { continue }
            writer.raw(isFirst ? "{\"index\":" : ",{\"index\":")
            writer.text += String(index).bytes
            writer.raw(",")
            write(error, to: &writer)
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

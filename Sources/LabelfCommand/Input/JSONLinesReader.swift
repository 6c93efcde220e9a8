import CJansson

/// A JSON object a line, with the text in one of its fields, or a JSON string a line. Blank lines are no rows.
final class JSONLinesReader: RowReader {
    private var splitter = LineSplitter()
    private let textField: String
    private let idField: String?
    private let columns: Bool
    private var line = 0

    init(textField: String, idField: String?, carry: Carry) {
        self.textField = textField
        self.idField = idField
        if case .columns = carry { columns = true } else { columns = false }
    }

    var header: [UInt8]? { CSVText.row([idField, textField].compactMap { $0 }) }

    func feed(_ bytes: UnsafeRawBufferPointer, into chunks: ChunkBuilder) throws(CommandFailure) {
        try splitter.feed(bytes) { line, isOverlong throws(CommandFailure) in
            try self.add(line, isOverlong: isOverlong, to: chunks)
        }
    }

    func finish(into chunks: ChunkBuilder) throws(CommandFailure) {
        try splitter.finish { line, isOverlong throws(CommandFailure) in
            try self.add(line, isOverlong: isOverlong, to: chunks)
        }
    }

    private func add(
        _ bytes: UnsafeRawBufferPointer, isOverlong: Bool, to chunks: ChunkBuilder
    ) throws(CommandFailure) {
        line += 1
        if isOverlong {
            return addProblem("line \(line) is longer than \(largestRow) bytes", id: nil, to: chunks)
        }
        if bytes.allSatisfy({ $0 == 32 || $0 == 9 }) { return }
        var error = json_error_t()
        let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
        let start = bytes.bindMemory(to: CChar.self).baseAddress
        guard let value = json_loadb(start, bytes.count, flags, &error) else {
            return addProblem("line \(line) is not JSON: \(JSONText.message(of: error))", id: nil, to: chunks)
        }
        defer { json_decref(value) }
        try add(value, to: chunks)
    }

    private func add(_ value: UnsafeMutablePointer<json_t>, to chunks: ChunkBuilder) throws(CommandFailure) {
        let isObject = value.pointee.type == JSON_OBJECT
        let text = isObject ? json_object_get(value, textField) : value
        let id = idField.flatMap { isObject ? json_object_get(value, $0) : nil }
        guard let text, text.pointee.type == JSON_STRING, let string = json_string_value(text) else {
            if text == nil, isObject, chunks.rows == 0 { throw missingField(in: value) }
            let problem =
                isObject
                ? "line \(line) has no string in the field \"\(textField)\""
                : "line \(line) is neither a JSON object nor a string"
            return addProblem(problem, id: id, to: chunks)
        }
        let bytes = UnsafeRawBufferPointer(start: string, count: json_string_length(text))
        carried(id: id, text: bytes).withUnsafeBytes { chunks.add(text: bytes, carried: $0) }
    }

    private func addProblem(_ problem: String, id: UnsafeMutablePointer<json_t>?, to chunks: ChunkBuilder) {
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        carried(id: id, text: empty).withUnsafeBytes { chunks.add(text: empty, carried: $0, problem: problem) }
    }

    /// A wrong name is wrong in every row: the first one tells.
    private func missingField(in object: UnsafeMutablePointer<json_t>) -> CommandFailure {
        let names = JSONText.fields(of: object)
        return CommandFailure(
            .usage, "line \(line) has no field \"\(textField)\"",
            fix: names.isEmpty
                ? "Name the field with the text by --text-field"
                : "Name the field with the text by --text-field; there are: \(names.sorted().joined(separator: ", "))")
    }

    private func carried(id: UnsafeMutablePointer<json_t>?, text: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        if columns {
            if idField != nil {
                var field: [UInt8] = []
                if let id, id.pointee.type == JSON_STRING, let string = json_string_value(id) {
                    field.append(contentsOf: UnsafeRawBufferPointer(start: string, count: json_string_length(id)))
                } else if let id {
                    JSONText.append(value: id, to: &field)
                }
                CSVText.append(field, to: &result)
                result.append(",")
            }
            CSVText.append(text, to: &result)
        } else if idField != nil {
            if let id { JSONText.append(value: id, to: &result) } else { result.append("null") }
        }
        return result
    }
}

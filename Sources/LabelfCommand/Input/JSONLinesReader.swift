import CJansson

/// A JSON object a line, with the text in one of its fields, or a JSON string a line. Blank lines are no rows.
final class JSONLinesReader: RowReader {
    private var splitter = LineSplitter()
    private let textField: String
    private let idField: String?
    /// What is between the columns that are carried; nil if the id alone is.
    private let delimiter: UInt8?
    private var line = 0

    init(textField: String, idField: String?, carry: Carry) {
        self.textField = textField
        self.idField = idField
        delimiter = carry.delimiter
    }

    var columnNames: [String]? { [idField, textField].compactMap { $0 } }

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
        // An id's digits are taken from the line: it may have more of them than an integer has here.
        let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL)
        let start = bytes.bindMemory(to: CChar.self).baseAddress
        guard let value = json_loadb(start, bytes.count, flags, &error) else {
            if chunks.rows == 0, Self.beginsArray(bytes) {
                throw CommandFailure(
                    .usage, "the input is one JSON array over several lines",
                    fix: "Make a line of each item: jq -c '.[]'")
            }
            return addProblem("line \(line) is not JSON: \(JSONText.message(of: error))", id: nil, to: chunks)
        }
        defer { json_decref(value) }
        try add(value, of: bytes, to: chunks)
    }

    private func add(
        _ value: UnsafeMutablePointer<json_t>, of line: UnsafeRawBufferPointer, to chunks: ChunkBuilder
    ) throws(CommandFailure) {
        let isObject = value.pointee.type == JSON_OBJECT
        let text = isObject ? json_object_get(value, textField) : value
        let id = isObject ? idField.flatMap { ID($0, in: value, line) } : nil
        guard let text, text.pointee.type == JSON_STRING, let string = json_string_value(text) else {
            if text == nil, isObject, chunks.rows == 0 { throw missingField(in: value) }
            let problem =
                isObject
                ? "line \(self.line) has no string in the field \"\(textField)\""
                : "line \(self.line) is neither a JSON object nor a string"
            return addProblem(problem, id: id, to: chunks)
        }
        let bytes = UnsafeRawBufferPointer(start: string, count: json_string_length(text))
        carried(id: id, text: bytes).withUnsafeBytes { chunks.add(text: bytes, carried: $0) }
    }

    /// Whether this is the first of the lines over which an array is written.
    private static func beginsArray(_ line: UnsafeRawBufferPointer) -> Bool {
        let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
        guard let last = line.last(where: { !isBlank($0) }) else { return false }
        return line.first(where: { !isBlank($0) }) == UInt8(ascii: "[") && "[{,".utf8.contains(last)
    }

    private func addProblem(_ problem: String, id: ID?, to chunks: ChunkBuilder) {
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
                : "Name the field with the text by --text-field; there are: \(listed(names.sorted()))")
    }

    private func carried(id: ID?, text: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        if let delimiter {
            if idField != nil {
                CSVText.append(id?.text ?? [], to: &result)
                result.append(delimiter)
            }
            CSVText.append(text, to: &result)
        } else if idField != nil {
            if let id { result.append(contentsOf: id.json) } else { result.append("null") }
        }
        return result
    }

    /// A row's id.
    private struct ID {
        /// As it is written.
        let json: UnsafeRawBufferPointer
        private let value: UnsafeMutablePointer<json_t>

        init?(_ name: String, in object: UnsafeMutablePointer<json_t>, _ line: UnsafeRawBufferPointer) {
            guard let value = json_object_get(object, name), let json = JSONField.value(of: name, in: line) else {
                return nil
            }
            self.value = value
            self.json = json
        }

        /// A string's characters, and anything else as it is written.
        var text: [UInt8] {
            guard value.pointee.type == JSON_STRING, let string = json_string_value(value) else { return Array(json) }
            return Array(UnsafeRawBufferPointer(start: string, count: json_string_length(value)))
        }
    }
}

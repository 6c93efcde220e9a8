/// A JSON object a row, with its index, the id that was carried, and predictions, matches or an error.
struct JSONLinesFormat: RowFormat {
    func encoded(_ label: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONText.append(string: label, to: &bytes)
        return bytes
    }

    func header(input: [String]?) -> [UInt8] { [] }

    func append(
        _ predictions: Predictions, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]
    ) {
        begin(index, carried, &line)
        line.append("\"predictions\":[")
        for (place, label) in predictions.indices.enumerated() {
            line.append(place == 0 ? "{\"label\":" : ",{\"label\":")
            line.append(contentsOf: predictions.labels[label])
            line.append(",\"confidence\":")
            JSONText.append(number: predictions.confidences[place], to: &line)
            line.append("}")
        }
        line.append("]}\n")
    }

    /// Writes the row of a compared text.
    func append(_ matches: Matches, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]) {
        begin(index, carried, &line)
        line.append("\"matches\":[")
        var isFirst = true
        matches.visit { row, id, similarity in
            line.append(isFirst ? "{\"index\":" : ",{\"index\":")
            isFirst = false
            line.append(number: row)
            if !id.isEmpty {
                line.append(",\"id\":")
                line.append(contentsOf: id)
            }
            line.append(",\"similarity\":")
            JSONText.append(number: similarity, to: &line)
            line.append("}")
        }
        line.append("]}\n")
    }

    func append(_ error: RowError, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]) {
        begin(index, carried, &line)
        line.append("\"error\":{\"code\":")
        JSONText.append(string: error.code, to: &line)
        field("message", error.message, &line)
        field("fix", error.fix, &line)
        if error.httpStatus != 0 {
            line.append(",\"http_status\":")
            line.append(number: error.httpStatus)
        }
        field("server_code", error.serverCode, &line)
        field("request_id", error.requestID, &line)
        line.append("}}\n")
    }

    func makeReader() -> RowReader { TextReader(carry: .id(nil)) }

    func match(
        text line: ArraySlice<UInt8>, columns: ArraySlice<UInt8>, index: Int, carried: ArraySlice<UInt8>
    ) -> RowMatch {
        let beginning = [UInt8]("{\"index\":\(index),")
        guard line.starts(with: beginning) else { return .unknown }
        let id = carried.isEmpty ? [] : [UInt8]("\"id\":") + carried + [UInt8](",")
        guard line.dropFirst(beginning.count).starts(with: id) else { return .otherRow }
        return Self.hasError(line) ? .error : .answer
    }

    func columnsMatch(_ output: [String]?, input: [String]?) -> Bool { true }

    /// Inside of a string the quotes would have backslashes before them.
    private static func hasError(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line
        while let quote = rest.firstIndex(of: error[0]) {
            rest = rest[quote...]
            if rest.starts(with: error) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private static let error = [UInt8]("\"error\":{\"code\":")

    private func begin(_ index: Int, _ carried: ArraySlice<UInt8>, _ line: inout [UInt8]) {
        line.append("{\"index\":")
        line.append(number: index)
        line.append(",")
        if !carried.isEmpty {
            line.append("\"id\":")
            line.append(contentsOf: carried)
            line.append(",")
        }
    }

    private func field(_ name: StaticString, _ value: String, _ line: inout [UInt8]) {
        if value.isEmpty { return }
        line.append(",\"")
        line.append(name)
        line.append("\":")
        JSONText.append(string: value, to: &line)
    }
}

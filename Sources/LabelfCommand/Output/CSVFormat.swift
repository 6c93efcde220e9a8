/// The input's columns, and `label`, `confidence` and `error`.
struct CSVFormat: RowFormat {
    /// What is between the columns.
    var delimiter = UInt8(ascii: ",")

    func encoded(_ label: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVText.append(label, to: &bytes)
        return bytes
    }

    func header(input: [String]?) -> [UInt8] {
        input.map { CSVText.row($0 + addedColumns(beside: $0), delimiter: delimiter) + [10] } ?? []
    }

    func append(
        _ predictions: Predictions, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]
    ) {
        line.append(contentsOf: carried)
        line.append(delimiter)
        if let label = predictions.indices.first {
            line.append(contentsOf: predictions.labels[label])
            line.append(delimiter)
            line.append("\"")
            line.append(text: predictions.confidences[0].description)
            line.append("\"")
        } else {
            line.append(contentsOf: CSVText.row(["", ""], delimiter: delimiter))
        }
        line.append(delimiter)
        line.append("\"\"\n")
    }

    func append(_ error: RowError, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]) {
        line.append(contentsOf: carried)
        line.append(delimiter)
        line.append(contentsOf: CSVText.row(["", ""], delimiter: delimiter))
        line.append(delimiter)
        let request = error.requestID.isEmpty ? "" : " (request \(error.requestID))"
        CSVText.append([UInt8]("\(error.code): \(error.message)\(request)"), to: &line)
        line.append("\n")
    }

    /// The text is the last column, that of errors.
    func makeReader() -> RowReader {
        CSVReader(textField: nil, idField: nil, carry: .columns(delimiter: delimiter), delimiter: delimiter)
    }

    func match(
        text: ArraySlice<UInt8>, columns: ArraySlice<UInt8>, index: Int, carried: ArraySlice<UInt8>
    ) -> RowMatch {
        guard columns.starts(with: carried + [delimiter]) else { return .otherRow }
        return text.isEmpty ? .answer : .error
    }

    func columnsMatch(_ output: [String]?, input: [String]?) -> Bool {
        guard let input else { return true }
        return output == input + addedColumns(beside: input)
    }
}

/// The columns that CSV output has beyond these, which are the input's own. If one of the names is taken, as by an output
/// that is classified once more, all have the next number that is free: `label_2`, `confidence_2`, `error_2`.
func addedColumns(beside own: [String]) -> [String] {
    let names = ["label", "confidence", "error"]
    let taken = Set(own)
    var (added, number) = (names, 1)
    while added.contains(where: taken.contains) {
        number += 1
        added = names.map { "\($0)_\(number)" }
    }
    return added
}

/// An answer's predictions, best first, in the library's columns.
struct Predictions {
    /// The labels, each as JSON and as CSV wants it.
    var labels: LabelTable
    var indices: UnsafeBufferPointer<Int32>
    var confidences: UnsafeBufferPointer<Double>
}

/// The labels of a result, made ready once for all rows that have them.
struct LabelTable {
    private var encoded: [[UInt8]]

    init(_ labels: [UnsafeRawBufferPointer], format: OutputFormat) {
        encoded = labels.map { label in
            var bytes: [UInt8] = []
            switch format {
            case .jsonl: JSONText.append(string: label, to: &bytes)
            case .csv: CSVText.append(label, to: &bytes)
            }
            return bytes
        }
    }

    /// Empty for an index that points nowhere.
    subscript(index: Int32) -> [UInt8] {
        encoded.indices.contains(Int(index)) ? encoded[Int(index)] : []
    }
}

/// Writes a row of output: a line that is a row wholly by itself.
struct RowWriter {
    var format: OutputFormat
    /// What is between the columns of CSV.
    var delimiter = UInt8(ascii: ",")

    /// `carried` is what the reader took out of the row.
    func append(
        _ predictions: Predictions, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8]
    ) {
        switch format {
        case .jsonl:
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
        case .csv:
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
    }

    /// For JSON alone.
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
        switch format {
        case .jsonl:
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
        case .csv:
            line.append(contentsOf: carried)
            line.append(delimiter)
            line.append(contentsOf: CSVText.row(["", ""], delimiter: delimiter))
            line.append(delimiter)
            let request = error.requestID.isEmpty ? "" : " (request \(error.requestID))"
            CSVText.append([UInt8]("\(error.code): \(error.message)\(request)"), to: &line)
            line.append("\n")
        }
    }

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

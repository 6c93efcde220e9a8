/// A format of the output: how a row is written, a line that is a row wholly by itself, and how it is read back.
protocol RowFormat {
    /// A label as the format wants it.
    func encoded(_ label: UnsafeRawBufferPointer) -> [UInt8]

    /// What comes before the first row; empty for nothing.
    /// - Parameter input: the input's columns; nil if it has none.
    func header(input: [String]?) -> [UInt8]

    /// Writes the row with an answer. `carried` is what the reader took out of the input's row.
    func append(_ predictions: Predictions, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8])

    /// Writes the row with an error.
    func append(_ error: RowError, index: Int, carried: ArraySlice<UInt8>, to line: inout [UInt8])

    /// Reads the rows of an output: what tells whether one has an error as its text, and what was carried as its columns.
    func makeReader() -> RowReader

    /// What a row of an output is to the input's row of this index.
    func match(text: ArraySlice<UInt8>, columns: ArraySlice<UInt8>, index: Int, carried: ArraySlice<UInt8>) -> RowMatch

    /// Whether an output with these columns may be of an input with those.
    func columnsMatch(_ output: [String]?, input: [String]?) -> Bool
}

/// What a row of an output is to a row of the input.
enum RowMatch {
    case answer
    case error
    /// It is of another row.
    case otherRow
    /// It is no row of an output.
    case unknown
}

/// An answer's predictions, best first, in the library's columns.
struct Predictions {
    /// The labels as the format wants them.
    var labels: LabelTable
    var indices: UnsafeBufferPointer<Int32>
    var confidences: UnsafeBufferPointer<Double>
}

/// The labels of a result, made ready once for all rows that have them.
struct LabelTable {
    private var encoded: [[UInt8]]

    init(_ labels: [UnsafeRawBufferPointer], format: any RowFormat) {
        encoded = labels.map { format.encoded($0) }
    }

    /// Empty for an index that points nowhere.
    subscript(index: Int32) -> [UInt8] {
        encoded.indices.contains(Int(index)) ? encoded[Int(index)] : []
    }
}

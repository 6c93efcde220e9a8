import ArgumentParser

/// How the rows of the input are written.
enum InputFormat: String, CaseIterable, ExpressibleByArgument {
    /// A text a line.
    case text
    /// A JSON object, or a JSON string, a line.
    case jsonl
    /// Comma-separated values with the names of the columns in the first row.
    case csv

    /// By the file's ending; nil for an unknown one.
    init?(ending path: String) {
        switch Self.ending(of: path) {
        case "txt", "text": self = .text
        case "jsonl", "ndjson", "json": self = .jsonl
        case "csv", "tsv": self = .csv
        default: return nil
        }
    }

    /// What follows the last dot of the file's name, in small letters; "" for none.
    static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}

extension InputFormat {
    /// What reads it. Without a delimiter the path's ending tells.
    func reader(
        textField: String, idField: String?, carry: Carry, path: String, delimiter: UInt8? = nil
    ) -> RowReader {
        switch self {
        case .text: TextReader(carry: carry)
        case .jsonl: JSONLinesReader(textField: textField, idField: idField, carry: carry)
        case .csv:
            CSVReader(
                textField: textField, idField: idField, carry: carry,
                delimiter: delimiter ?? Self.delimiter(ending: path))
        }
    }

    static func delimiter(ending path: String) -> UInt8 {
        ending(of: path) == "tsv" ? 9 : UInt8(ascii: ",")
    }
}

/// What a reader takes out of each row for the output.
enum Carry {
    /// The field of this name, as JSON; nil for none.
    case id(String?)
    /// All columns, as CSV with this between them.
    case columns(delimiter: UInt8)

    var delimiter: UInt8? {
        if case .columns(let delimiter) = self { delimiter } else { nil }
    }
}

/// Reads rows out of bytes that come piece by piece.
protocol RowReader: AnyObject {
    /// The next bytes of the input. Fails where the rest cannot be read, whatever follows.
    func feed(_ bytes: UnsafeRawBufferPointer, into chunks: ChunkBuilder) throws(CommandFailure)
    /// The input has ended.
    func finish(into chunks: ChunkBuilder) throws(CommandFailure)
    /// The columns of a CSV output, without those that are added to it; nil as long as they are not known.
    var columnNames: [String]? { get }
}

/// A row that is larger is an error: a program that takes any input must not take any amount of memory.
let largestRow = 1 << 20

import ArgumentParser

/// How the answers are written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// A JSON object a row.
    case jsonl
    /// The input's columns, and `label`, `confidence` and `error`.
    case csv

    /// What the user said; else by the output's ending; else CSV if the user called the input that, and it is not for what
    /// may be something else.
    static func choose(explicit: OutputFormat?, path: String?, inputFormat: InputFormat?) -> OutputFormat {
        if let explicit { return explicit }
        switch path.flatMap({ InputFormat(ending: $0) }) {
        case .csv: return .csv
        case .jsonl: return .jsonl
        case .text, nil: return inputFormat == .csv ? .csv : .jsonl
        }
    }

    /// How its rows are written and read back.
    /// - Parameter delimiter: what is between the columns of CSV.
    func rowFormat(delimiter: UInt8) -> any RowFormat {
        switch self {
        case .jsonl: JSONLinesFormat()
        case .csv: CSVFormat(delimiter: delimiter)
        }
    }
}

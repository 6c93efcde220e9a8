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

import ArgumentParser

/// What is read, and how: the options that classifying and estimating have in common.
struct InputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("The file with the rows; - for standard input.", valueName: "file"))
    var input = "-"

    @Option(
        help: ArgumentHelp(
            "How it is written: text (a text a line), jsonl (a JSON object a line) or csv (with a row of names).",
            discussion: "Without it the file's ending tells: .txt, .jsonl, .ndjson, .csv or .tsv; else it is text."))
    var format: InputFormat?

    @Option(help: ArgumentHelp("The field or column with the text.", valueName: "name"))
    var textField = "text"

    @Option(help: ArgumentHelp("The field or column with an id, which goes into the output.", valueName: "name"))
    var idField: String?

    @Option(help: ArgumentHelp("What is between the columns of CSV: one character, or tab.", valueName: "character"))
    var delimiter: String?

    func validate() throws {
        guard let delimiter, delimiter != "tab" else { return }
        guard delimiter.utf8.count == 1, !"\"\n\r".contains(delimiter) else {
            throw ValidationError("--delimiter is one ASCII character, or tab")
        }
    }

    var inputFormat: InputFormat { format ?? InputFormat(ending: input) ?? .text }

    private var delimiterByte: UInt8 {
        switch delimiter {
        case "tab": 9
        case let delimiter?: delimiter.utf8.first ?? UInt8(ascii: ",")
        case nil: InputFormat.ending(of: input) == "tsv" ? 9 : UInt8(ascii: ",")
        }
    }

    /// The same for a journal.
    var delimiterName: String { inputFormat == .csv ? String(UnicodeScalar(delimiterByte)) : "" }

    func reader(for output: OutputFormat) -> RowReader {
        let carry: Carry = output == .csv ? .columns : .id(idField)
        switch inputFormat {
        case .text: return TextReader(carry: carry)
        case .jsonl: return JSONLinesReader(textField: textField, idField: idField, carry: carry)
        case .csv:
            return CSVReader(textField: textField, idField: idField, carry: carry, delimiter: delimiterByte)
        }
    }
}

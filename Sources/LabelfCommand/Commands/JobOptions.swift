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

    private var delimiterByte: UInt8? {
        delimiter == "tab" ? 9 : delimiter?.utf8.first
    }

    /// What is between the columns of CSV, as the journal has it; "" for other formats.
    var delimiterName: String {
        guard inputFormat == .csv else { return "" }
        return String(UnicodeScalar(delimiterByte ?? InputFormat.delimiter(ending: input)))
    }

    func reader(carry: Carry) -> RowReader {
        inputFormat.reader(
            textField: textField, idField: idField, carry: carry, path: input, delimiter: delimiterByte)
    }
}

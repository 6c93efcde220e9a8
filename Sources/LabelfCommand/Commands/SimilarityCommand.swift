import ArgumentParser
import CLabelf

/// `labelf similarity`.
struct SimilarityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similarity", abstract: "Find the rows of one file that are most like those of another.",
        discussion: """
            Every compared row is held against every base row. The output has one line for each compared row:

              {"index":0,"id":"c1","matches":[{"index":7,"id":"b7","similarity":0.83}]}

            The ids are there with --id-field. Both files are read whole before anything is asked.
            """)

    @Option(help: ArgumentHelp("The file with the rows to look in.", valueName: "file"))
    var base: String

    @Option(help: ArgumentHelp("The file with the rows to look for; - for standard input.", valueName: "file"))
    var compare: String

    @Option(help: ArgumentHelp("How many of the most similar rows; 0 for all.", valueName: "n"))
    var top: Int32 = 10

    @Option(help: "How the files are written: text, jsonl or csv. Without it each file's ending tells.")
    var format: InputFormat?

    @Option(help: ArgumentHelp("The field or column with the text.", valueName: "name"))
    var textField = "text"

    @Option(help: ArgumentHelp("The field or column with an id, which goes into the output.", valueName: "name"))
    var idField: String?

    @OptionGroup var serviceOptions: ServiceOptions

    func validate() throws {
        guard top >= 0 else { throw ValidationError("--top is a number from 0") }
        if base == "-" && compare == "-" { throw ValidationError("only one of the files can be standard input") }
    }

    func run() throws {
        let service = try Service(serviceOptions)
        let baseTable = try table(base)
        let comparedTable = try table(compare)
        let call = try SimilarityCall(base: baseTable, compared: comparedTable, top: top, service)
        let answers = try call.wait()
        let failed = try write(answers, base: baseTable, compared: comparedTable)
        let left = baseProblems(answers, baseTable)
        if let first = left.first, !serviceOptions.quiet {
            say("labelf: \(counted(left.count, "row")) of \(base) left out, the first for this: \(first)")
        }
        if failed > 0 || !left.isEmpty { throw ExitCode(Exit.someRowsFailed.rawValue) }
    }

    private func table(_ path: String) throws(CommandFailure) -> RowTable {
        let format = format ?? InputFormat(ending: path) ?? .text
        let reader = format.reader(textField: textField, idField: idField, carry: .id(idField), path: path)
        return try RowTable(try InputFile(path: path), reader)
    }

    /// Writes a line for each compared row; how many have an error.
    private func write(
        _ answers: SimilarityAnswers, base: RowTable, compared: RowTable
    ) throws(CommandFailure) -> Int {
        let baseRows = base.good
        let format = JSONLinesFormat()
        var bytes: [UInt8] = []
        var (text, failed) = (0, 0)
        for (index, row) in compared.rows.enumerated() {
            let carried = compared.carried(index)
            var error: RowError?
            if let problem = row.problem {
                error = .unreadable(problem)
            } else {
                error = answers.error(of: text)?.row
                if error == nil {
                    let matches = Matches(answers.columns, of: text, baseRows: baseRows, base: base)
                    format.append(matches, index: index, carried: carried, to: &bytes)
                }
                text += 1
            }
            if let error {
                failed += 1
                format.append(error, index: index, carried: carried, to: &bytes)
            }
            if bytes.count > 64 << 10 {
                try print(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try print(bytes)
        return failed
    }

    /// Why some base rows are in no match.
    private func baseProblems(_ answers: SimilarityAnswers, _ base: RowTable) -> [String] {
        let unreadable = base.rows.compactMap(\.problem)
        let failed = (0..<answers.columns.base_texts).compactMap { answers.baseError(of: $0)?.row.message }
        return unreadable + failed
    }
}

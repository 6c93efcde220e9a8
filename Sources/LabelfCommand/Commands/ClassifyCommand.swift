import ArgumentParser
import CLabelf

/// `labelf classify`.
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Classify the rows of a file or a pipe.", discussion: ClassifyHelp.discussion
    )

    @Option(name: .shortAndLong, help: ArgumentHelp("The model's id.", valueName: "id"))
    var model: Int64

    @OptionGroup var inputOptions: InputOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the answers go; - for standard output. A file can be resumed.", valueName: "file"))
    var output = "-"

    @Option(
        help: ArgumentHelp(
            "How they are written: jsonl (a JSON object a row) or csv (the input's columns, and the best label).",
            discussion: "Without it the output's ending tells; else it is csv after --format csv, and jsonl."))
    var outputFormat: OutputFormat?

    @Option(help: ArgumentHelp("How many of a row's best predictions; all without it.", valueName: "n"))
    var maxPredictions: Int32?

    @Option(help: ArgumentHelp("Only this label; may be repeated.", valueName: "name"))
    var label: [String] = []

    @Flag(help: "Go on with an output that was broken off, without asking again for what it has.")
    var resume = false

    @Flag(help: "Write an error for a row that the service or the network failed, and go on.")
    var keepGoing = false

    @OptionGroup var serviceOptions: ServiceOptions

    func validate() throws {
        guard model >= 1 else { throw ValidationError("--model is a number from 1") }
        guard (1...1_000).contains(maxPredictions ?? 1) else {
            throw ValidationError("--max-predictions is a number from 1 to 1000")
        }
        if chosenFormat == .csv, (maxPredictions ?? 1) > 1 {
            throw ValidationError(
                "CSV has the best label alone: leave --max-predictions out, or add --output-format jsonl")
        }
        guard label.count <= 1_000, !label.contains("") else {
            throw ValidationError("--label is a name, and may be repeated up to 1000 times")
        }
        if resume, output == "-" { throw ValidationError("--resume is for an output file: name it by --output") }
    }

    private var chosenFormat: OutputFormat {
        .choose(explicit: outputFormat, path: output == "-" ? nil : output, inputFormat: inputOptions.format)
    }

    private var outputDelimiter: UInt8 { InputFormat.delimiter(ending: output) }

    private var carry: Carry {
        chosenFormat == .csv ? .columns(delimiter: outputDelimiter) : .id(inputOptions.idField)
    }

    private var classifyOptions: ClassifyOptions {
        ClassifyOptions(model: model, maxPredictions: maxPredictions ?? (chosenFormat == .csv ? 1 : 0), labels: label)
    }

    func run() throws {
        let service = try Service(serviceOptions)
        let input = try InputFile(path: inputOptions.input)
        let identity = try identity(of: input)
        switch try OutputFile.open(path: output, identity: identity, resume: resume, input: input) {
        case .withoutJournal(let file):
            try FinishedCheck(file, name: output, format: chosenFormat.rowFormat(delimiter: outputDelimiter))
                .compare(with: inputOptions.reader(carry: carry), of: input, isQuiet: serviceOptions.quiet)
        case .ready(let file):
            try run(service, input, file)
        }
    }

    private func run(_ service: Service, _ input: InputFile, _ file: OutputFile) throws {
        let start = Instant.now
        let earlier = file.state.rows
        let progress = ProgressReporter(service, isQuiet: serviceOptions.quiet, rowsToOutput: output == "-")
        let connections = serviceOptions.value(of: "max_connections").flatMap { Int($0) } ?? 8
        let run = ClassifyRun(
            service: service, classifyOptions: classifyOptions, reader: inputOptions.reader(carry: carry),
            format: chosenFormat.rowFormat(delimiter: outputDelimiter), input: input, output: file,
            progress: progress,
            window: .init(connections: min(max(connections, 1), 256)),
            outageBackoff: OutageBackoff(isAllowed: serviceOptions.value(of: "max_retries") != "0"),
            keepGoing: keepGoing)
        do throws(CommandFailure) {
            try run.run()
        } catch {
            progress.clear()
            throw Self.explained(error, file)
        }
        let rows = file.state.rows
        if !serviceOptions.quiet {
            let resumed = earlier > 0 ? ", \(grouped(earlier)) of them before" : ""
            let failed = file.state.failed
            let errors = failed > 0 ? ", \(grouped(failed)) of them with an error" : ""
            say(
                "labelf: \(counted(rows, "row")) in \(clockTime(Instant.now.seconds(since: start)))\(resumed)\(errors)."
            )
        }
        if file.state.failed > 0 { throw ExitCode(Exit.someRowsFailed.rawValue) }
    }

    /// What a person needs to know of a run that has not come to its end.
    private static func explained(_ failure: CommandFailure, _ file: OutputFile) -> CommandFailure {
        var failure = failure
        let rows = counted(file.state.rows, "row")
        switch failure.exit {
        case .interrupted:
            failure.message = "interrupted; \(rows) written to \(file.name)"
            failure.fix =
                file.isResumable
                ? "Run the same command with --resume to go on" : "With -o FILE, it could be resumed"
        case .file where file.isResumable:
            failure.message += "; \(rows) written"
            failure.fix = "Make room if the disk is full, then run the same command with --resume"
        default: break
        }
        return failure
    }

    /// Two labels are not one with a comma in it.
    private static func quoted(_ label: String) -> String {
        label.contains(",") || label.contains("\"") ? label.debugDescription : label
    }

    /// What the output depends on.
    private func identity(of input: InputFile) throws(CommandFailure) -> JobIdentity {
        var identity = JobIdentity()
        identity.add("--model", String(model))
        identity.add(
            "--max-predictions", classifyOptions.maxPredictions == 0 ? "" : String(classifyOptions.maxPredictions))
        identity.add("--label", label.map(Self.quoted).joined(separator: ", "))
        identity.add("--format", inputOptions.inputFormat.rawValue)
        identity.add("--text-field", inputOptions.textField)
        identity.add("--id-field", inputOptions.idField ?? "")
        identity.add("--delimiter", inputOptions.delimiterName)
        identity.add("--output-format", chosenFormat.rawValue)
        for key in ["base_url", "max_text_characters"] {
            identity.add("option \(key)", serviceOptions.value(of: key) ?? "")
        }
        let path = output == "-" ? nil : output
        if path != nil, let size = input.size, let hash = try input.wholeHash() {
            identity.add("the input", "\(size) bytes with the hash \(String(hash, radix: 16))")
        } else {
            identity.add("the input", "a pipe")
        }
        return identity
    }
}

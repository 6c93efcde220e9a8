/// Whether an output without a journal is whole: a run that was killed after its last row, or that is repeated, has nothing
/// left to do. It is held against the input by the number of rows.
struct FinishedCheck {
    private let file: FileDescriptor
    private let name: String
    private let format: OutputFormat
    private let delimiter: UInt8

    init(_ file: FileDescriptor, name: String, format: OutputFormat, delimiter: UInt8) {
        self.file = file
        self.name = name
        self.format = format
        self.delimiter = delimiter
    }

    /// Fails if the output is something else; ends the command as the run would have ended.
    func compare(with reader: RowReader, of input: InputFile, isQuiet: Bool) throws {
        let written = try countOutput()
        // A pipe cannot be asked twice.
        let chunks = ChunkBuilder(skip: .max)
        while !input.isEnded {
            try input.read { bytes throws(CommandFailure) in try reader.feed(bytes, into: chunks) }
        }
        try reader.finish(into: chunks)
        guard let written, written.rows == chunks.rows else {
            throw CommandFailure(
                .usage, "\(name) is not empty, and there is no \(Journal.path(for: name)) that says what it is",
                fix: "Name another output, or remove it")
        }
        if !isQuiet { say("labelf: \(name) is whole: there is nothing left to do.") }
        if written.failed > 0 {
            throw CommandFailure(.someRowsFailed, "\(counted(written.failed, "row")) of \(name) have an error")
        }
    }

    /// The rows, and those with an error; nil if it is no output of this program.
    private func countOutput() throws(CommandFailure) -> (rows: Int, failed: Int)? {
        let output = try OutputReader(file, name: name)
        switch format {
        case .jsonl:
            var counter = OutputLineCounter()
            try output.readAll { bytes throws(CommandFailure) in counter.feed(bytes) }
            return counter.isOutput ? (counter.rows, counter.failed) : nil
        case .csv:
            // What is in the column of errors, the last one, is read as if it were to be classified.
            let reader = CSVReader(textField: nil, idField: nil, carry: .id(nil), delimiter: delimiter)
            let chunks = ChunkBuilder()
            var failed = 0
            do throws(CommandFailure) {
                try output.readAll { bytes throws(CommandFailure) in
                    try reader.feed(bytes, into: chunks)
                    while let chunk = chunks.next() { failed += chunk.rows.count { !$0.text.isEmpty } }
                }
                try reader.finish(into: chunks)
            } catch {
                return nil
            }
            chunks.close()
            while let chunk = chunks.next() { failed += chunk.rows.count { !$0.text.isEmpty } }
            return (chunks.rows, failed)
        }
    }
}

/// Counts the lines of JSON output.
struct OutputLineCounter {
    private var lines = LineSplitter()
    private(set) var rows = 0
    private(set) var failed = 0
    /// Whether every line so far is this program's: the row's number comes first.
    private(set) var isOutput = true

    private static let error = [UInt8]("\"error\":{\"code\":")

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        var (rows, failed, isOutput) = (self.rows, self.failed, self.isOutput)
        lines.feed(bytes) { line, _ in
            if !line.starts(with: [UInt8]("{\"index\":\(rows),")) { isOutput = false }
            rows += 1
            // Inside of a string the quotes would have backslashes before them.
            if Self.hasError(line) { failed += 1 }
        }
        (self.rows, self.failed, self.isOutput) = (rows, failed, isOutput)
    }

    private static func hasError(_ line: UnsafeRawBufferPointer) -> Bool {
        var rest = line[...]
        while let quote = rest.firstIndex(of: error[0]) {
            rest = rest[quote...]
            if rest.starts(with: error) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

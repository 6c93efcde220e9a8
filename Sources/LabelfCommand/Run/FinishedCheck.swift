/// Whether an output without a journal is whole: a run that was killed after its last row, or that is repeated, has nothing
/// left to do. It is held against the input row by row: by the number, and by the id or the columns that it has.
struct FinishedCheck {
    private let file: FileDescriptor
    private let name: String
    private let format: any RowFormat

    init(_ file: FileDescriptor, name: String, format: any RowFormat) {
        self.file = file
        self.name = name
        self.format = format
    }

    /// Fails if the output is something else; ends the command as the run would have ended.
    func compare(with reader: RowReader, of input: InputFile, isQuiet: Bool) throws {
        let output = try OutputRows(OutputReader(file, name: name), format.makeReader())
        let chunks = ChunkBuilder()
        var (rows, failed) = (0, 0)
        while !input.isEnded {
            try input.read { bytes throws(CommandFailure) in try reader.feed(bytes, into: chunks) }
            if input.isEnded {
                try reader.finish(into: chunks)
                chunks.close()
            }
            while let chunk = chunks.next() {
                for row in chunk.rows {
                    failed += try isFailure(try output.next(), of: chunk.bytes[row.carried], rows) ? 1 : 0
                    rows += 1
                }
            }
        }
        guard try output.next() == nil, format.columnsMatch(output.columnNames, input: reader.columnNames) else {
            throw unknown
        }
        if !isQuiet { say("labelf: \(name) is whole: there is nothing left to do.") }
        if failed > 0 { throw CommandFailure(.someRowsFailed, "\(counted(failed, "row")) of \(name) have an error") }
    }

    /// Whether a row of the output has an error. Fails if it is not the answer to the row of the input that has this number.
    private func isFailure(_ row: OutputRows.Row?, of carried: ArraySlice<UInt8>, _ number: Int) throws -> Bool {
        guard let row else { throw unknown }
        switch format.match(text: row.text, columns: row.columns, index: number, carried: carried) {
        case .answer: return false
        case .error: return true
        case .otherRow: throw another(number)
        case .unknown: throw unknown
        }
    }

    private var unknown: CommandFailure {
        CommandFailure(
            .usage,
            "\(name) is not empty, and \(Journal.path(for: name)), which would say what it is, is missing or damaged",
            fix: "Name another output, or remove it")
    }

    private func another(_ row: Int) -> CommandFailure {
        CommandFailure(
            .usage, "\(name) is of another input: its row with the index \(row) is not that of this one",
            fix: "Name another output, or remove it")
    }
}

/// The rows of an output, one after another.
private final class OutputRows {
    typealias Row = (text: ArraySlice<UInt8>, columns: ArraySlice<UInt8>)

    private let file: OutputReader
    private let reader: RowReader
    private let chunks = ChunkBuilder()
    private var chunk = Chunk(firstIndex: 0)
    private var place = 0
    private var offset: UInt64 = 0
    private var isEnded = false

    init(_ file: OutputReader, _ reader: RowReader) {
        self.file = file
        self.reader = reader
    }

    var columnNames: [String]? { reader.columnNames }

    /// The next one; nil at the end, and where it is no output of this program.
    func next() throws(CommandFailure) -> Row? {
        while place == chunk.rows.count {
            if let next = chunks.next() {
                chunk = next
                place = 0
            } else if isEnded {
                return nil
            } else {
                try read()
            }
        }
        let row = chunk.rows[place]
        place += 1
        return (chunk.bytes[row.text], chunk.bytes[row.carried])
    }

    private func read() throws(CommandFailure) {
        var count = 0
        do throws(CommandFailure) {
            count = try file.read(at: offset) { bytes throws(CommandFailure) in try reader.feed(bytes, into: chunks) }
            if count == 0 { try reader.finish(into: chunks) }
        } catch  where error.exit == .usage {
            count = 0
        }
        offset += UInt64(count)
        if count == 0 {
            chunks.close()
            isEnded = true
        }
    }
}

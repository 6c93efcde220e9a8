import CCommand
import CLabelf

/// A run of `labelf classify`: reads rows, keeps some chunks of them under way, and writes the answers in the order of the
/// rows. One thread, which waits in poll for whatever comes next.
final class ClassifyRun {
    private let service: Service
    private let classifyOptions: ClassifyOptions
    private let reader: RowReader
    private let format: any RowFormat
    private let input: InputFile
    private let output: OutputFile
    private let progress: ProgressReporter
    private let window: Window
    private let keepGoing: Bool
    private var outageBackoff: OutageBackoff
    /// Rows that are asked about again when the pause is over. What follows them waits.
    private var held: (chunk: Chunk, inputBytes: UInt64, inputHash: UInt64, end: Instant)?

    private let chunks: ChunkBuilder
    /// What is under way, in the order of the rows.
    private var calls: [(call: ClassifyCall, inputBytes: UInt64, inputHash: UInt64)] = []
    private var rowsUnderWay = 0
    private var bytesUnderWay = 0
    private var isFinished = false
    private var isInterrupted = false
    /// What ended the run before its last row.
    private var failure: CommandFailure?
    /// The input up to here has to be as it was when rows were read from it by an earlier run.
    private var checkpoint: (bytes: UInt64, hash: UInt64)?
    private let signals: Int32

    /// How much may be under way: enough for the connections, and not more, as it is lost when the process is killed.
    struct Window {
        var rows: Int
        var bytes = 8 << 20

        init(connections: Int) {
            rows = max(256, 32 * connections)
        }
    }

    init(
        service: Service, classifyOptions: ClassifyOptions, reader: RowReader, format: any RowFormat, input: InputFile,
        output: OutputFile,
        progress: ProgressReporter, window: Window, outageBackoff: OutageBackoff, keepGoing: Bool
    ) {
        self.service = service
        self.classifyOptions = classifyOptions
        self.reader = reader
        self.format = format
        self.input = input
        self.output = output
        self.progress = progress
        self.window = window
        self.keepGoing = keepGoing
        self.outageBackoff = outageBackoff
        chunks = ChunkBuilder(skip: output.state.rows)
        if output.state.rows > 0 { checkpoint = (output.state.inputBytes, output.state.inputHash) }
        signals = command_catch_signals()
    }

    /// Runs until every row is written. Fails with what ended it before; the rows before that are written.
    func run() throws(CommandFailure) {
        do throws(CommandFailure) {
            while true {
                try askHeld()
                try fill()
                let hasMoved = try writeSettled()
                if isDone { break }
                // What was written has made room.
                if !hasMoved { wait() }
            }
            if let failure, hasGap || !isFinished || chunks.hasFull { throw failure }
            guard input.isUnchanged else {
                throw CommandFailure(
                    .usage, "\(input.name) was changed while it was read", fix: "Classify it anew, with another output")
            }
            if output.state.rows == 0 { try writeHeaderAlone() }
            try output.finish()
        } catch {
            calls.removeAll()
            output.abandon()
            throw error
        }
        progress.keep(output.state, fraction: fraction)
    }

    private var isDone: Bool { calls.isEmpty && held == nil && (failure != nil || (isFinished && !chunks.hasFull)) }

    private var fraction: Double? {
        guard let size = input.size, size > 0, chunks.rows > 0 else { return nil }
        return min(Double(input.offset) / Double(size) * Double(output.state.rows) / Double(chunks.rows), 1)
    }

    private var hasRoom: Bool {
        failure == nil && held == nil && rowsUnderWay < window.rows && bytesUnderWay < window.bytes
    }

    /// Reads and sends as much as there is room for.
    private func fill() throws(CommandFailure) {
        while hasRoom {
            if checkpoint == nil, let chunk = chunks.next() {
                try start(chunk)
            } else if isFinished || !input.isReadable {
                // A program that writes to a pipe slowly wants answers before there is a chunk full of rows.
                if isFinished || checkpoint != nil || !chunks.hasOpen { return }
                chunks.close()
            } else {
                try read()
                // Rows that an earlier run has written are read for long without a wait.
                if hasSignal { return }
            }
        }
    }

    private var hasSignal: Bool {
        var entry = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    private func read() throws(CommandFailure) {
        try input.read(upTo: checkpoint?.bytes) { bytes throws(CommandFailure) in
            try self.reader.feed(bytes, into: self.chunks)
        }
        if let checkpoint, input.offset == checkpoint.bytes || input.isEnded {
            guard input.offset == checkpoint.bytes, input.digest == checkpoint.hash else {
                throw CommandFailure(
                    .usage,
                    "the input has changed: its first \(checkpoint.bytes) bytes are not those that \(output.name) was made from",
                    fix: "Run it with the same input, or name another output")
            }
            self.checkpoint = nil
        }
        if input.isEnded {
            try reader.finish(into: chunks)
            chunks.close()
            isFinished = true
        }
    }

    private func start(_ chunk: Chunk) throws(CommandFailure) {
        calls.append(
            (try ClassifyCall(chunk, classifyOptions, service, round: outageBackoff.rounds), input.offset, input.digest)
        )
        rowsUnderWay += chunk.rows.count
        bytesUnderWay += chunk.bytes.count
    }

    /// Writes what is answered, up to the first chunk that is not; whether there was anything.
    private func writeSettled() throws(CommandFailure) -> Bool {
        var hasMoved = false
        while held == nil, let (call, inputBytes, inputHash) = calls.first, let answers = try call.result() {
            hasMoved = true
            calls.removeFirst()
            rowsUnderWay -= call.chunk.rows.count
            bytesUnderWay -= call.chunk.bytes.count
            // What follows a row that is not written is not written either.
            if hasGap { continue }
            let rows = ChunkOutput(call.chunk, answers, format: format, keepGoing: keepGoing, header: header)
            if !rows.lengths.isEmpty {
                try output.write(rows.bytes, lengths: rows.lengths, inputBytes: inputBytes, inputHash: inputHash)
                if rows.hasAnswer { outageBackoff.answered() }
            }
            guard let error = rows.stop else { continue }
            if keepGoing, error.wasNotSent, failure == nil {
                try askAgain(call.chunk.dropFirst(rows.lengths.count), inputBytes: inputBytes, inputHash: inputHash)
                break
            }
            if failure == nil, error.isOutage, let pause = outageBackoff.pause(after: call.round) {
                let rest = call.chunk.dropFirst(rows.lengths.count)
                held = (rest, inputBytes, inputHash, Instant.now.advanced(seconds: pause))
                if pause > 0 { progress.tell("\(error.failure.message); asking again in \(Int(pause)) s.") }
                break
            }
            hasGap = true
            if failure == nil { fail(error) }
        }
        return hasMoved
    }

    /// The pause is over.
    private func askHeld() throws(CommandFailure) {
        guard let (chunk, inputBytes, inputHash, end) = held, Instant.now >= end else { return }
        held = nil
        try askAgain(chunk, inputBytes: inputBytes, inputHash: inputHash)
    }

    /// Asks about rows that were not sent because a batch was refused: the first ones by themselves, so that it comes to an
    /// end.
    private func askAgain(_ chunk: Chunk, inputBytes: UInt64, inputHash: UInt64) throws(CommandFailure) {
        let rest = chunk.dropFirst(Self.batch)
        if !rest.rows.isEmpty {
            calls.insert(
                (try ClassifyCall(rest, classifyOptions, service, round: outageBackoff.rounds), inputBytes, inputHash),
                at: 0)
        }
        let first = try ClassifyCall(chunk.prefix(Self.batch), classifyOptions, service, round: outageBackoff.rounds)
        calls.insert((first, inputBytes, inputHash), at: 0)
        rowsUnderWay += chunk.rows.count
        bytesUnderWay += first.chunk.bytes.count + (rest.rows.isEmpty ? 0 : rest.bytes.count)
    }

    /// The texts of a request.
    private static let batch = 8

    /// Whether a row was reached that is not to be written.
    private var hasGap = false

    /// The first line of CSV, if nothing has been written yet.
    private var header: [UInt8] {
        output.state.rows == 0 ? format.header(input: reader.columnNames) : []
    }

    private func writeHeaderAlone() throws(CommandFailure) {
        let header = header
        if header.isEmpty { return }
        try output.write(header, lengths: [], inputBytes: input.offset, inputHash: input.digest)
    }

    /// An error that is not this row's own ends the run.
    private func fail(_ error: ServiceError) {
        var failure = error.failure
        failure.message = "\(counted(output.state.rows, "row")) written, then: \(failure.message)"
        failure.fix = [
            failure.fix, resumeHint,
            error.mayPass ? "With --keep-going such rows get an error, and the run goes on" : "",
        ]
        .filter { !$0.isEmpty }.joined(separator: " ")
        self.failure = failure
        for (call, _, _) in calls { call.cancel() }
    }

    private var resumeHint: String {
        output.isResumable ? "Then run the same command with --resume." : ""
    }

    /// Waits for an answer, for input if there is room for it, for Ctrl-C, or until there is progress to tell.
    private func wait() {
        let now = Instant.now
        progress.tell(output.state, fraction: fraction, at: now)
        var entries = [
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            service.completion,
        ]
        if hasRoom, !isFinished { entries.append(pollfd(fd: input.pollDescriptor, events: Int16(POLLIN), revents: 0)) }
        poll(&entries, nfds_t(entries.count), millisecondsLeft(at: now))
        service.clearCompletions()
        if entries[0].revents != 0, !isInterrupted { interrupt() }
    }

    /// Until there is something to do without an event; -1 for never.
    private func millisecondsLeft(at now: Instant) -> Int32 {
        let left = progress.millisecondsLeft(at: now)
        guard let held else { return left }
        let pause = Int32(held.end.seconds(since: now) * 1_000) + 1
        return left < 0 ? pause : min(left, pause)
    }

    /// Nothing new is begun. What is in flight is waited for, and what only waits for its turn is given up.
    private func interrupt() {
        isInterrupted = true
        if held != nil { hasGap = true }
        held = nil
        progress.clear()
        let inFlight = Int(service.statistics.in_flight) * Self.batch
        var kept = 0
        for (call, _, _) in calls {
            if kept > inFlight { call.cancel() }
            kept += call.chunk.rows.count
        }
        say("labelf: finishing what is in flight; once more to stop at once.")
        if failure == nil { failure = CommandFailure(.interrupted, "interrupted") }
    }
}

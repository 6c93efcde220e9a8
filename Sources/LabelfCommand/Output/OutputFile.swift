import CCommand

/// Where the rows go. A regular file is locked, has a journal beside it, and can be gone on with; anything else, such as a
/// pipe, is only written to.
final class OutputFile {
    private let descriptor: FileDescriptor
    private let hash: ByteHash
    private var journal: Journal?
    private var lastSync = Instant.now
    /// Whether the file was not there before.
    private var isNew = false
    /// As the user named it.
    let name: String
    private(set) var state = JobState()

    /// Power may fail: more than what was written in this many seconds is not lost, and not paid for twice.
    private static let syncSeconds = 5.0

    /// Standard output, or what is not a regular file.
    private init(name: String, descriptor: FileDescriptor) throws(CommandFailure) {
        self.name = name
        self.descriptor = descriptor
        hash = try ByteHash()
    }

    /// Whether it can be gone on with after it was broken off.
    var isResumable: Bool { journal != nil }

    /// How `open` has found it.
    enum Opened {
        case ready(OutputFile)
        /// It has this many rows, and no journal: whether it is whole is for the caller to find out.
        case withoutJournal(FileDescriptor)
    }

    /// Opens a path; nil or `-` is standard output. `identity` is the job that is to be written; with `resume`, one that was
    /// begun is gone on with.
    static func open(
        path: String?, identity: JobIdentity, resume: Bool, input: InputFile
    ) throws(CommandFailure) -> Opened {
        guard let path, path != "-" else {
            return .ready(try OutputFile(name: "standard output", descriptor: .standardOutput))
        }
        let isPipe = isPipe(path)
        let new = isPipe ? nil : FileDescriptor(path: path, flags: O_RDWR | O_CREAT | O_EXCL)
        if isPipe, resume { throw unresumable(path) }
        guard let descriptor = new ?? existing(path, isPipe: isPipe) else {
            throw CommandFailure(.file, "\(path) cannot be written: \(systemError())")
        }
        guard descriptor.isRegular else {
            if resume { throw unresumable(path) }
            return .ready(try OutputFile(name: path, descriptor: descriptor))
        }
        if let status = descriptor.status, input.isSameFile(as: status) {
            throw CommandFailure(.usage, "\(path) is the input", fix: "Name another output")
        }
        try lock(descriptor, path)
        let output = try OutputFile(name: path, descriptor: descriptor)
        output.isNew = new != nil
        do throws(CommandFailure) {
            return try output.prepare(identity: identity, resume: resume, input: input)
        } catch {
            if output.isNew { unlink(path) }
            throw error
        }
    }

    /// Finds out from what there is how far it came.
    private func prepare(
        identity: JobIdentity, resume: Bool, input: InputFile
    ) throws(CommandFailure) -> Opened {
        let path = Journal.path(for: name)
        var status = stat()
        if stat(path, &status) == 0, input.isSameFile(as: status) {
            throw CommandFailure(
                .usage, "\(path) is the input", fix: "Name another output: \(path) belongs to this one")
        }
        let contents = try Journal.read(path: path)
        if !resume, descriptor.size > 0 { throw Self.occupied(name, isUnfinished: contents != nil) }
        if resume, let contents {
            let changes = identity.changes(since: contents.identity)
            guard changes.isEmpty else { throw Self.changed(name, changes) }
            try self.resume(contents, path: path)
            return .ready(self)
        }
        if descriptor.size > 0 { return .withoutJournal(descriptor) }
        journal = try .create(path: path, identity: identity)
        return .ready(self)
    }

    private static func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && command_is_pipe(&status)
    }

    private static func unresumable(_ path: String) -> CommandFailure {
        CommandFailure(.usage, "\(path) is no regular file", fix: "Leave out --resume, or name another output")
    }

    /// A pipe is opened for writing alone: that waits for a reader, and ends when the reader goes away. Whoever can read it
    /// itself waits for ever. A device cannot always be read.
    private static func existing(_ path: String, isPipe: Bool) -> FileDescriptor? {
        if isPipe { return FileDescriptor(path: path, flags: O_WRONLY) }
        if let descriptor = FileDescriptor(path: path, flags: O_RDWR | O_CREAT) { return descriptor }
        guard command_errno() == EACCES || command_errno() == EINVAL || command_errno() == ENXIO else { return nil }
        return FileDescriptor(path: path, flags: O_WRONLY)
    }

    private static func lock(_ descriptor: FileDescriptor, _ path: String) throws(CommandFailure) {
        guard command_lock(descriptor.number) else {
            if command_errno() == EWOULDBLOCK {
                throw CommandFailure(
                    .usage, "another run is writing \(path)", fix: "Wait until it has ended, or name another output")
            }
            throw CommandFailure(.file, "\(path) cannot be locked: \(systemError())")
        }
        // The process that held the lock may have put another file in its place.
        var named = stat()
        guard let own = descriptor.status, stat(path, &named) == 0, named.st_ino == own.st_ino else {
            throw CommandFailure(.usage, "\(path) was replaced just now", fix: "Run the command again")
        }
    }

    private static func occupied(_ path: String, isUnfinished: Bool) -> CommandFailure {
        isUnfinished
            ? CommandFailure(
                .usage, "\(path) has the rows of a run that was broken off",
                fix: "Add --resume to go on with it, or remove it to begin anew")
            : CommandFailure(.usage, "\(path) exists and is not empty", fix: "Name another output, or remove it")
    }

    private static func changed(_ path: String, _ changes: [String]) -> CommandFailure {
        CommandFailure(
            .usage, "\(path) was begun as another job: \(changes.joined(separator: "; "))",
            fix: "Run it as it was begun, or name another output")
    }

    /// Cuts away what is not a whole row, and notes how far it came.
    private func resume(_ contents: JournalContents, path: String) throws(CommandFailure) {
        let reader = try OutputReader(descriptor, name: name)
        state = try Recovery(
            contents, size: descriptor.size, hash: { count throws(CommandFailure) in try reader.hash(upTo: count) },
            byte: { offset throws(CommandFailure) in try reader.byte(at: offset) },
            isOwn: { state throws(CommandFailure) in try reader.hasRow(at: state.outputBytes, index: state.rows) }
        ).state
        // Whatever was hashed beyond the cut does not count.
        try OutputReader(descriptor, name: name).feed(hash, upTo: state.outputBytes)
        state.outputHash = hash.digest
        guard descriptor.truncate(to: state.outputBytes), descriptor.moveToEnd() else { throw failure() }
        journal = try .reopen(path: path, contents: contents)
        try sync()
    }

    /// Writes whole rows. `lengths` are their bytes, below 0 for a row with an error; `input` is what they were read from.
    func write(
        _ bytes: [UInt8], lengths: [Int], inputBytes: UInt64, inputHash: UInt64
    ) throws(CommandFailure) {
        bytes.withUnsafeBytes { hash.update($0) }
        var next = state
        next.rows += lengths.count
        next.failed += lengths.count { $0 < 0 }
        next.inputBytes = inputBytes
        next.inputHash = inputHash
        next.outputBytes += UInt64(bytes.count)
        next.outputHash = hash.digest
        try journal?.append(.announced(state: next, lengths: lengths))
        guard descriptor.write(bytes) else { throw failure() }
        state = next
        if journal != nil, Instant.now.seconds(since: lastSync) > Self.syncSeconds { try sync() }
    }

    /// Brings everything to the disk, and notes that it is there.
    func sync() throws(CommandFailure) {
        guard let journal else { return }
        guard descriptor.sync() else { throw failure() }
        try journal.append(.reached(state))
        try journal.sync()
        lastSync = .now
    }

    /// Every row is written.
    func finish() throws(CommandFailure) {
        guard let journal else { return }
        guard descriptor.sync() else { throw failure() }
        try journal.remove()
        self.journal = nil
    }

    /// The run has failed. What was written is noted, as far as that can still be done; if nothing was, nothing is left.
    func abandon() {
        guard let journal else { return }
        if state.rows > 0 || descriptor.size > 0 {
            try? sync()
        } else {
            try? journal.remove()
            if isNew { unlink(name) }
        }
    }

    private func failure() -> CommandFailure {
        CommandFailure(.file, "\(name) cannot be written: \(systemError())")
    }
}

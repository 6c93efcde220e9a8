import CCommand

/// The file beside the output that says which job it is of and how far that came. It is there from before the first row is
/// asked about until the output is whole.
final class Journal {
    let path: String
    private let descriptor: FileDescriptor

    static func path(for output: String) -> String { output + ".labelf" }

    private init(path: String, descriptor: FileDescriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// What there is; nil if there is no journal, or none with a whole head.
    static func read(path: String) throws(CommandFailure) -> JournalContents? {
        guard let file = FileDescriptor(path: path, flags: O_RDONLY) else {
            if command_errno() == ENOENT { return nil }
            throw CommandFailure(.file, "\(path) cannot be opened: \(systemError())")
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var contents = JournalContents()
        var lines = LineSplitter()
        while true {
            guard let count = file.read(into: buffer) else {
                throw CommandFailure(.file, "\(path) cannot be read: \(systemError())")
            }
            if count == 0 { return contents.hasHead ? contents : nil }
            // A last line without its end is torn, and is not looked at.
            lines.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { line, _ in contents.add(line) }
        }
    }

    /// A new journal, in the place of whatever there is.
    static func create(path: String, identity: JobIdentity) throws(CommandFailure) -> Journal {
        let journal = try open(path: path, flags: O_CREAT | O_TRUNC)
        try journal.append(JournalContents.head(identity))
        try journal.sync()
        syncDirectory(of: path)
        return journal
    }

    /// Goes on with one that has been read.
    static func reopen(path: String, contents: JournalContents) throws(CommandFailure) -> Journal {
        let journal = try open(path: path, flags: 0)
        guard journal.descriptor.truncate(to: contents.validBytes), journal.descriptor.moveToEnd() else {
            throw journal.failure()
        }
        return journal
    }

    private static func open(path: String, flags: Int32) throws(CommandFailure) -> Journal {
        guard let descriptor = FileDescriptor(path: path, flags: O_WRONLY | flags) else {
            throw CommandFailure(.file, "\(path) cannot be written: \(systemError())")
        }
        return Journal(path: path, descriptor: descriptor)
    }

    func append(_ record: JournalRecord) throws(CommandFailure) {
        try append(record.line)
    }

    private func append(_ line: [UInt8]) throws(CommandFailure) {
        guard descriptor.write(line) else { throw failure() }
    }

    func sync() throws(CommandFailure) {
        guard descriptor.sync() else { throw failure() }
    }

    /// The output is whole.
    func remove() throws(CommandFailure) {
        guard unlink(path) == 0 else {
            throw CommandFailure(
                .file, "\(path) cannot be removed: \(systemError())", fix: "Remove it: the output is whole")
        }
        Self.syncDirectory(of: path)
    }

    private func failure() -> CommandFailure {
        CommandFailure(.file, "\(path) cannot be written: \(systemError())")
    }

    /// Without it a file's name may be lost with the power. Not every file system can.
    private static func syncDirectory(of path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let directory = parts.dropLast().joined(separator: "/")
        let name = directory.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : directory
        _ = FileDescriptor(path: name, flags: O_RDONLY)?.sync()
    }
}

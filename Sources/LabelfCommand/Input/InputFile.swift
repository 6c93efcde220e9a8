import CCommand

/// The input: a file, or whatever standard input is. Hashes what is read from it.
final class InputFile {
    private let descriptor: FileDescriptor
    private let hash: ByteHash
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    /// As the user named it.
    let name: String
    private(set) var isEnded = false
    private var whole: UInt64?

    /// Opens a path; nil or `-` is standard input.
    init(path: String?) throws(CommandFailure) {
        hash = try ByteHash()
        guard let path, path != "-" else {
            name = "standard input"
            descriptor = .standardInput
            return
        }
        name = path
        guard let descriptor = FileDescriptor(path: path, flags: O_RDONLY) else {
            throw CommandFailure(.usage, "\(path) cannot be opened: \(systemError())")
        }
        self.descriptor = descriptor
        if descriptor.isDirectory {
            throw CommandFailure(.usage, "\(path) is a directory", fix: "Name a file, or - for standard input")
        }
    }

    deinit { buffer.deallocate() }

    /// The size in bytes; nil for a pipe or a terminal. Of standard input that is a file, what is left of it.
    private(set) lazy var size: UInt64? = {
        guard descriptor.isRegular else { return nil }
        let position = lseek(descriptor.number, 0, SEEK_CUR)
        let size = descriptor.size
        return position > 0 ? size - min(UInt64(position), size) : size
    }()

    var pollDescriptor: Int32 { descriptor.number }
    var isTerminal: Bool { descriptor.isTerminal }
    func isSameFile(as status: stat) -> Bool {
        guard let own = descriptor.status else { return false }
        return own.st_dev == status.st_dev && own.st_ino == status.st_ino
    }

    /// How many bytes have been read, and their hash.
    var offset: UInt64 { hash.count }
    var digest: UInt64 { hash.digest }

    /// Reads some bytes, at most up to `limit` bytes from the beginning, and hands them on. At the end it hands on none and
    /// is ended.
    func read(
        upTo limit: UInt64? = nil, _ take: (UnsafeRawBufferPointer) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let room = limit.map { Int(min($0 - min($0, offset), UInt64(buffer.count))) } ?? buffer.count
        guard let count = descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])) else {
            throw CommandFailure(.file, "\(name) cannot be read: \(systemError())")
        }
        if count == 0 {
            isEnded = true
            return
        }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        if offset == 0, let problem = Self.problem(beginning: bytes) {
            throw CommandFailure(.usage, "\(name) is \(problem.what)", fix: problem.fix)
        }
        hash.update(bytes)
        try take(bytes)
    }

    /// What an input that begins like this is instead of text, of which there would be a bad row a line.
    private static func problem(beginning bytes: UnsafeRawBufferPointer) -> (what: String, fix: String)? {
        let known: [(beginnings: [[UInt8]], what: String, fix: String)] = [
            ([[0xFF, 0xFE], [0xFE, 0xFF]], "UTF-16", "Make UTF-8 of it: iconv -f UTF-16 -t UTF-8"),
            (
                [[0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]], "compressed",
                "Unpack it into a pipe, as by gzip -dc, and say --format"
            ),
            ([[0x50, 0x4B, 0x03, 0x04]], "a zip file or a spreadsheet", "Unpack it, or save it as CSV"),
        ]
        return known.first { $0.beginnings.contains { bytes.starts(with: $0) } }.map { ($0.what, $0.fix) }
    }

    /// Whether all that was read is what `wholeHash` has seen. True if that was not asked for.
    var isUnchanged: Bool { whole == nil || whole == digest }

    /// The hash of the whole file, of which nothing has been read yet; nil for a pipe or a terminal.
    func wholeHash() throws(CommandFailure) -> UInt64? {
        guard size != nil else { return nil }
        if whole == nil { whole = try hashWhole() }
        return whole
    }

    private func hashWhole() throws(CommandFailure) -> UInt64 {
        let whole = try ByteHash()
        let start = UInt64(max(lseek(descriptor.number, 0, SEEK_CUR), 0))
        while true {
            guard let count = descriptor.read(into: buffer, at: start + whole.count) else {
                throw CommandFailure(.file, "\(name) cannot be read: \(systemError())")
            }
            if count == 0 { return whole.digest }
            whole.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Whether a read would not wait.
    var isReadable: Bool {
        if size != nil || isEnded { return true }
        var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }
}

import CCommand

/// An open file. Each function here is one system call, or that call for as long as it takes.
final class FileDescriptor: Sendable {
    let number: Int32
    private let isOwned: Bool

    static let standardInput = FileDescriptor(number: 0)
    static let standardOutput = FileDescriptor(number: 1)
    static let standardError = FileDescriptor(number: 2)

    private init(number: Int32) {
        self.number = number
        isOwned = false
    }

    /// Opens a file; nil if that fails, with the reason in errno.
    init?(path: String, flags: Int32, mode: mode_t = 0o666) {
        number = command_open(path, flags, mode)
        guard number >= 0 else { return nil }
        isOwned = true
    }

    deinit {
        if isOwned { close(number) }
    }

    /// What fstat says; nil if it fails.
    var status: stat? {
        var status = stat()
        return fstat(number, &status) == 0 ? status : nil
    }

    var isRegular: Bool {
        guard var status else { return false }
        return command_is_regular(&status)
    }

    var isDirectory: Bool { status.map { $0.st_mode & mode_t(S_IFMT) == mode_t(S_IFDIR) } ?? false }

    /// The file's size in bytes; 0 if it has none.
    var size: UInt64 { status.map { UInt64(max($0.st_size, 0)) } ?? 0 }

    var isTerminal: Bool { isatty(number) == 1 }

    /// Reads some bytes: 0 at the end, nil on an error. An interrupted call is made again.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        while true {
            let count = CCommand.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if !mayTryAgain(POLLIN) { return nil }
        }
    }

    /// Reads some bytes from a place in a file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) -> Int? {
        while true {
            let count = pread(number, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            if command_errno() != EINTR { return nil }
        }
    }

    /// Writes all bytes; false on an error, when some may have been written.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = CCommand.write(number, bytes.baseAddress! + done, bytes.count - done)
            if count > 0 {
                done += count
            } else if count < 0, !mayTryAgain(POLLOUT) {
                return false
            }
        }
        return true
    }

    /// Whether the call that has just failed is to be made again. Waits for it where whoever shares a pipe or a terminal with
    /// this program has set it not to wait.
    private func mayTryAgain(_ event: Int32) -> Bool {
        if command_errno() == EINTR { return true }
        guard command_errno() == EAGAIN else { return false }
        var entry = pollfd(fd: number, events: Int16(event), revents: 0)
        return poll(&entry, 1, -1) >= 0 || command_errno() == EINTR
    }

    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { write($0) }
    }

    func moveToEnd() -> Bool { lseek(number, 0, SEEK_END) >= 0 }

    func truncate(to size: UInt64) -> Bool { ftruncate(number, off_t(size)) == 0 }

    /// Brings what was written to the disk. True for what is not on one.
    func sync() -> Bool { fdatasync(number) == 0 || command_errno() == EINVAL || command_errno() == EROFS }
}

/// The system's words for the last failed call.
func systemError() -> String {
    String(cString: strerror(command_errno()))
}

internal import CPosix
internal import LabelfCore

/// One opening of a file that other processes have open too, and the locks of bytes that belong to this opening. The kernel
/// takes such a lock back when nothing refers to the opening any more, however a process ends.
final class SharedFile {
    private let descriptor: CInt
    private let status: stat

    /// Ours alone, made if there is none. Nil for a link, for what is no file, and for one that others may read.
    static func open(_ name: String, in directory: RuntimeDirectory) -> SharedFile? {
        let descriptor = posix_open(directory.descriptor, name.cString, O_RDWR | O_CREAT | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { return nil }
        let file = SharedFile(descriptor)
        let mode = file.status.st_mode
        guard mode & mode_t(S_IFMT) == mode_t(S_IFREG), mode & 0o077 == 0, file.status.st_uid == geteuid() else {
            return nil
        }
        return file
    }

    private init(_ descriptor: CInt) {
        self.descriptor = descriptor
        var status = stat()
        fstat(descriptor, &status)
        self.status = status
    }

    deinit { _ = CPosix.close(descriptor) }

    func isSame(as other: SharedFile) -> Bool {
        status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino
    }

    /// Whether the descriptor still leads here. A program may have closed what is not its own, and opened something else.
    var isOpen: Bool { current != nil }

    /// Whether it is the file that a newcomer finds: false after it was removed.
    var hasName: Bool { current.map { $0.st_nlink > 0 } ?? false }

    private var current: stat? {
        var now = stat()
        guard fstat(descriptor, &now) == 0, now.st_dev == status.st_dev, now.st_ino == status.st_ino else { return nil }
        return now
    }

    // MARK: - Memory

    func hasSize(_ size: Int) -> Bool {
        current.map { Int($0.st_size) == size } ?? false
    }

    func empty() -> Bool {
        ftruncate(descriptor, 0) == 0
    }

    /// Whether it has this size, with zeros where there was nothing, and all its room: a full disk is found out here and not
    /// by a write to the memory, which would end the process.
    func reserve(_ size: Int) -> Bool {
        for _ in 0..<10 {
            let result = posix_fallocate(descriptor, 0, off_t(size))
            // A signal handler of the program may have interrupted it.
            if result != EINTR { return result == 0 }
        }
        return false
    }

    func map(_ size: Int) -> UnsafeMutableRawPointer? {
        posix_map_shared(descriptor, size)
    }

    // MARK: - Locks of bytes, which need not exist

    /// False if another opening has it.
    func lock(_ byte: Int) -> Bool {
        posix_set_byte_lock(descriptor, off_t(byte), true)
    }

    func unlock(_ byte: Int) {
        _ = posix_set_byte_lock(descriptor, off_t(byte), false)
    }

    /// Whether another opening, of any process, has one of them; true if that cannot be told.
    func isLockedElsewhere(_ bytes: Range<Int>) -> Bool {
        posix_is_locked_elsewhere(descriptor, off_t(bytes.lowerBound), off_t(bytes.count)) || !isOpen
    }
}

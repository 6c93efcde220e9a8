internal import CPosix
internal import LabelfCore

/// The directory in which the processes of one user meet: held open, so that it is the same one for each file in it.
package final class RuntimeDirectory {
    let descriptor: CInt

    private init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit { _ = CPosix.close(descriptor) }

    /// The first that will do: the session's, the user's, or one of our own, in memory if there is such a place. Nil if
    /// there is none.
    package static func find() -> RuntimeDirectory? {
        if let path = getenv("XDG_RUNTIME_DIR"), let directory = open(String(bytesOf: path)) { return directory }
        let user = Int(geteuid())
        let session: Message = "/run/user/\(user)"
        if let directory = open(session.text) { return directory }
        // Not /tmp first: where that is a disk, each change of the state would be written to it.
        let memory: Message = "/dev/shm/liblabelf-\(user)"
        if let directory = create(memory.text) { return directory }
        let disk: Message = "/tmp/liblabelf-\(user)"
        return create(disk.text)
    }

    /// An existing directory that is ours and that nobody else may change; its path is absolute. Nil for any other, for a
    /// symbolic link, and for one in overlayfs, which a container has without a volume: there, a file's mapping does not
    /// keep the file's locks.
    package static func open(_ path: String) -> RuntimeDirectory? {
        open(path, forbidden: 0o022)
    }

    /// A directory of our own, in one that anybody may write to: made if need be, and nobody else's business.
    package static func create(_ path: String) -> RuntimeDirectory? {
        _ = mkdir(path.cString, 0o700)
        return open(path, forbidden: 0o077)
    }

    private static func open(_ path: String, forbidden: mode_t) -> RuntimeDirectory? {
        guard path.bytes.first == UInt8(ascii: "/") else { return nil }
        let descriptor = posix_open_path(path.cString, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { return nil }
        let directory = RuntimeDirectory(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & forbidden == 0,
            !posix_is_overlay(descriptor)
        else {
            return nil
        }
        return directory
    }
}

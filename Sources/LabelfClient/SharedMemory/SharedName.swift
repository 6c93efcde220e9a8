internal import CPosix
internal import LabelfCore

/// What a shared file is called. Processes that must not share do not meet, as their names differ: another service, another
/// key, another layout of the state, or another monotonic clock (a container can have a time of its own).
package struct SharedName {
    private let parts: [String]
    private let version: UInt64
    private let clock: UInt64

    /// - Parameters:
    ///   - baseURL: where the service is.
    ///   - key: the key. It cannot be found out from the file's name.
    ///   - version: of the state's meaning; to be raised with each change that older processes would not understand.
    package init(baseURL: String, key: String, version: UInt64) {
        self.init(parts: [baseURL, key], version: version, clock: MachineIdentity.clock())
    }

    init(parts: [String], version: UInt64, clock: UInt64) {
        self.parts = parts
        self.version = version
        self.clock = clock
    }

    /// Of a file of that size: "liblabelf-" and 32 hexadecimal digits.
    func fileName(size: Int) -> String {
        var message: [UInt8] = []
        // Each part with its length, so that no two lists of parts are the same message.
        for part in parts {
            let bytes = part.bytes
            message += SharedName.hexadecimal(UInt64(bytes.count))
            message += bytes
        }
        for number in [version, clock, UInt64(size)] { message += SharedName.hexadecimal(number) }
        var name = "liblabelf-".bytes
        for byte in SHA256.digest(message).prefix(16) { name += SharedName.digits(byte) }
        return String(bytes: name)
    }

    private static func hexadecimal(_ number: UInt64) -> [UInt8] {
        (0..<8).flatMap { digits(UInt8(truncatingIfNeeded: number >> UInt64(8 &* $0))) }
    }

    private static func digits(_ byte: UInt8) -> [UInt8] {
        [digit(byte >> 4), digit(byte & 15)]
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ value &- 10
    }
}

/// What the instants of a state belong to.
enum MachineIdentity {
    /// Of this start of the machine: the monotonic clock begins anew with each. Nil if it cannot be told.
    static func boot() -> UInt64? {
        let descriptor = posix_open_path("/proc/sys/kernel/random/boot_id", O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { _ = CPosix.close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer -> UInt64? in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 32 else { return nil }
            let text = Text(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
            return UInt64(truncatingIfNeeded: TextHash.hash(text, seed: 0))
        }
    }

    /// Of the monotonic clock: containers can have their own. 0 where the system knows one alone.
    static func clock() -> UInt64 {
        var status = stat()
        return stat("/proc/self/ns/time", &status) == 0 ? UInt64(status.st_ino) : 0
    }
}

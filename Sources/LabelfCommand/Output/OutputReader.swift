/// Reads back what an earlier run has written.
final class OutputReader {
    private let descriptor: FileDescriptor
    private let name: String
    private let seen: ByteHash
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    init(_ descriptor: FileDescriptor, name: String) throws(CommandFailure) {
        self.descriptor = descriptor
        self.name = name
        seen = try ByteHash()
    }

    deinit { buffer.deallocate() }

    /// The hash of the first `count` bytes, which are not fewer than the last time.
    func hash(upTo count: UInt64) throws(CommandFailure) -> UInt64 {
        try feed(seen, upTo: count)
        return seen.digest
    }

    /// Brings a hash of the file's beginning to that many bytes.
    func feed(_ hash: ByteHash, upTo count: UInt64) throws(CommandFailure) {
        while hash.count < count {
            let room = Int(min(count - hash.count, UInt64(buffer.count)))
            let place = UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
            guard let read = descriptor.read(into: place, at: hash.count), read > 0 else {
                throw CommandFailure(.file, "\(name) cannot be read: \(systemError())")
            }
            hash.update(UnsafeRawBufferPointer(rebasing: place[..<read]))
        }
    }

    /// A byte of the file; nil behind its end.
    func byte(at offset: UInt64) throws(CommandFailure) -> UInt8? {
        let place = UnsafeMutableRawBufferPointer(rebasing: buffer[..<1])
        guard let read = descriptor.read(into: place, at: offset) else {
            throw CommandFailure(.file, "\(name) cannot be read: \(systemError())")
        }
        return read == 1 ? buffer[0] : nil
    }

    /// Whether what is at `offset` may be the beginning of a row, which may be torn, or nothing that reached the disk.
    func hasRow(at offset: UInt64, index: Int) throws(CommandFailure) -> Bool {
        let first = try byte(at: offset)
        if first == 0 || first == UInt8(ascii: "\"") { return true }
        for (place, expected) in "{\"index\":\(index),".utf8.enumerated() {
            guard let found = try byte(at: offset + UInt64(place)) else { return true }
            if found != expected { return false }
        }
        return true
    }

    /// Hands on some bytes from `offset` on; how many, which is 0 at the end.
    func read(
        at offset: UInt64, _ take: (UnsafeRawBufferPointer) throws(CommandFailure) -> Void
    ) throws(CommandFailure) -> Int {
        guard let read = descriptor.read(into: buffer, at: offset) else {
            throw CommandFailure(.file, "\(name) cannot be read: \(systemError())")
        }
        if read > 0 { try take(UnsafeRawBufferPointer(rebasing: buffer[..<read])) }
        return read
    }
}

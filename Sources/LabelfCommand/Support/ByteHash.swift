import CXXHash

/// The hash of bytes that come piece by piece: XXH3 with 64 bits. It tells files apart that were changed, not ones that
/// somebody made to look alike.
final class ByteHash {
    private let state: OpaquePointer
    /// How many bytes it has seen.
    private(set) var count: UInt64 = 0

    init() throws(CommandFailure) {
        guard let state = XXH3_createState() else { throw CommandFailure(.file, "memory is short") }
        XXH3_64bits_reset(state)
        self.state = state
    }

    deinit { XXH3_freeState(state) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_64bits_update(state, bytes.baseAddress, bytes.count)
        count += UInt64(bytes.count)
    }

    /// The hash of all bytes so far. More may follow.
    var digest: UInt64 { XXH3_64bits_digest(state) }

    static func of(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { of($0) }
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        XXH3_64bits(bytes.baseAddress, bytes.count)
    }
}

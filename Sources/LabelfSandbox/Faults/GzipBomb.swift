/// A gzip stream of spaces, about 159 times smaller than what it unpacks to.
///
/// One block with the fixed codes of RFC 1951: a literal space, then copies of 258 bytes from one byte back, 13 bits
/// each.
enum GzipBomb {
    /// The stream that unpacks to `count` spaces.
    static func bytes(unpackingTo count: Int) -> [UInt8] {
        var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var bits = BitWriter()
        bits.write(0b011, count: 3)
        var rest = count
        if rest > 0 {
            bits.literal(0x20)
            rest -= 1
        }
        while rest >= 258 {
            bits.copy258()
            rest -= 258
        }
        for _ in 0..<rest { bits.literal(0x20) }
        bits.write(0, count: 7)
        output += bits.finished()
        for word in [checksum(ofSpaces: count), UInt32(truncatingIfNeeded: count)] {
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                output.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return output
    }

    /// Bits in the order of DEFLATE, the lowest of a byte first.
    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var pending: UInt32 = 0
        private var pendingCount: UInt32 = 0

        mutating func write(_ bits: UInt32, count: UInt32) {
            pending |= bits << pendingCount
            pendingCount += count
            while pendingCount >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                pendingCount -= 8
            }
        }

        /// Huffman codes are written from their highest bit.
        mutating func code(_ code: UInt32, count: UInt32) {
            for bit in (0..<count).reversed() { write(code >> bit & 1, count: 1) }
        }

        /// A byte below 144.
        mutating func literal(_ byte: UInt32) {
            code(0x30 + byte, count: 8)
        }

        /// Length code 285 is 258 bytes; distance code 0 is one byte back.
        mutating func copy258() {
            code(0b1100_0101, count: 8)
            code(0, count: 5)
        }

        mutating func finished() -> [UInt8] {
            if pendingCount > 0 { write(0, count: 8 - pendingCount) }
            return bytes
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func checksum(ofSpaces count: Int) -> UInt32 {
        let table = Self.table
        var value: UInt32 = .max
        for _ in 0..<count { value = table[Int((value ^ 0x20) & 0xFF)] ^ value >> 8 }
        return ~value
    }
}

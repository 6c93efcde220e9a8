/// A hash of a text's bytes, by multiplication: sixteen bytes a step. Seeded, so that nobody outside can choose texts that
/// collide.
package enum TextHash {
    private static let first: UInt64 = 0x9e37_79b9_7f4a_7c15
    private static let second: UInt64 = 0xd6e8_feb8_6659_fd93

    package static func hash(_ text: Text, seed: UInt64) -> Int {
        var hash = seed ^ (UInt64(truncatingIfNeeded: text.count) &* first)
        guard let start = text.bytes.baseAddress else { return Int(truncatingIfNeeded: hash) }
        var offset = 0
        while text.count &- offset >= 16 {
            hash = mix(
                start.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ second,
                start.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self) ^ hash)
            offset &+= 16
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        if text.count &- offset >= 8 {
            high = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        while offset < text.count {
            low = low << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self))
            offset &+= 1
        }
        return Int(truncatingIfNeeded: mix(mix(low ^ second, high ^ hash), first))
    }

    /// The two halves of a product, folded: every bit of both factors counts.
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

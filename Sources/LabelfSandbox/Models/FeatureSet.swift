/// What a classifier counts in a text.
enum FeatureSet: Sendable {
    /// Words, pairs of neighbouring words, and five-byte pieces of words, which stand in for stems and for the parts of
    /// compounds.
    case words
    /// Pieces of two to five bytes, spaces included.
    case pieces

    /// Hands the hash of every feature of `text` to `body`, as often as it occurs.
    func forEach(in text: NormalizedText, _ body: (UInt64) -> Void) {
        text.bytes.withUnsafeBufferPointer { bytes in
            switch self {
            case .words: Self.forEachWordFeature(in: bytes, body)
            case .pieces: Self.forEachPiece(in: bytes, lengths: 2...5, body)
            }
        }
    }

    private static func forEachWordFeature(in bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt64) -> Void) {
        var previous: UInt64?
        var hash = FeatureHash.start
        var length = 0
        for byte in bytes {
            if byte != UInt8(ascii: " ") {
                hash = FeatureHash.append(byte, to: hash)
                length += 1
            } else if length > 0 {
                body(hash ^ 0x57)
                if let previous { body(previous &* 31 &+ hash) }
                previous = hash
                hash = FeatureHash.start
                length = 0
            }
        }
        forEachPiece(in: bytes, lengths: 5...5, body)
    }

    private static func forEachPiece(
        in bytes: UnsafeBufferPointer<UInt8>, lengths: ClosedRange<Int>, _ body: (UInt64) -> Void
    ) {
        for start in bytes.indices {
            var hash = FeatureHash.start
            for length in 1...lengths.upperBound where start + length <= bytes.count {
                hash = FeatureHash.append(bytes[start + length - 1], to: hash)
                if length >= lengths.lowerBound { body(hash) }
            }
        }
    }
}

/// The hash of features and of billed texts: FNV-1a, the same in every process.
enum FeatureHash {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash that goes on from `hash` with one byte more.
    static func append(_ byte: UInt8, to hash: UInt64) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}

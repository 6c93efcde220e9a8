/// A text as the classifiers see it: lower case, letters only, every run of anything else a single space, with a
/// space at both ends. It is kept as UTF-8 and compared by bytes.
struct NormalizedText {
    /// The bytes.
    private(set) var bytes: [UInt8]

    /// Normalizes `text`. Case is folded for ASCII and Latin-1, which is what the languages here are written in.
    init(_ text: String) {
        bytes = [Self.space]
        bytes.reserveCapacity(text.utf8.count + 2)
        var text = text
        text.withUTF8 { utf8 in
            var index = 0
            while index < utf8.count { index += append(utf8, at: index) }
        }
        if bytes.last != Self.space { bytes.append(Self.space) }
    }

    private static let space = UInt8(ascii: " ")

    /// Appends the character that starts at `index` and returns how many bytes it has.
    private mutating func append(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = utf8[index]
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
        case 0..<0x80: separate()
        case 0xC3 where index + 1 < utf8.count:
            let next = utf8[index + 1]
            bytes.append(byte)
            bytes.append((0x80...0x9E).contains(next) && next != 0x97 ? next + 0x20 : next)
            return 2
        case 0xC2:
            separate()
            return 2
        case 0xE2:
            separate()
            return 3
        default: bytes.append(byte)
        }
        return 1
    }

    private mutating func separate() {
        if bytes.last != Self.space { bytes.append(Self.space) }
    }
}

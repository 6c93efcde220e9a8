/// Why a text cannot be sent. Each is found before the network, so that a bad text costs nobody a request.
package enum TextFault: Equatable {
    /// No bytes. (API document, "Endpoints": none empty.)
    case empty
    /// More code points than allowed; `characters` is how many there are.
    case tooLong(characters: Int, limit: Int)
    /// Not UTF-8; `offset` is the byte where the first bad sequence starts.
    case encoding(offset: Int)
}

/// Judges a text as the service would.
package enum TextCheck {
    /// Bytes from which on a text is not even read; `tooLong` then gives the fewest characters that it may have.
    private static let unreadable = 64 << 20

    /// The fault of a text; nil if it may be sent.
    ///
    /// Characters are code points: the API document gives a number, but not whether it means code points, UTF-16 units
    /// or what a reader takes for one character. UTF-8 is strict: no overlong form, no surrogate, nothing above
    /// U+10FFFF, nothing cut short. A NUL is a character like any other. A text that is too long and not UTF-8 is not
    /// UTF-8.
    package static func fault(in text: Text, maxCharacters: Int) -> TextFault? {
        guard let start = text.bytes.baseAddress, text.count > 0 else { return .empty }
        // A character has four bytes at most. A text that is beyond all bounds is not read: its length may be a mistake.
        if text.count > unreadable, text.count / 4 > maxCharacters {
            return .tooLong(characters: text.count / 4, limit: maxCharacters)
        }
        let bytes = UTF8Bytes(start: start, count: text.count)
        var offset = 0
        var characters = 0
        while true {
            let ascii = bytes.asciiRun(from: offset)
            offset &+= ascii
            characters &+= ascii
            if offset >= bytes.count { break }
            let length = bytes.sequence(at: offset)
            if length == 0 { return .encoding(offset: offset) }
            offset &+= length
            characters &+= 1
        }
        return characters > maxCharacters ? .tooLong(characters: characters, limit: maxCharacters) : nil
    }
}

/// Bytes to be read as UTF-8. Every offset is checked against the count before a byte is read.
private struct UTF8Bytes {
    let start: UnsafeRawPointer
    let count: Int

    /// How many ASCII bytes follow from an offset on. Eight at a time: most text is little else.
    @inline(__always)
    func asciiRun(from offset: Int) -> Int {
        var end = offset
        while count &- end >= 8 {
            let word = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: end, as: UInt64.self))
            let high = word & 0x8080_8080_8080_8080
            if high != 0 { return end &+ high.trailingZeroBitCount / 8 &- offset }
            end &+= 8
        }
        while end < count, byte(end) < 0x80 { end &+= 1 }
        return end &- offset
    }

    /// The length of the sequence of more than one byte at an offset; 0 if it is not well-formed (The Unicode Standard,
    /// table 3-7: only the second byte's range depends on the first).
    @inline(__always)
    func sequence(at offset: Int) -> Int {
        let first = byte(offset)
        let left = count &- offset
        if first < 0xE0 {
            return first >= 0xC2 && left >= 2 && isContinuation(offset &+ 1) ? 2 : 0
        }
        guard left >= 3 else { return 0 }
        let second = byte(offset &+ 1)
        if first < 0xF0 {
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high && isContinuation(offset &+ 2) ? 3 : 0
        }
        guard first <= 0xF4, left >= 4 else { return 0 }
        let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
        guard second >= low, second <= high else { return 0 }
        return isContinuation(offset &+ 2) && isContinuation(offset &+ 3) ? 4 : 0
    }

    @inline(__always)
    private func byte(_ offset: Int) -> UInt8 {
        start.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    private func isContinuation(_ offset: Int) -> Bool {
        byte(offset) & 0xC0 == 0x80
    }
}

extension TextFault {
    /// The error of a text with this fault. Says what to do, and nothing of what the text says.
    package var error: LabelfError {
        switch self {
        case .empty:
            LabelfError(.textEmpty, "the text is empty; leave empty texts out, a text needs at least one character")
        case .tooLong(let characters, let limit):
            LabelfError(
                .textTooLong,
                "the text has \(characters) characters and may have \(limit); shorten it, or split it in parts"
            )
        case .encoding(let offset):
            LabelfError(
                .textEncoding,
                "the text is not UTF-8 from byte \(offset) on; convert it to UTF-8 before it is classified")
        }
    }
}

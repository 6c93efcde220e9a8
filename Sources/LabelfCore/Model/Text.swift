/// A text as bytes that somebody else keeps: the caller of a blocking call, or the copy of one that does not block.
/// Equality and hashing are those of the bytes.
package struct Text: Hashable {
    package let bytes: UnsafeRawBufferPointer

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    package var count: Int { bytes.count }

    package static func == (left: Text, right: Text) -> Bool {
        guard left.count == right.count else { return false }
        if left.bytes.baseAddress == right.bytes.baseAddress { return true }
        return left.isSame(as: right)
    }

    /// Eight bytes at a time: most comparisons are of equal texts.
    private func isSame(as other: Text) -> Bool {
        guard let left = bytes.baseAddress, let right = other.bytes.baseAddress else { return count == 0 }
        var offset = 0
        while count &- offset >= 8 {
            if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            {
                return false
            }
            offset &+= 8
        }
        while offset < count {
            if left.load(fromByteOffset: offset, as: UInt8.self) != right.load(fromByteOffset: offset, as: UInt8.self) {
                return false
            }
            offset &+= 1
        }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes: bytes)
    }
}

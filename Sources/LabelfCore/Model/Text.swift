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
        return left.bytes.elementsEqual(right.bytes)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes: bytes)
    }
}

/// Strings as bytes. The standard library's ways through a string's UTF-8 also know strings that lie in another system's
/// memory, which there are none of where this is built, and are compiled into each place that uses them. These are compiled
/// once, and what is done with bytes is the same code as for any other array of them.
extension String {
    package var bytes: [UInt8] {
        utf8.withContiguousStorageIfAvailable { [UInt8]($0) } ?? []
    }

    /// For a C function: with a NUL at the end.
    package var cString: [CChar] {
        var characters: [CChar] = []
        let bytes = bytes
        characters.reserveCapacity(bytes.count + 1)
        for byte in bytes { characters.append(CChar(bitPattern: byte)) }
        characters.append(0)
        return characters
    }

    /// Bytes that are UTF-8 as far as anybody knows: if they are not, the string is empty.
    package init(bytes: [UInt8]) {
        self = String(validating: bytes, as: UTF8.self) ?? ""
    }

    /// The same of a C string.
    package init(bytesOf string: UnsafePointer<CChar>) {
        self = String(validatingCString: string) ?? ""
    }

    /// Whether two strings have the same bytes. `==` would ask Unicode whether they mean the same, which nothing here
    /// needs, and bring its tables along.
    package func isSame(as other: String) -> Bool {
        bytes == other.bytes
    }

    package func isSame(as name: StaticString) -> Bool {
        name.starts(bytes[...], isWhole: true)
    }

    /// Whether another string's bytes are among these; an empty one's are not.
    package func contains(bytesOf other: String) -> Bool {
        let (whole, part) = (bytes, other.bytes)
        guard let first = part.first, whole.count >= part.count else { return false }
        for start in 0...(whole.count - part.count) where whole[start] == first {
            var length = 1
            while length < part.count, whole[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}

extension StaticString {
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }

    /// Whether other bytes start with this text.
    package func starts(_ other: ArraySlice<UInt8>, isWhole: Bool = false) -> Bool {
        let bytes = bytes
        guard isWhole ? other.count == bytes.count : other.count >= bytes.count else { return false }
        var index = other.startIndex
        for byte in bytes {
            if other[index] != byte { return false }
            index += 1
        }
        return true
    }
}

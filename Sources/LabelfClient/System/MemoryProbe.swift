internal import CPosix

/// Swift ends the process where an array gets no memory. A program's absurd count is found out before, by asking in the
/// way that can say no.
package enum MemoryProbe {
    /// What the library itself needs for one text of a call: its place, hash, duplicates' table and outcome.
    private static let bytesPerText = 128

    package static func hasRoom(forTexts count: Int) -> Bool {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: bytesPerText)
        return !overflow && hasRoom(forBytes: bytes)
    }

    package static func hasRoom(forBytes bytes: Int) -> Bool {
        posix_has_room(bytes)
    }
}

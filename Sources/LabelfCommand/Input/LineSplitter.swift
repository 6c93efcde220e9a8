/// Cuts bytes that come piece by piece into lines. A line ends with a line feed, which may follow a carriage return; the
/// last one may do without. Of a line that is longer than `largestRow` the rest is thrown away. A byte order mark at the
/// beginning is left out.
struct LineSplitter {
    private var rest: [UInt8] = []
    private var isOverlong = false
    private var isFirst = true

    /// Calls `take` with each line, and with whether it was too long.
    mutating func feed<Failure: Error>(
        _ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer, Bool) throws(Failure) -> Void
    ) throws(Failure) {
        var start = 0
        while start < bytes.count {
            let remaining = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let end = remaining.firstIndex(of: 10) else {
                keep(remaining)
                return
            }
            let piece = UnsafeRawBufferPointer(rebasing: remaining[..<end])
            start += end + 1
            if rest.isEmpty, !isOverlong, piece.count <= largestRow {
                try give(piece, take)
            } else {
                keep(piece)
                try giveRest(take)
            }
        }
    }

    /// The last line, if it did not end with a line feed.
    mutating func finish<Failure: Error>(
        _ take: (UnsafeRawBufferPointer, Bool) throws(Failure) -> Void
    ) throws(Failure) {
        if !rest.isEmpty || isOverlong { try giveRest(take) }
    }

    private mutating func keep(_ piece: UnsafeRawBufferPointer) {
        if isOverlong { return }
        if rest.count + piece.count > largestRow {
            isOverlong = true
            rest = []
        } else {
            rest.append(contentsOf: piece)
        }
    }

    private mutating func giveRest<Failure: Error>(
        _ take: (UnsafeRawBufferPointer, Bool) throws(Failure) -> Void
    ) throws(Failure) {
        let line = rest
        let wasOverlong = isOverlong
        rest.removeAll(keepingCapacity: true)
        isOverlong = false
        var caught: Failure?
        line.withUnsafeBytes { bytes in
            do throws(Failure) {
                if wasOverlong { try take(bytes, true) } else { try give(bytes, take) }
            } catch {
                caught = error
            }
        }
        if let caught { throw caught }
    }

    private mutating func give<Failure: Error>(
        _ line: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer, Bool) throws(Failure) -> Void
    ) throws(Failure) {
        var line = line
        if isFirst, line.starts(with: byteOrderMark) { line = UnsafeRawBufferPointer(rebasing: line[3...]) }
        isFirst = false
        if line.last == 13 { line = UnsafeRawBufferPointer(rebasing: line[..<(line.count - 1)]) }
        try take(line, false)
    }
}

/// UTF-8's, which some programs put before everything else.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

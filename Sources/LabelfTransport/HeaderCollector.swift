import LabelfCore

/// Reads the header lines of one response as curl hands them over, one line a call, and keeps the fields that matter.
///
/// A response may have several blocks of them (100, 103): each starts with a status line and replaces the one before.
/// Lines after the end of a block that are not a status line are trailers, which are counted and ignored.
struct HeaderCollector {
    private static let maxBytes = 64 * 1024
    private static let maxLines = 200
    private static let maxValueBytes = 256

    /// The status is 0 if the status line makes no sense. curl is lenient there: it takes a line that only starts like
    /// one for a success.
    private(set) var head = ResponseHead(status: 0)
    private var bytes = 0
    private var lines = 0
    /// Whether the last block has come to its end, if there is one.
    private(set) var betweenBlocks = true
    /// Whether the last block is of HTTP/1.
    private(set) var isHTTP1 = false

    /// False when there are more lines, or more bytes of them, than a service could reasonably send. All blocks count
    /// together: otherwise a server could send 100s for ever.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        let (sum, overflow) = bytes.addingReportingOverflow(line.count)
        guard !overflow, sum <= Self.maxBytes, lines < Self.maxLines else { return false }
        bytes = sum
        lines += 1

        if betweenBlocks {
            if startsBlock(line) {
                head = ResponseHead(status: status(line))
                isHTTP1 = line.count > 5 && line[5] == UInt8(ascii: "1")
                betweenBlocks = false
            }
        } else if line.count <= 2, line.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) {
            betweenBlocks = true
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            takeField(line, colon: colon)
        }
        return true
    }

    private func startsBlock(_ line: UnsafeRawBufferPointer) -> Bool {
        line.count >= 5 && has(line, name: "http/", count: 5)
    }

    /// The three digits after the version; 0 if they are not there.
    private func status(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return 0 }
        let end = space + 4
        guard end <= line.count, end == line.count || isSpace(line[end]) else { return 0 }
        var number = 0
        for digit in line[(space + 1)..<end] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return 0 }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private mutating func takeField(_ line: UnsafeRawBufferPointer, colon: Int) {
        // Most fields are told apart by the length of their name alone.
        switch colon {
        case 4 where has(line, name: "date", count: 4):
            if let value = value(line, after: colon) { head.date = value }
        case 11 where has(line, name: "retry-after", count: 11):
            if let value = value(line, after: colon) { head.retryAfter = value }
        case 9 where has(line, name: "ratelimit", count: 9):
            if let value = value(line, after: colon) { head.draftRateLimit = value }
        case 15 where has(line, name: "ratelimit-limit", count: 15):
            if let value = value(line, after: colon) { head.draftLimit = value }
        case 15 where has(line, name: "ratelimit-reset", count: 15):
            if let value = value(line, after: colon) { head.draftReset = value }
        case 16 where has(line, name: "ratelimit-policy", count: 16):
            if let value = value(line, after: colon) { head.draftPolicy = value }
        case 17 where has(line, name: "x-ratelimit-limit", count: 17):
            if let value = value(line, after: colon) { head.rateLimit = value }
        case 17 where has(line, name: "x-ratelimit-reset", count: 17):
            if let value = value(line, after: colon) { head.rateReset = value }
        case 19 where has(line, name: "ratelimit-remaining", count: 19):
            if let value = value(line, after: colon) { head.draftRemaining = value }
        case 21 where has(line, name: "x-ratelimit-remaining", count: 21):
            if let value = value(line, after: colon) { head.rateRemaining = value }
        default:
            break
        }
    }

    /// Whether a line of at least `count` bytes starts with a name of `count` bytes, given in lower case.
    private func has(_ line: UnsafeRawBufferPointer, name: StaticString, count: Int) -> Bool {
        guard name.utf8CodeUnitCount == count, line.count >= count else { return false }
        let name = UnsafeBufferPointer(start: name.utf8Start, count: count)
        for index in 0..<count {
            let byte = line[index]
            let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
            if lower != name[index] { return false }
        }
        return true
    }

    /// The value without the white space around it; nil if it is too long to be one of ours.
    private func value(_ line: UnsafeRawBufferPointer, after colon: Int) -> [UInt8]? {
        var start = colon + 1
        var end = line.count
        while start < end, isSpace(line[start]) { start += 1 }
        while end > start, isSpace(line[end - 1]) { end -= 1 }
        guard end - start <= Self.maxValueBytes else { return nil }
        return Array(line[start..<end])
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }
}

/// How far a job has come: its rows of output, their bytes, and how much of the input they are of.
struct JobState: Equatable {
    var rows = 0
    /// Of these, those that have an error.
    var failed = 0
    /// The rows come from that many bytes of the input's beginning, and this is their hash.
    var inputBytes: UInt64 = 0
    var inputHash: UInt64 = 0
    /// The output's size after them, and its hash.
    var outputBytes: UInt64 = 0
    var outputHash: UInt64 = 0
}

/// A line of the journal after its head.
enum JournalRecord: Equatable {
    /// All of this is on the disk.
    case reached(JobState)
    /// These rows will be written next. Recorded before they are, so that whatever is in the output is known here.
    /// `state` is how it will be after them; `lengths` are their bytes, below 0 for a row with an error.
    case announced(state: JobState, lengths: [Int])

    /// The line, with its end.
    var line: [UInt8] {
        var text: String
        switch self {
        case .reached(let state): text = "reached " + Self.words(state)
        case .announced(let state, let lengths):
            text = "rows " + Self.words(state) + " " + lengths.map(String.init).joined(separator: ",")
        }
        return Self.sealed(text)
    }

    /// Reads a line without its end; nil for one that is torn or was never one.
    init?(line: UnsafeRawBufferPointer) {
        guard let text = Self.opened(line) else { return nil }
        let words = text.split(separator: " ")
        guard words.count >= 7, let state = Self.state(words[1...6]) else { return nil }
        switch (words[0], words.count) {
        case ("reached", 7): self = .reached(state)
        case ("rows", 8):
            let lengths = words[7].split(separator: ",").map { Int($0) }
            if lengths.contains(nil) { return nil }
            self = .announced(state: state, lengths: lengths.compactMap { $0 })
        default: return nil
        }
    }

    private static func words(_ state: JobState) -> String {
        "\(state.rows) \(state.failed) \(state.inputBytes) \(String(state.inputHash, radix: 16)) "
            + "\(state.outputBytes) \(String(state.outputHash, radix: 16))"
    }

    private static func state(_ words: ArraySlice<Substring>) -> JobState? {
        let words = Array(words)
        guard let rows = Int(words[0]), let failed = Int(words[1]), let inputBytes = UInt64(words[2]),
            let inputHash = UInt64(words[3], radix: 16), let outputBytes = UInt64(words[4]),
            let outputHash = UInt64(words[5], radix: 16), rows >= 0, failed >= 0
        else { return nil }
        return JobState(
            rows: rows, failed: failed, inputBytes: inputBytes, inputHash: inputHash, outputBytes: outputBytes,
            outputHash: outputHash)
    }

    /// A line of text with its checksum before it, so that a torn one is seen.
    static func sealed(_ text: String) -> [UInt8] {
        let body = [UInt8](text)
        var line = [UInt8](String(ByteHash.of(body), radix: 16))
        line.append(" ")
        line.append(contentsOf: body)
        line.append("\n")
        return line
    }

    /// The text of a sealed line without its end; nil if it is torn.
    static func opened(_ line: UnsafeRawBufferPointer) -> String? {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let body = Array(line[(space + 1)...])
        let seal = String(decoding: line[..<space], as: UTF8.self)
        return UInt64(seal, radix: 16) == ByteHash.of(body) ? body.text : nil
    }
}

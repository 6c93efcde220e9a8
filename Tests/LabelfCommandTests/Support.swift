@testable import LabelfCommand

/// Feeds a reader with the input in pieces of so many bytes, and gives the rows back.
func read(_ reader: RowReader, _ input: [UInt8], piece: Int = 7) throws -> [ReadRow] {
    let chunks = ChunkBuilder()
    var start = 0
    while start < input.count {
        let end = min(start + piece, input.count)
        try input[start..<end].withUnsafeBytes { try reader.feed($0, into: chunks) }
        start = end
    }
    try reader.finish(into: chunks)
    chunks.close()
    var rows: [ReadRow] = []
    while let chunk = chunks.next() {
        for row in chunk.rows {
            rows.append(
                ReadRow(
                    text: Array(chunk.bytes[row.text]).text, carried: Array(chunk.bytes[row.carried]).text,
                    problem: row.problem))
        }
    }
    return rows
}

func read(_ reader: RowReader, _ input: String, piece: Int = 7) throws -> [ReadRow] {
    try read(reader, [UInt8](input), piece: piece)
}

struct ReadRow: Equatable {
    var text: String
    var carried = ""
    var problem: String?
}

extension [UInt8] {
    /// As a function that takes raw bytes wants it.
    func raw<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(body)
    }
}

/// A small generator whose numbers are the same each time.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

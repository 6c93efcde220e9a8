/// All rows of an input, one after another: for what needs them all at once.
struct RowTable {
    private(set) var bytes: [UInt8] = []
    private(set) var rows: [Row] = []

    /// Reads an input to its end.
    init(_ input: InputFile, _ reader: RowReader) throws(CommandFailure) {
        let chunks = ChunkBuilder()
        while !input.isEnded {
            try input.read { bytes throws(CommandFailure) in try reader.feed(bytes, into: chunks) }
            if input.isEnded {
                try reader.finish(into: chunks)
                chunks.close()
            }
            while let chunk = chunks.next() { add(chunk) }
        }
    }

    private mutating func add(_ chunk: Chunk) {
        let start = bytes.count
        bytes.append(contentsOf: chunk.bytes)
        for var row in chunk.rows {
            row.text = row.text.lowerBound + start..<row.text.upperBound + start
            row.carried = row.carried.lowerBound + start..<row.carried.upperBound + start
            rows.append(row)
        }
    }

    /// The numbers of the rows that have a text.
    var good: [Int] { rows.indices.filter { rows[$0].problem == nil } }

    func carried(_ row: Int) -> ArraySlice<UInt8> { bytes[rows[row].carried] }
}

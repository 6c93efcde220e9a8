/// A text a line, whatever the line holds. An empty line is an empty text, so that rows and lines have the same numbers.
final class TextReader: RowReader {
    private var splitter = LineSplitter()
    private let hasColumns: Bool

    init(carry: Carry) {
        hasColumns = carry.delimiter != nil
    }

    var columnNames: [String]? { ["text"] }

    func feed(_ bytes: UnsafeRawBufferPointer, into chunks: ChunkBuilder) throws(CommandFailure) {
        splitter.feed(bytes) { self.add($0, isOverlong: $1, to: chunks) }
    }

    func finish(into chunks: ChunkBuilder) throws(CommandFailure) {
        splitter.finish { self.add($0, isOverlong: $1, to: chunks) }
    }

    private func add(_ line: UnsafeRawBufferPointer, isOverlong: Bool, to chunks: ChunkBuilder) {
        let problem = isOverlong ? "the line is longer than \(largestRow) bytes" : nil
        if hasColumns {
            var carried: [UInt8] = []
            CSVText.append(line, to: &carried)
            carried.withUnsafeBytes { chunks.add(text: line, carried: $0, problem: problem) }
        } else {
            chunks.add(text: line, carried: UnsafeRawBufferPointer(start: nil, count: 0), problem: problem)
        }
    }
}

import CLabelf

/// A chunk's rows as they go into the output, up to the first one that ends the run.
struct ChunkOutput {
    private(set) var bytes: [UInt8]
    /// Each row's bytes, below 0 for one with an error. The header's count as the first row's.
    private(set) var lengths: [Int] = []
    /// Whether the service has answered any of them.
    private(set) var hasAnswer = false
    /// Why the row after these is not written; nil if all are.
    private(set) var stop: ServiceError?

    /// `header` goes before the first row. With `keepGoing`, errors that may pass are written as if they were the row's.
    init(_ chunk: Chunk, _ answers: ClassifyAnswers, format: any RowFormat, keepGoing: Bool, header: [UInt8]) {
        bytes = header
        bytes.reserveCapacity(header.count + 128 * chunk.rows.count)
        let labels = answers.labels(format)
        var start = 0
        var text = 0
        for (place, row) in chunk.rows.enumerated() {
            let index = chunk.firstIndex + place
            let carried = chunk.bytes[row.carried]
            var error: RowError?
            if let problem = row.problem {
                error = .unreadable(problem)
            } else {
                if let found = answers.error(of: text) {
                    if found.wasNotSent || !(found.belongsToRow || keepGoing && found.mayPass) {
                        stop = found
                        return
                    }
                    error = found.row
                } else {
                    let predictions = answers.predictions(of: text, labels: labels)
                    hasAnswer = true
                    format.append(predictions, index: index, carried: carried, to: &bytes)
                }
                text += 1
            }
            if let error { format.append(error, index: index, carried: carried, to: &bytes) }
            lengths.append(error == nil ? bytes.count - start : start - bytes.count)
            start = bytes.count
        }
    }
}

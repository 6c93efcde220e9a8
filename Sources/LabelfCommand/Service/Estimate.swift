import CLabelf

/// What classifying some rows takes, by the library's own reckoning.
struct Estimate {
    /// One plan and what it makes of it.
    struct Plan: Equatable {
        var name: String
        var requestsPerMinute: Int64
        var seconds: Double
    }

    private(set) var rows = 0
    /// Rows with a problem of their own, or with a text that is not sent.
    private(set) var bad = 0
    /// Texts that are sent, and billed.
    private(set) var billed = 0
    private(set) var requests = 0
    private(set) var plans: [Plan] = []
    /// The texts' hashes: 8 bytes each, and half as much again.
    private var seen: Set<UInt64> = []

    /// Different texts, bad ones left out.
    var unique: Int { seen.count }

    /// Counts the rows of a chunk, which would be one call: equal texts of it are sent once.
    mutating func add(_ chunk: Chunk) throws(CommandFailure) {
        let good = chunk.rows.filter { $0.problem == nil }
        var error: OpaquePointer?
        var (sent, failed) = (0, 0)
        let status = chunk.bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            let texts = good.map { row in
                labelf_text(data: start.map { $0 + row.text.lowerBound }, length: row.text.count)
            }
            for text in texts {
                // One alone says whether it is a good one.
                var cost = labelf_cost()
                var text = text
                let size = MemoryLayout<labelf_cost>.size
                if labelf_estimate(nil, &text, 1, "starter", &cost, size, nil) == LABELF_OK, cost.texts_bad == 0 {
                    seen.insert(ByteHash.of(UnsafeRawBufferPointer(start: text.data, count: text.length)))
                }
            }
            var cost = labelf_cost()
            let status = labelf_estimate(
                nil, texts, texts.count, "starter", &cost, MemoryLayout<labelf_cost>.size, &error)
            (sent, failed) = (Int(cost.texts_billed), Int(cost.texts_bad))
            return status
        }
        guard status == LABELF_OK else { throw ServiceError.take(error).failure }
        rows += chunk.rows.count
        bad += chunk.rows.count - good.count + failed
        billed += sent
    }

    /// All rows are counted: how long it takes with a plan, of which nothing is used.
    mutating func finish(plan: String) throws(CommandFailure) {
        var cost = labelf_cost()
        var error: OpaquePointer?
        let size = MemoryLayout<labelf_cost>.size
        guard labelf_estimate(nil, nil, billed, plan, &cost, size, &error) == LABELF_OK else {
            throw ServiceError.take(error).failure
        }
        requests = Int(cost.requests)
        plans.append(Plan(name: plan, requestsPerMinute: cost.requests_per_minute, seconds: cost.seconds))
    }
}

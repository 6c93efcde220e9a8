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
    private var recent = RecentTexts(maxBytes: Service.cacheBytes)

    /// What an answer takes in the cache beyond its text, about.
    private static let answerBytes = 250

    /// Different texts, bad ones left out.
    var unique: Int { seen.count }

    /// Counts the rows of a chunk.
    mutating func add(_ chunk: Chunk) {
        rows += chunk.rows.count
        chunk.bytes.withUnsafeBytes { bytes in
            for row in chunk.rows {
                let text = UnsafeRawBufferPointer(rebasing: bytes[row.text])
                guard row.problem == nil, Self.isGood(text) else {
                    bad += 1
                    continue
                }
                let hash = ByteHash.of(text)
                seen.insert(hash)
                if !recent.use(hash, bytes: text.count + Self.answerBytes) { billed += 1 }
            }
        }
    }

    /// Whether the library would send it.
    private static func isGood(_ text: UnsafeRawBufferPointer) -> Bool {
        var cost = labelf_cost()
        var one = labelf_text(data: text.bindMemory(to: CChar.self).baseAddress, length: text.count)
        let status = labelf_estimate(nil, &one, 1, "starter", nil, &cost, MemoryLayout<labelf_cost>.size, nil)
        return status == LABELF_OK && cost.texts_bad == 0
    }

    /// All rows are counted: how long it takes with a plan, of which nothing is used.
    mutating func finish(plan: String) throws(CommandFailure) {
        var cost = labelf_cost()
        var error: OpaquePointer?
        let size = MemoryLayout<labelf_cost>.size
        guard labelf_estimate(nil, nil, billed, plan, nil, &cost, size, &error) == LABELF_OK else {
            throw ServiceError.take(error).failure
        }
        requests = Int(cost.requests)
        plans.append(Plan(name: plan, requestsPerMinute: cost.requests_per_minute, seconds: cost.seconds))
    }
}

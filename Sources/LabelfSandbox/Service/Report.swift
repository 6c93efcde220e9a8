/// What the service has seen and done, for tests that must know what a client really sent.
struct Report {
    private var requests: [String: Int] = [:]
    private var statuses: [String: Int] = [:]
    private var batchSizes: [Int: Int] = [:]
    private var similaritySizes: [Int: Int] = [:]
    private var ledger = TextLedger()
    private var billedTimes: [UInt64: Int] = [:]
    private var granted = 0
    private var refused = 0
    private var errors = 0
    private var faults = 0
    private var tokensIssued = 0
    private var tokensRefused = 0
    private var textsBilled = 0
    private var mostBilled = 0
    private var concurrent: Int
    private var maxConcurrent: Int

    /// More paths or texts than these are counted, but not told apart.
    private static let mostPaths = 256
    private static let mostTexts = 4_000_000

    /// An empty report while `concurrent` requests are being answered.
    init(concurrent: Int = 0) {
        self.concurrent = concurrent
        maxConcurrent = concurrent
    }

    /// A request has arrived.
    mutating func arrived(_ endpoint: String) {
        let known = requests.count < Self.mostPaths || requests[endpoint] != nil
        requests[known ? endpoint : "other", default: 0] += 1
        concurrent += 1
        maxConcurrent = max(maxConcurrent, concurrent)
    }

    /// The limiter has spoken.
    mutating func limited(granted isGranted: Bool) {
        if isGranted { granted += 1 } else { refused += 1 }
    }

    /// A well-formed inference request asks this of one model or of several.
    mutating func asked(_ tasks: [InferenceTask]) {
        batchSizes[tasks.first?.request.texts.count ?? 0, default: 0] += 1
        for task in tasks {
            for (text, key) in zip(task.request.texts, task.keys) {
                ledger.asked(text, model: task.model.id, key: key)
            }
        }
    }

    /// A well-formed similarity request carries this many texts.
    mutating func compared(_ texts: Int) {
        similaritySizes[texts, default: 0] += 1
    }

    /// A client has asked for a token.
    mutating func token(issued: Bool) {
        if issued { tokensIssued += 1 } else { tokensRefused += 1 }
    }

    /// The fault script has struck.
    mutating func struck() {
        faults += 1
    }

    /// A request is over. `status` is nil if the answer never began; `billed` are the texts it is charged for. Every
    /// answer from 400 up but 429, and every one that never began, is an error.
    mutating func settled(status: Int?, billed: [UInt64]) {
        concurrent -= 1
        statuses[status.map(String.init) ?? "none", default: 0] += 1
        if status.map({ $0 >= 400 && $0 != 429 }) ?? true { errors += 1 }
        guard status == 200 else { return }
        textsBilled += billed.count
        for text in billed { ledger.billed(key: text) }
        for text in billed where billedTimes.count < Self.mostTexts || billedTimes[text] != nil {
            let times = billedTimes[text, default: 0] + 1
            billedTimes[text] = times
            mostBilled = max(mostBilled, times)
        }
    }

    /// How many requests are being answered.
    var inFlight: Int { concurrent }

    /// The report as JSON, with the texts one by one if that is wanted.
    func body(quota: Quota, withTexts: Bool) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.raw("{\"requests\":")
        writer.counts(requests.sorted { $0.key < $1.key })
        let numbers: [(StaticString, Int)] = [
            (",\"granted\":", granted), (",\"refused\":", refused), (",\"errors\":", errors),
            (",\"faults\":", faults), (",\"texts_billed\":", textsBilled),
            (",\"distinct_texts_billed\":", billedTimes.count), (",\"max_times_billed\":", mostBilled),
            (",\"in_flight\":", concurrent), (",\"max_concurrent\":", maxConcurrent),
            (",\"tokens_issued\":", tokensIssued), (",\"tokens_refused\":", tokensRefused),
            (",\"quota_used\":", quota.used),
        ]
        for (name, number) in numbers {
            writer.raw(name)
            writer.integer(number)
        }
        writer.raw(",\"quota\":")
        writer.value(quota.limit.map(JSONValue.integer) ?? .null)
        writer.raw(",\"statuses\":")
        writer.counts(statuses.sorted { $0.key < $1.key })
        writer.raw(",\"batch_sizes\":")
        write(batchSizes, to: &writer)
        writer.raw(",\"similarity_sizes\":")
        write(similaritySizes, to: &writer)
        if withTexts {
            writer.raw(",\"texts\":")
            ledger.write(to: &writer)
        }
        writer.raw("}")
        return writer.bytes
    }

    private func write(_ sizes: [Int: Int], to writer: inout JSONWriter) {
        writer.counts(sizes.sorted { $0.key < $1.key }.lazy.map { (key: String($0.key), value: $0.value) })
    }
}

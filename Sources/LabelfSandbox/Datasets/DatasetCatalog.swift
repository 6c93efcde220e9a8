/// The datasets of the emulated workspace.
struct DatasetCatalog: Sendable {
    /// The datasets, in the order of the list.
    private(set) var datasets: [Dataset]

    /// The id of the dataset that holds every sentence that the models learn from.
    static let messagesID = "ds_messages"
    /// The id of the dataset that is processing for ever.
    static let processingID = "ds_processing"
    /// The id of a dataset without records; some are UUIDs.
    static let emptyID = "0b6f3c2e-5d5a-4c43-9a8e-2f6f0f1f7c11"

    /// The built-in datasets, and one for each of `imports`: its name and its records.
    init(imports: [(name: String, records: [Record])] = [], now: Int64) {
        let january2025: Int64 = 1_736_931_000
        datasets = [
            Dataset(
                id: Self.messagesID, name: "Customer messages", createdAt: january2025,
                records: Corpus.examples.compactMap(Self.record)),
            Dataset(
                id: Self.processingID, name: "Call transcripts", isProcessing: true, integrationID: "int_telephony",
                createdAt: january2025),
            Dataset(id: Self.emptyID, name: "Survey answers", createdAt: january2025),
        ]
        for (number, (name, records)) in imports.enumerated() {
            datasets.append(
                Dataset(id: "ds_import_\(number + 1)", name: name, createdAt: now, records: records))
        }
    }

    /// The dataset with this id.
    func dataset(id: String) -> Dataset? {
        datasets.first { $0.id == id }
    }

    /// Changes the dataset with this id. Does nothing and returns nil if there is none.
    mutating func change<Result>(id: String, _ body: (inout Dataset) -> Result) -> Result? {
        guard let index = datasets.firstIndex(where: { $0.id == id }) else { return nil }
        return body(&datasets[index])
    }

    private static func record(_ example: Corpus.Example) -> Record? {
        var members: [String: JSONValue] = [
            "text": .string(example.text), "language": .string(example.language),
            "sentiment": .string(example.sentiment),
        ]
        if example.reason != "-" { members["reason"] = .string(example.reason) }
        return try? Record(.object(members))
    }
}

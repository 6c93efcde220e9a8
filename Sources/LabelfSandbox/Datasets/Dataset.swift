import FoundationEssentials

/// A dataset of the workspace, as `GET /datasets/{id}` describes it.
struct Dataset: Sendable {
    /// What is in the path: `ds_` and a name, or a UUID.
    let id: String
    /// What it is called in the dashboard.
    let name: String
    /// Whether its records are still being ingested, and cannot be read.
    let isProcessing: Bool
    /// Which integration fills it, if one does.
    let integrationID: String?
    /// When it was made, in seconds of Unix time.
    let createdAt: Int64
    /// When records last came or went, in seconds of Unix time; nil if none ever did.
    private(set) var lastIngestedAt: Int64?
    /// The rows.
    private(set) var records: [Record]
    /// What the rows have beside their text.
    private(set) var metadataColumns: [String] = []

    /// A dataset that has just been ingested, or is still being.
    init(
        id: String, name: String, isProcessing: Bool = false, integrationID: String? = nil, createdAt: Int64,
        records: [Record] = []
    ) {
        self.id = id
        self.name = name
        self.isProcessing = isProcessing
        self.integrationID = integrationID
        self.createdAt = createdAt
        self.records = []
        if !records.isEmpty { insert(records, at: 0, now: createdAt) }
    }

    /// Puts records before the one at `position`, which is at most their count. `now` is in seconds of Unix time.
    mutating func insert(_ added: [Record], at position: Int, now: Int64) {
        records.insert(contentsOf: added, at: position)
        metadataColumns = Set(metadataColumns).union(added.lazy.flatMap(\.metadataColumns)).sorted()
        lastIngestedAt = now
    }

    /// Takes out the record at `position`, which must be less than their count.
    mutating func removeRecord(at position: Int, now: Int64) {
        records.remove(at: position)
        lastIngestedAt = now
    }

    /// Writes the dataset as an item of the list, or as the answer of its own.
    func write(to writer: inout JSONWriter) {
        let date = { (seconds: Int64) in
            JSONValue.string(Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format())
        }
        let members: [(key: String, value: JSONValue)] = [
            ("id", .string(id)), ("name", .string(name)), ("text_column", "text"),
            ("metadata_columns", .array(metadataColumns.map(JSONValue.string))),
            ("row_count", .integer(records.count)), ("created_at", date(createdAt)),
            ("last_ingested_at", lastIngestedAt.map(date) ?? .null),
            ("integration_id", integrationID.map(JSONValue.string) ?? .null),
        ]
        writer.object(members) { $0.value($1) }
    }
}

/// A row of a dataset: `text` and whatever else was ingested with it.
struct Record: Equatable, Sendable {
    /// The row as JSON.
    let json: [UInt8]
    /// The names of the members beside `text`.
    let metadataColumns: [String]

    /// What is wrong with a row.
    struct Failure: Error, Equatable, CustomStringConvertible {
        /// One sentence.
        var description: String
    }

    /// A row from a JSON object with a string `text`.
    init(_ value: JSONValue) throws(Failure) {
        guard var metadata = value.object else { throw Failure(description: "a record is a JSON object") }
        guard let text = metadata.removeValue(forKey: "text"), text.string != nil else {
            throw Failure(description: "a record has a string \"text\"")
        }
        metadataColumns = metadata.keys.sorted()
        var writer = JSONWriter()
        writer.object([(key: "text", value: text)] + metadata.sorted { $0.key < $1.key }) { $0.value($1) }
        json = writer.bytes
    }

    /// The rows of a JSON Lines file: an object a line. Blank lines are passed over.
    static func records(parsingLines bytes: [UInt8]) throws(Failure) -> [Record] {
        var records: [Record] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
            guard let value = JSONValue(parsing: Array(line)) else {
                throw Failure(description: "line \(index + 1): not JSON")
            }
            do {
                records.append(try Record(value))
            } catch {
                throw Failure(description: "line \(index + 1): \(error.description)")
            }
        }
        return records
    }
}

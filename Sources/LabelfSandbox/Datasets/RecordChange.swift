/// What `/sandbox/datasets/{id}/records` does to a dataset while clients page through it.
enum RecordChange: Equatable {
    /// Records that come in before the one at a position, or at the end.
    case insert([Record], at: Int?)
    /// The record at a position goes.
    case remove(at: Int)

    /// Understands a request; `position` is the last part of its path, if there is one.
    init(_ request: ServiceRequest, position: Substring?) throws(ServiceError) {
        if let position {
            guard request.method == "DELETE" else { throw .wrongMethod(allow: "DELETE") }
            guard let index = Int(position), index >= 0 else { throw .unknownPath }
            self = .remove(at: index)
        } else {
            guard request.method == "POST" else { throw .wrongMethod(allow: "POST") }
            self = try Self.insertion(JSONValue(objectOf: request.body))
        }
    }

    private static func insertion(_ document: JSONValue) throws(ServiceError) -> RecordChange {
        guard let values = document["records"]?.array else { throw .fieldRequired("records") }
        var records: [Record] = []
        for value in values {
            do {
                records.append(try Record(value))
            } catch {
                throw .invalidParameter("records", "records: \(error.description)")
            }
        }
        guard let member = document["position"] else { return .insert(records, at: nil) }
        guard let position = member.integer, position >= 0 else {
            throw .invalidParameter("position", "a whole number of at least 0")
        }
        return .insert(records, at: position)
    }
}

extension Dataset {
    /// Makes the change; false, and nothing changed, if there is no such position.
    mutating func apply(_ change: RecordChange, now: Int64) -> Bool {
        switch change {
        case .insert(let added, let position):
            guard (position ?? 0) <= records.count else { return false }
            insert(added, at: position ?? records.count, now: now)
        case .remove(let position):
            guard position < records.count else { return false }
            removeRecord(at: position, now: now)
        }
        return true
    }
}

// What the bodies of several requests have in common.

extension JSONValue {
    /// The object in a request's body.
    init(objectOf body: [UInt8]) throws(ServiceError) {
        guard let document = JSONValue(parsing: body), document.object != nil else { throw .malformedJSON }
        self = document
    }

    /// The member `name`, which may be left out, as a whole number of at least 1.
    func positiveInteger(_ name: String) throws(ServiceError) -> Int? {
        guard let member = self[name] else { return nil }
        if let count = member.integer, count >= 1 { return count }
        if case .number(let count) = member, count >= 1, count == count.rounded() { return .max }
        throw .invalidParameter(name, "a whole number of at least 1")
    }
}

/// The body of `POST /models/{id}/inference`, once it has passed every documented check.
struct InferenceRequest: Equatable {
    /// 1 to 8 texts, none empty.
    var texts: [String]
    /// How many labels to answer for each text, at least 1; nil for all.
    var maxPredictions: Int?
    /// The only labels to answer; nil for all. Labels that the model does not have are passed over.
    var labelFilter: Set<String>?

    /// The most texts in one request.
    static let mostTexts = 8
    /// The most characters in one text, counted in code points.
    static let mostCharacters = 10_000

    /// Reads and judges a body, in the order of the documentation.
    init(parsing body: [UInt8]) throws(ServiceError) {
        guard let document = JSONValue(parsing: body) else { throw .malformedJSON }
        guard case .object = document else { throw .malformedJSON }
        texts = try Self.texts(of: document)
        maxPredictions = try Self.maxPredictions(of: document)
        labelFilter = try Self.labelFilter(of: document)
    }

    private static func texts(of document: JSONValue) throws(ServiceError) -> [String] {
        guard let member = document["texts"] else { throw .textsRequired }
        guard let elements = member.array else { throw .textsNotStrings }
        guard !elements.isEmpty else { throw .textsEmpty }
        guard elements.count <= mostTexts else { throw .tooManyTexts }
        var texts: [String] = []
        for element in elements {
            guard let text = element.string else { throw .textsNotStrings }
            texts.append(text)
        }
        for (index, text) in texts.enumerated() {
            if text.isEmpty { throw .emptyText(at: index) }
            if text.utf8.count > mostCharacters, text.unicodeScalars.count > mostCharacters {
                throw .textTooLong(at: index)
            }
        }
        return texts
    }

    private static func maxPredictions(of document: JSONValue) throws(ServiceError) -> Int? {
        guard let member = document["max_predictions"] else { return nil }
        guard let count = member.integer, count >= 1 else {
            throw .invalidParameter("max_predictions", "a whole number of at least 1")
        }
        return count
    }

    private static func labelFilter(of document: JSONValue) throws(ServiceError) -> Set<String>? {
        guard let member = document["label_filter"] else { return nil }
        let labels = member.array?.compactMap(\.string)
        guard let labels, labels.count == member.array?.count, !labels.isEmpty else {
            throw .invalidParameter("label_filter", "an array of at least one label")
        }
        return Set(labels)
    }
}

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

    /// Reads and validates a body, in the order of the documentation.
    init(parsing body: [UInt8]) throws(ServiceError) {
        let document = try JSONValue(objectOf: body)
        try self.init(texts: Self.texts(of: document), settings: document)
    }

    /// A request for texts that have been validated, with `max_predictions` and `label_filter` out of `settings`.
    init(texts: [String], settings: JSONValue) throws(ServiceError) {
        self.texts = texts
        maxPredictions = try settings.positiveInteger("max_predictions")
        labelFilter = try Self.labelFilter(of: settings)
    }

    /// The texts of a body.
    static func texts(of document: JSONValue) throws(ServiceError) -> [String] {
        guard let member = document["texts"] else { throw .fieldRequired("texts") }
        guard let elements = member.array else { throw .textsNotStrings }
        guard !elements.isEmpty else { throw .noTexts("texts") }
        guard elements.count <= mostTexts else { throw .tooManyTexts(mostTexts) }
        var texts: [String] = []
        for element in elements {
            guard let text = element.string else { throw .textsNotStrings }
            texts.append(text)
        }
        for (index, text) in texts.enumerated() { try check(text, "texts[\(index)]") }
        return texts
    }

    /// Validates one text, which the error calls `name`.
    static func check(_ text: String, _ name: @autoclosure () -> String) throws(ServiceError) {
        if text.isEmpty { throw .emptyText(name()) }
        if text.utf8.count > mostCharacters, text.unicodeScalars.count > mostCharacters { throw .textTooLong(name()) }
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

/// The body of `POST /similarity`, once it has passed every documented check.
struct SimilarityRequest: Equatable {
    /// What is compared with: texts by the client's ids, in the order of the ids.
    var baseTexts: [Item]
    /// What is compared, in the order of the ids.
    var compareToTexts: [Item]
    /// How many of the most similar base texts to answer for each compared one, at least 1; nil for all.
    var topN: Int?

    /// A text and the client's name for it.
    struct Item: Equatable {
        var id: String
        var text: String
    }

    /// The most texts in one request, both sets together.
    static let mostTexts = 200

    /// Every text of both sets.
    var texts: [String] { (baseTexts + compareToTexts).map(\.text) }

    /// Reads and judges a body.
    init(parsing body: [UInt8]) throws(ServiceError) {
        let document = try JSONValue(objectOf: body)
        baseTexts = try Self.items(of: document, "base_texts")
        compareToTexts = try Self.items(of: document, "compare_to_texts")
        guard baseTexts.count + compareToTexts.count <= Self.mostTexts else { throw .tooManyTexts(Self.mostTexts) }
        topN = try document.positiveInteger("top_n")
    }

    private static func items(of document: JSONValue, _ name: String) throws(ServiceError) -> [Item] {
        guard let member = document[name] else { throw .fieldRequired(name) }
        guard let members = member.object else { throw .notTexts(name, "an object of strings, by id") }
        guard !members.isEmpty else { throw .noTexts(name) }
        var items: [Item] = []
        for (id, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let text = value.string else { throw .notTexts(name, "an object of strings, by id") }
            try InferenceRequest.check(text, "\(name)[\(id)]")
            items.append(Item(id: id, text: text))
        }
        return items
    }
}

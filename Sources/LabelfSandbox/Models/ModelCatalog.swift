/// A model of the workspace, as `GET /models/{id}` describes it.
struct Model: Sendable {
    /// The number in the path.
    var id: Int
    /// What it is called in the dashboard.
    var name: String
    /// Whether it can be asked.
    var status: Status
    /// What it may answer.
    var labels: [String]
    /// The share of right answers, in hundredths of a per cent.
    var accuracy: Int
    /// What answers; nil for a model that cannot be asked.
    var classifier: NaiveBayes?

    /// The state of a model in the dashboard.
    enum Status: String, Sendable {
        case deployed
        case archived
        case notDeployed = "not_deployed"
    }

    /// Writes the model as an item of the list or, with `details`, as the answer of its own.
    func write(to writer: inout JSONWriter, details: Bool) {
        writer.raw("{\"id\":")
        writer.integer(id)
        writer.raw(",\"name\":")
        writer.string(name)
        writer.raw(",\"type\":\"text_classification\",\"status\":")
        writer.string(status.rawValue)
        if details {
            writer.raw(",\"labels\":")
            writer.array(labels) { $0.string($1) }
            writer.raw(",\"training_status\":\"completed\",\"accuracy\":")
            writer.millionths(UInt32(accuracy * 100))
        }
        writer.raw("}")
    }
}

/// The models of the emulated workspace: three that answer, one archived, one never deployed.
struct ModelCatalog: Sendable {
    /// Ordered by id.
    let models: [Model]

    /// The model that also names the language of a request.
    let language: NaiveBayes

    /// The id of the language model.
    static let languageID = 3

    /// The built-in models, trained once in a process.
    static let builtIn = ModelCatalog()

    /// Trains the models.
    init() {
        let reasons = ["Delivery", "Refund", "Billing", "Technical", "Cancellation", "Praise"]
        let sentiments = ["Positive", "Neutral", "Negative"]
        let languages = Corpus.languageCodes
        let reason = NaiveBayes(
            labels: reasons, features: .words, temperature: 5,
            examples: Corpus.examples.map { ($0.text, $0.reason) })
        let sentiment = NaiveBayes(
            labels: sentiments, features: .words, temperature: 5,
            examples: Corpus.examples.map { ($0.text, $0.sentiment) })
        language = NaiveBayes(
            labels: languages, features: .pieces, temperature: 8,
            examples: Corpus.examples.map { ($0.text, $0.language) })
        models = [
            Model(
                id: 1, name: "Contact reason", status: .deployed, labels: reasons, accuracy: 9310, classifier: reason),
            Model(
                id: 2, name: "Sentiment", status: .deployed, labels: sentiments, accuracy: 8740,
                classifier: sentiment),
            Model(
                id: Self.languageID, name: "Language", status: .deployed, labels: languages, accuracy: 9880,
                classifier: language),
            Model(id: 4, name: "Contact reason (old)", status: .archived, labels: reasons, accuracy: 8130),
            Model(id: 5, name: "Churn risk", status: .notDeployed, labels: ["High", "Low"], accuracy: 7420),
        ]
    }

    /// The model with this id.
    func model(id: Int) -> Model? {
        models.first { $0.id == id }
    }
}

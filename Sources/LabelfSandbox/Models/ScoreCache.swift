/// Remembers what a model said about a text. Two generations of bounded size: when the young one is full it becomes
/// the old one, and what is asked for again moves up.
struct ScoreCache {
    private var young: [Key: [Prediction]] = [:]
    private var old: [Key: [Prediction]] = [:]
    private let generation: Int

    /// What one answer depends on.
    private struct Key: Hashable {
        var model: Int
        var text: String
    }

    /// Longer texts, in bytes, are not kept, so that the whole cache is bounded in bytes too.
    static let longestText = 2_000

    /// A cache of at most twice `generation` texts.
    init(generation: Int = 16_384) {
        self.generation = generation
    }

    /// How many answers are kept.
    var count: Int { young.count + old.count }

    /// The remembered answer.
    mutating func find(model: Int, text: String) -> [Prediction]? {
        let key = Key(model: model, text: text)
        if let found = young[key] { return found }
        guard let found = old.removeValue(forKey: key) else { return nil }
        insert(found, key)
        return found
    }

    /// Remembers an answer.
    mutating func store(_ predictions: [Prediction], model: Int, text: String) {
        guard text.utf8.count <= Self.longestText else { return }
        insert(predictions, Key(model: model, text: text))
    }

    private mutating func insert(_ predictions: [Prediction], _ key: Key) {
        if young.count >= generation {
            old = young
            young = [:]
        }
        young[key] = predictions
    }
}

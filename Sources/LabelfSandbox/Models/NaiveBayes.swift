import Glibc

/// One label of a model with how sure the model is of it.
struct Prediction: Equatable, Sendable {
    /// The index of the label in the model.
    var label: Int
    /// Millionths; those of all labels together are exactly 1,000,000.
    var confidence: UInt32
}

/// A multinomial naive Bayes classifier over hashed features. Features that the training never saw say nothing.
struct NaiveBayes: Sendable {
    /// The labels, in the order of their indices.
    let labels: [String]
    private let features: FeatureSet
    private let temperature: Double
    /// For each slot of a feature's hash the start of its row in `weights`, or -1.
    private var rows: [Int32]
    /// Rows of one logarithm for each label.
    private var weights: [Double] = []

    private static let slotBits: UInt64 = 18
    private static let smoothing = 0.2

    /// Learns from `examples`. A higher `temperature` makes the confidences more modest.
    init(labels: [String], features: FeatureSet, temperature: Double, examples: [(text: String, label: String)]) {
        self.labels = labels
        self.features = features
        self.temperature = temperature
        rows = Array(repeating: -1, count: 1 << Int(Self.slotBits))
        count(examples)
        turnCountsIntoWeights()
    }

    /// All labels, the likeliest first; equally likely ones in the order of the model.
    func classify(_ text: NormalizedText) -> [Prediction] {
        let confidences = probabilities(of: scores(of: text))
        var predictions = confidences.indices.map {
            Prediction(label: $0, confidence: UInt32(confidences[$0] * 1_000_000))
        }
        predictions.sort { ($1.confidence, $0.label) < ($0.confidence, $1.label) }
        let sum = predictions.reduce(0) { $0 + $1.confidence }
        predictions[0].confidence += 1_000_000 - min(sum, 1_000_000)
        return predictions
    }

    private static func slot(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash ^ hash >> 31) & (1 << slotBits - 1))
    }

    private mutating func count(_ examples: [(text: String, label: String)]) {
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        for example in examples {
            guard let label = indices[example.label] else { continue }
            features.forEach(in: NormalizedText(example.text)) { hash in
                let slot = Self.slot(of: hash)
                if rows[slot] < 0 {
                    rows[slot] = Int32(weights.count)
                    weights.append(contentsOf: repeatElement(0, count: labels.count))
                }
                weights[Int(rows[slot]) + label] += 1
            }
        }
    }

    private mutating func turnCountsIntoWeights() {
        let width = labels.count
        var totals = Array(repeating: Self.smoothing * Double(weights.count / width), count: width)
        for index in weights.indices { totals[index % width] += weights[index] }
        for index in weights.indices { weights[index] = log((weights[index] + Self.smoothing) / totals[index % width]) }
    }

    private func scores(of text: NormalizedText) -> [Double] {
        var scores = Array(repeating: 0.0, count: labels.count)
        scores.withUnsafeMutableBufferPointer { scores in
            rows.withUnsafeBufferPointer { rows in
                weights.withUnsafeBufferPointer { weights in
                    features.forEach(in: text) { hash in
                        let row = Int(rows[Self.slot(of: hash)])
                        guard row >= 0 else { return }
                        for label in scores.indices { scores[label] += weights[row + label] }
                    }
                }
            }
        }
        return scores
    }

    private func probabilities(of scores: [Double]) -> [Double] {
        let best = scores.max() ?? 0
        let powers = scores.map { exp(($0 - best) / temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}

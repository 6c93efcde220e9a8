/// The example sentences that the built-in models learn from at start-up.
enum Corpus {
    /// A sentence that a customer might write, with what it is about.
    struct Example: Equatable, Sendable {
        /// The language, as ISO 639-1.
        var language: String
        /// The contact reason, or "-" if the sentence says nothing of one.
        var reason: String
        /// The sentiment.
        var sentiment: String
        /// The sentence.
        var text: String
    }

    /// Every sentence, in the order of the sources.
    static let examples: [Example] = languages.flatMap { language, lines in
        lines.split(separator: "\n").compactMap { example(language: language, line: $0) }
    }

    /// The languages in the order of the language model's labels.
    static var languageCodes: [String] { languages.map(\.code) }

    private static let languages: [(code: String, lines: String)] = [
        ("en", english), ("sv", swedish), ("de", german), ("fr", french), ("es", spanish),
        ("it", italian), ("nl", dutch), ("da", danish), ("no", norwegian), ("fi", finnish),
    ]

    private static let reasons: [Character: String] = [
        "D": "Delivery", "R": "Refund", "B": "Billing", "T": "Technical", "C": "Cancellation", "P": "Praise", "-": "-",
    ]
    private static let sentiments: [Character: String] = ["+": "Positive", "0": "Neutral", "-": "Negative"]

    /// A line is a letter for the reason, a sign for the sentiment, a space and the sentence.
    private static func example(language: String, line: Substring) -> Example? {
        let head = Array(line.prefix(2))
        guard head.count == 2, let reason = reasons[head[0]], let sentiment = sentiments[head[1]] else { return nil }
        return Example(language: language, reason: reason, sentiment: sentiment, text: String(line.dropFirst(3)))
    }
}

/// The answer of `POST /similarity`.
struct SimilarityAnswer {
    /// For each compared text, by its id: the base texts, the most similar first.
    private var rankings: [(key: String, value: [Match])]
    /// Writes what no client expects, for the fault script.
    var wrongTypes = false

    /// A base text and how similar it is, in millionths.
    struct Match: Equatable {
        var id: String
        var similarity: UInt32
    }

    /// Compares every text with every base text. Of equally similar ones, the first by id comes first.
    init(_ request: SimilarityRequest) {
        let base = request.baseTexts.map { (id: $0.id, profile: NGramProfile($0.text)) }
        rankings = request.compareToTexts.map { item in
            let profile = NGramProfile(item.text)
            var matches = base.map { Match(id: $0.id, similarity: profile.similarity(to: $0.profile)) }
            matches.sort { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
            return (item.id, Array(matches.prefix(request.topN ?? matches.count)))
        }
    }

    /// Leaves out one compared text, or answers one that was not asked about.
    mutating func changeCount(by difference: Int) {
        guard let last = rankings.last else { return }
        if difference < 0 { rankings.removeLast() }
        if difference > 0 { rankings.append((last.key + " again", last.value)) }
    }

    /// The least similar first.
    mutating func reverse() {
        for index in rankings.indices { rankings[index].value.reverse() }
    }

    /// The body.
    func body() -> [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        writer.object(rankings) { writer, matches in
            writer.array(matches) { writer, match in
                writer.raw("{\"id\":")
                if wrongTypes { writer.integer(match.id.utf8.count) } else { writer.string(match.id) }
                writer.raw(",\"similarity\":")
                if wrongTypes { writer.string("very") } else { writer.millionths(match.similarity) }
                writer.raw("}")
            }
        }
        return writer.bytes
    }
}

extension FaultAction {
    /// Spoils an answer before it is written out.
    func distort(_ answer: inout SimilarityAnswer) {
        answer.changeCount(by: count)
        if reorder { answer.reverse() }
        answer.wrongTypes = wrongTypes
    }
}

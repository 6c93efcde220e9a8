@testable import LabelfCore

/// The service as far as similarity goes: scores by the texts alone, refuses a request with a bad text, and breaks ties as
/// it likes.
final class SimilarityService {
    var bad: Set<String>
    /// Different scores there are; few make many ties.
    let grades: Int
    /// Texts that a request may have before it is refused for its size.
    let sizeLimit: Int
    private(set) var requests = 0
    /// Each pair that was asked for and answered, and how often; probes left out.
    private(set) var pairs: [String: Int] = [:]

    init(bad: Set<String> = [], grades: Int = 1 << 50, sizeLimit: Int = 200) {
        (self.bad, self.grades, self.sizeLimit) = (bad, grades, sizeLimit)
    }

    func score(_ base: String, _ compared: String) -> Double {
        var text = Array((base + "|" + compared).utf8)
        let hash = text.withUnsafeMutableBytes { TextHash.hash(Text(UnsafeRawBufferPointer($0)), seed: 3) }
        return Double(UInt(bitPattern: hash) % UInt(grades)) / Double(grades)
    }

    /// Nil for a refusal.
    func answer(_ tile: SimilarityTile, _ plan: SimilarityPlan) -> SimilarityAnswer? {
        requests += 1
        let texts = plan.texts(of: tile)
        let base = texts.base.map(\.string)
        let compared = texts.compared.map(\.string)
        if !bad.isDisjoint(with: base + compared) || base.count + compared.count > sizeLimit { return nil }
        var answer = SimilarityAnswer()
        for text in compared {
            // Of equal scores the last base text comes first, which is not the order that was promised to the caller.
            let ranked = base.indices.map { (index: $0, score: score(base[$0], text)) }
                .sorted { $0.score > $1.score || ($0.score == $1.score && $0.index > $1.index) }
            for match in tile.topN == 0 ? ranked[...] : ranked.prefix(tile.topN) {
                answer.bases.append(Int32(match.index))
                answer.similarities.append(match.score)
            }
            answer.offsets.append(Int32(answer.bases.count))
            if tile.subject == nil { for other in base { pairs[other + "|" + text, default: 0] += 1 } }
        }
        return answer
    }

    /// What the caller is to get for one compared text, by the book: base indices, the best first.
    func expected(_ base: [String], _ text: String, topN: Int) -> [Int] {
        let good = base.indices.filter { !base[$0].isEmpty && !bad.contains(base[$0]) }
            .map { (index: $0, score: score(base[$0], text)) }
            .sorted { $0.score > $1.score || ($0.score == $1.score && $0.index < $1.index) }
        return good.prefix(topN == 0 ? .max : topN).map(\.index)
    }
}

/// Drives a plan to its end: up to so many requests in flight, which come back in any order.
func drive(
    _ plan: SimilarityPlan, _ service: SimilarityService, connections: Int = 8, using random: inout SeededGenerator,
    until limit: Int = 100_000
) {
    var inFlight: [SimilarityTile] = []
    while service.requests < limit {
        while inFlight.count < connections, let tile = plan.next() { inFlight.append(tile) }
        guard !inFlight.isEmpty else { return }
        let tile = inFlight.remove(at: Int.random(in: 0..<inFlight.count, using: &random))
        if let answer = service.answer(tile, plan) {
            plan.answered(tile, answer)
        } else {
            plan.refused(tile, LabelfError(.refused, "a text is refused"))
        }
    }
}

extension SimilarityResult {
    /// The base indices of a compared text's matches.
    func matches(_ index: Int) -> [Int] {
        (offsets[index]..<offsets[index + 1]).map { Int(bases[Int($0)]) }
    }
}

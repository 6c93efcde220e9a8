/// Different texts of a call that have ended, and their outcomes: text `uniques[i]` has outcome i.
package struct EndedTexts {
    package let uniques: [Int32]
    package let outcomes: Outcomes

    package static var none: EndedTexts { EndedTexts(uniques: [], outcomes: Outcomes(count: 0)) }
}

/// Makes parts of a call's result out of its different texts as they end. Bad texts, which have ended before the call began,
/// are in the first part.
package struct PartMaker {
    private let plan: Plan
    /// The call's texts by the different text that stands for them: `texts[starts[u]..<starts[u + 1]]`.
    private var starts: [Int32]
    private var texts: [Int32]
    private var givesBadTexts = true

    package init(_ plan: Plan) {
        self.plan = plan
        starts = Array(repeating: 0, count: plan.uniques.count + 1)
        for place in plan.places where place >= 0 { starts[Int(place) + 1] += 1 }
        for unique in plan.uniques.indices { starts[unique + 1] += starts[unique] }
        var next = starts
        texts = Array(repeating: 0, count: Int(starts.last ?? 0))
        for (text, place) in plan.places.enumerated() where place >= 0 {
            texts[Int(next[Int(place)])] = Int32(truncatingIfNeeded: text)
            next[Int(place)] += 1
        }
    }

    /// Whether a part could be made without any that have ended.
    package var hasBadTexts: Bool { givesBadTexts && !plan.faults.isEmpty }

    /// No part is wanted any more.
    package mutating func finish() {
        givesBadTexts = false
    }

    /// The texts that these stand for: in the order in which they ended.
    package mutating func part(_ ended: EndedTexts) -> ClassifyResult {
        var (indices, places): ([Int64], [Int32]) = ([], [])
        for (place, unique) in ended.uniques.enumerated() {
            for index in starts[Int(unique)]..<starts[Int(unique) + 1] {
                indices.append(Int64(texts[Int(index)]))
                places.append(Int32(truncatingIfNeeded: place))
            }
        }
        if givesBadTexts {
            for (text, place) in plan.places.enumerated() where place < 0 {
                indices.append(Int64(text))
                places.append(place)
            }
            givesBadTexts = false
        }
        return ClassifyResult(places: places, faults: plan.faults, ended.outcomes, textIndices: indices)
    }
}

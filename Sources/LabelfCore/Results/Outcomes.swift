/// What has come of the different texts of a call so far: each gets predictions or an error, once.
package struct Outcomes {
    private struct Outcome {
        /// Where the predictions start.
        var start = 0
        var count: Int32 = 0
        /// A place in `errors`, or one of the two below.
        var error: Int32 = Outcome.open

        static let none: Int32 = -1
        static let open: Int32 = -2
    }

    private var outcomes: [Outcome]
    private(set) var labelIndices: [Int32] = []
    private(set) var confidences: [Double] = []
    private(set) var labels = LabelTable()
    private(set) var errors: [LabelfError] = []
    /// Texts that have neither predictions nor an error yet.
    package private(set) var open: Int
    /// Those that have ended since they were last taken, if somebody takes them.
    private var ended: [Int32]?

    /// The labels of the answer that was read last, as this call's labels.
    private var translation: [Int32] = []
    private var translated: UInt64?

    package init(count: Int) {
        outcomes = Array(repeating: Outcome(), count: count)
        open = count
    }

    package func isOpen(_ unique: Int) -> Bool {
        outcomes[unique].error == Outcome.open
    }

    /// Takes over the predictions of text `position` of an answer. `answerID` is different for each answer.
    package mutating func succeed(_ unique: Int, with answer: Answer, _ answerID: UInt64, at position: Int) {
        guard isOpen(unique) else { return }
        if translated != answerID {
            translated = answerID
            translation.removeAll(keepingCapacity: true)
            for name in answer.labels { translation.append(labels.index(of: name)) }
        }
        let start = labelIndices.count
        for prediction in Int(answer.offsets[position])..<Int(answer.offsets[position + 1]) {
            labelIndices.append(translation[Int(answer.labelIndices[prediction])])
            confidences.append(answer.confidences[prediction])
        }
        outcomes[unique] = Outcome(
            start: start, count: Int32(truncatingIfNeeded: labelIndices.count - start), error: Outcome.none)
        open -= 1
        ended?.append(Int32(truncatingIfNeeded: unique))
    }

    /// Gives a text that is still open an error. Texts that fail alike one after the other share it.
    package mutating func fail(_ unique: Int, with error: LabelfError) {
        fail(unique..<unique + 1, with: error)
    }

    /// Gives every text in the range that is still open the same error.
    package mutating func fail(_ uniques: Range<Int>, with error: LabelfError) {
        if errors.last != error { errors.append(error) }
        for unique in uniques where isOpen(unique) {
            outcomes[unique].error = Int32(truncatingIfNeeded: errors.count - 1)
            open -= 1
            ended?.append(Int32(truncatingIfNeeded: unique))
        }
    }

    package func hasAnswer(_ unique: Int) -> Bool {
        outcomes[unique].error == Outcome.none
    }

    /// Nil for an open text.
    package func result(of unique: Int) -> Swift.Result<Range<Int>, ErrorPlace>? {
        let outcome = outcomes[unique]
        if outcome.error == Outcome.open { return nil }
        if outcome.error >= 0 { return .failure(ErrorPlace(index: Int(outcome.error))) }
        return .success(outcome.start..<outcome.start + Int(outcome.count))
    }

    /// Whether there are some that have ended, and were not taken; from the first time on they are noted.
    package mutating func noteEnded() -> Bool {
        if ended == nil {
            var found: [Int32] = []
            for unique in outcomes.indices where !isOpen(unique) { found.append(Int32(truncatingIfNeeded: unique)) }
            ended = found
        }
        return !(ended?.isEmpty ?? true)
    }

    /// The outcomes of those that have ended since they were last taken, and which they are. They stay here as well.
    package mutating func takeEnded() -> EndedTexts {
        let uniques = ended ?? []
        ended?.removeAll()
        var part = Outcomes(count: uniques.count)
        part.labels = labels
        for (place, unique) in uniques.enumerated() {
            var outcome = outcomes[Int(unique)]
            if outcome.error >= 0 {
                part.fail(place, with: errors[Int(outcome.error)])
                continue
            }
            let start = part.labelIndices.count
            part.labelIndices += labelIndices[outcome.start..<outcome.start + Int(outcome.count)]
            part.confidences += confidences[outcome.start..<outcome.start + Int(outcome.count)]
            outcome.start = start
            part.outcomes[place] = outcome
        }
        part.open = 0
        return EndedTexts(uniques: uniques, outcomes: part)
    }

    package struct ErrorPlace: Error {
        package var index: Int
    }
}

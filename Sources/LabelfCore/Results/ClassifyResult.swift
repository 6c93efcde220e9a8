/// The settled result of a call: columns in the caller's order, at fixed addresses, never changed again.
package final class ClassifyResult {
    package let texts: Int
    package let predictions: Int
    /// A raw `Status` for each text.
    package let statuses: UnsafeMutablePointer<Int32>
    /// `texts + 1`: text i has the predictions `offsets[i] ..< offsets[i + 1]`.
    package let offsets: UnsafeMutablePointer<Int64>
    package let labelIndices: UnsafeMutablePointer<Int32>
    package let confidences: UnsafeMutablePointer<Double>
    package let labels: [[UInt8]]
    /// The different errors.
    package let errors: [LabelfError]
    /// Which text of the call each is, if it is a part of a result; empty for a whole one.
    package let textIndices: UnsafeMutablePointer<Int64>?
    /// For each text its place in `errors`; -1 for none.
    private let errorPlaces: [Int32]
    /// `ok`, `partial`, or the status of the first error if no text has an answer.
    package let status: Status

    package convenience init(_ plan: Plan, _ outcomes: Outcomes) {
        self.init(places: plan.places, faults: plan.faults, outcomes)
    }

    /// - Parameters:
    ///   - places: for each text its place in the outcomes, or the complement (`~`) of its place in `faults`.
    ///   - textIndices: which text of the call each is, if these are not all of them.
    package init(places: [Int32], faults: [LabelfError], _ outcomes: Outcomes, textIndices: [Int64]? = nil) {
        var spans = ResultSpans(places, faults, outcomes)
        texts = places.count
        self.textIndices = textIndices.map { indices in
            let copy = UnsafeMutablePointer<Int64>.allocate(capacity: max(indices.count, 1))
            for (place, index) in indices.enumerated() { copy[place] = index }
            return copy
        }
        predictions = spans.predictions
        statuses = .allocate(capacity: max(texts, 1))
        offsets = .allocate(capacity: texts + 1)
        labelIndices = .allocate(capacity: max(predictions, 1))
        confidences = .allocate(capacity: max(predictions, 1))
        labels = outcomes.labels.names
        errors = spans.errors
        var filled = 0
        offsets[0] = 0
        for index in 0..<texts {
            switch spans.span(of: index) {
            case .success(let span):
                for prediction in span {
                    labelIndices[filled] = outcomes.labelIndices[prediction]
                    confidences[filled] = outcomes.confidences[prediction]
                    filled += 1
                }
                statuses[index] = Status.ok.rawValue
            case .failure(let place):
                statuses[index] = spans.errors[place.index].status.rawValue
            }
            offsets[index + 1] = Int64(filled)
        }
        errorPlaces = spans.errorPlaces
        status = spans.status
    }

    deinit {
        statuses.deallocate()
        offsets.deallocate()
        labelIndices.deallocate()
        confidences.deallocate()
        textIndices?.deallocate()
    }

    /// The place in `errors` of a text's error; nil if it has an answer or does not exist.
    package func errorPlace(of index: Int) -> Int? {
        guard index >= 0, index < texts, !errorPlaces.isEmpty, errorPlaces[index] >= 0 else { return nil }
        return Int(errorPlaces[index])
    }

    /// The error of the first text that has one.
    package var firstError: LabelfError? {
        guard let first = errorPlaces.first(where: { $0 >= 0 }) else { return nil }
        return errors[Int(first)]
    }
}

/// Looks up each text of the call in the outcomes of the different texts.
private struct ResultSpans {
    let places: [Int32]
    let faults: Int
    let outcomes: Outcomes
    var errors: [LabelfError]
    /// Empty if no text has an error.
    var errorPlaces: [Int32] = []
    var predictions = 0
    var status = Status.ok

    init(_ places: [Int32], _ faults: [LabelfError], _ outcomes: Outcomes) {
        self.places = places
        self.faults = faults.count
        self.outcomes = outcomes
        errors = faults
        errors += outcomes.errors
        var failed = 0
        if !errors.isEmpty || outcomes.open > 0 { errorPlaces = Array(repeating: -1, count: places.count) }
        for index in places.indices {
            switch span(of: index) {
            case .success(let span): predictions += span.count
            case .failure(let place):
                errorPlaces[index] = Int32(truncatingIfNeeded: place.index)
                if failed == 0 { status = errors[place.index].status }
                failed += 1
            }
        }
        if failed > 0, failed < places.count { status = .partial }
    }

    mutating func span(of index: Int) -> Swift.Result<Range<Int>, Outcomes.ErrorPlace> {
        let place = Int(places[index])
        if place < 0 { return .failure(.init(index: ~place)) }
        switch outcomes.result(of: place) {
        case .success(let span)?: return .success(span)
        case .failure(let place)?: return .failure(.init(index: faults + place.index))
        case nil:
            // A settled call has no open text; if it ever had, the text would still get a status.
            errors.append(LabelfError(.internal, "a text was left without an outcome"))
            return .failure(.init(index: errors.count - 1))
        }
    }
}

/// The settled result of a similarity call: columns in the caller's order, at fixed addresses, never changed again.
package final class SimilarityResult {
    /// Compared texts, and base texts, that the caller gave.
    package let texts: Int
    package let baseTexts: Int
    package let count: Int
    /// A raw `Status` for each compared text. One whose status is `ok` was compared with every base text that has no error.
    package let statuses: UnsafeMutablePointer<Int32>
    /// A raw `Status` for each base text. One that has an error is in nobody's matches.
    package let baseStatuses: UnsafeMutablePointer<Int32>
    /// `texts + 1`: compared text i has the matches `offsets[i] ..< offsets[i + 1]`, the best first; of equally similar ones
    /// that with the earlier base text.
    package let offsets: UnsafeMutablePointer<Int64>
    /// A match's base text, as the caller's index. Equal base texts are a match each.
    package let bases: UnsafeMutablePointer<Int32>
    package let similarities: UnsafeMutablePointer<Double>
    /// The different errors.
    package let errors: [LabelfError]
    /// `ok`; `partial` if some text has an error; the error's status if no compared text has matches.
    package private(set) var status: Status
    private var errorPlaces: [Int32] = []
    private var baseErrorPlaces: [Int32] = []

    /// Takes the matches of a plan that is done or ended, which must not be used any more.
    package init(_ plan: SimilarityPlan) {
        let fates = SimilarityFates(plan)
        let groups = BaseGroups(plan.base)
        texts = plan.compared.count
        baseTexts = plan.base.count
        statuses = .allocate(capacity: max(texts, 1))
        baseStatuses = .allocate(capacity: max(baseTexts, 1))
        offsets = .allocate(capacity: texts + 1)
        for row in 0..<plan.matches.rows { plan.matches.sort(row) }
        let limit = plan.topN == 0 ? Int.max : plan.topN
        var total = 0
        offsets[0] = 0
        for index in 0..<texts {
            if case .unique(let row) = fates.compared(index) { total += groups.count(plan.matches, row, limit: limit) }
            offsets[index + 1] = Int64(total)
        }
        count = total
        bases = .allocate(capacity: max(total, 1))
        similarities = .allocate(capacity: max(total, 1))
        errors = fates.errors
        for index in 0..<baseTexts {
            let place = fates.base(index)
            baseErrorPlaces.append(Int32(truncatingIfNeeded: place ?? -1))
            baseStatuses[index] = (place.map { fates.errors[$0].status } ?? .ok).rawValue
        }
        for index in 0..<texts {
            switch fates.compared(index) {
            case .unique(let row):
                errorPlaces.append(-1)
                statuses[index] = Status.ok.rawValue
                let start = Int(offsets[index])
                groups.fill(
                    bases + start, similarities + start, plan.matches, row, count: Int(offsets[index + 1]) - start)
            case .fault(let place):
                errorPlaces.append(Int32(truncatingIfNeeded: place))
                statuses[index] = fates.errors[place].status.rawValue
            }
        }
        let bad = errorPlaces.reduce(0) { $1 < 0 ? $0 : $0 + 1 }
        let isGood = bad == 0 && !baseErrorPlaces.contains { $0 >= 0 }
        status = isGood ? .ok : .partial
        if bad == texts, let error = firstError { status = error.status }
    }

    deinit {
        statuses.deallocate()
        baseStatuses.deallocate()
        offsets.deallocate()
        bases.deallocate()
        similarities.deallocate()
    }

    /// The place in `errors` of a compared text's error; nil if it has matches or does not exist.
    package func errorPlace(of index: Int) -> Int? { place(index, in: errorPlaces) }

    /// The place in `errors` of a base text's error; nil if it has none or does not exist.
    package func baseErrorPlace(of index: Int) -> Int? { place(index, in: baseErrorPlaces) }

    /// The error of the first compared text that has one; else of the first base text.
    package var firstError: LabelfError? {
        let first = errorPlaces.first { $0 >= 0 } ?? baseErrorPlaces.first { $0 >= 0 }
        return first.map { errors[Int($0)] }
    }

    private func place(_ index: Int, in places: [Int32]) -> Int? {
        guard places.indices.contains(index), places[index] >= 0 else { return nil }
        return Int(places[index])
    }
}

/// The error, or the row of matches, of each of the caller's texts.
private struct SimilarityFates {
    let plan: SimilarityPlan
    /// The faults of the base texts, those of the compared ones, what came of the different ones, and at the end the error
    /// of the compared texts if there is no base text to compare them with.
    var errors: [LabelfError]
    private var noBase: Int?

    init(_ plan: SimilarityPlan) {
        self.plan = plan
        errors = plan.base.faults
        errors += plan.compared.faults
        errors += plan.outcomes.errors
        guard plan.outcomes.openBases == 0, plan.base.count > 0, plan.compared.count > 0 else { return }
        let cause = errors[base(0) ?? 0]
        var error = cause
        let message: Message = "no base text is left to compare with, the first one because: \(cause.message)"
        error.message = message.text
        noBase = errors.count
        errors.append(error)
    }

    func base(_ index: Int) -> Int? {
        switch plan.base.place(of: index) {
        case .fault(let place): place
        case .unique(let unique): plan.outcomes.errorPlace(unique, of: .base).map { $0 + offset }
        }
    }

    func compared(_ index: Int) -> Plan.Place {
        switch plan.compared.place(of: index) {
        case .fault(let place): return .fault(plan.base.faults.count + place)
        case .unique(let unique):
            let place = plan.outcomes.errorPlace(unique, of: .compared).map { $0 + offset } ?? noBase
            return place.map { .fault($0) } ?? .unique(unique)
        }
    }

    private var offset: Int { plan.base.faults.count + plan.compared.faults.count }
}

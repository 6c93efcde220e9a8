package import LabelfCore

/// How a call is to be done.
package struct CallTerms {
    /// Nil for the one that suits the call.
    package var lane: Lane?
    /// As `deadline_ms` of labelf.h, and not below 0.
    package var deadlineMilliseconds: Int64 = 0
    /// Whether the texts have to be copied, as the program may take them away.
    package var copying = false
    /// What gives the call out when it is settled.
    package var queue: CompletionQueue?
    /// Whether the program does not hold the call itself.
    package var belongsToQueue = false
    /// The program's own.
    package var userData: UnsafeMutableRawPointer?

    package init() {}
}

/// Calls are made first, and then submitted: a thread that waits for one is told of it before it can settle.
extension Client {
    /// A call that classifies texts.
    package func call(
        _ query: ClassifyQuery, _ plan: Plan, _ terms: CallTerms
    ) throws(LabelfError) -> Call {
        try checkProcess()
        var plan = plan
        let storage = terms.copying ? [try copy(&plan)] : []
        let lane = terms.lane ?? Lane(automaticFor: plan.count)
        let job = Job(query: query, plan: plan, lane: lane, deadline: deadline(terms, lane))
        return Call(client: self, work: .classify(job), storage: storage, terms)
    }

    /// A call that compares texts with base texts: the best `topN` of each, or all for 0.
    package func call(
        comparing compared: Plan, with base: Plan, topN: Int, _ terms: CallTerms
    ) throws(LabelfError) -> Call {
        try checkProcess()
        var (base, compared) = (base, compared)
        let storage = terms.copying ? [try copy(&base), try copy(&compared)] : []
        // They are kept once while they come in, and once more in the result.
        let kept = topN == 0 ? base.count : min(topN, base.count)
        let bytes = TopMatches.bytes(rows: compared.count, capacity: kept)
        let hasRoom = bytes.map { $0 < Int.max / 2 && MemoryProbe.hasRoom(forBytes: 2 * $0) } ?? false
        let plan = try SimilarityPlan.make(base: base, compared: compared, topN: topN, maxBytes: hasRoom ? .max : 0)
        let lane = terms.lane ?? Lane(automaticFor: max(plan.remaining, 1))
        let comparison = Comparison(plan)
        // The quota is one of classifications.
        let source = RequestSource(comparison, lane: lane, deadline: deadline(terms, lane), usesQuota: false)
        return Call(client: self, work: .compare(comparison, source), storage: storage, terms)
    }

    private func copy(_ plan: inout Plan) throws(LabelfError) -> TextCopy {
        guard let copy = TextCopy.make(of: plan.uniques) else {
            throw LabelfError(.memory, "there is no memory for a copy of the texts")
        }
        plan.replaceUniques(with: copy.texts)
        return copy
    }

    func deadline(_ terms: CallTerms, _ lane: Lane) -> Instant {
        configuration.deadline(lane: lane, deadlineMilliseconds: terms.deadlineMilliseconds, now: Clock.now())
    }
}

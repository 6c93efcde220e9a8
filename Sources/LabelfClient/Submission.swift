package import LabelfCore

/// How a call is to be done.
package struct CallTerms {
    /// Nil for the one that suits the call.
    package var lane: Lane?
    /// As `timeout_ms` of labelf.h.
    package var timeoutMilliseconds: Int64 = 0
    /// Whether the texts have to be copied, as the program may take them away.
    package var copying = false
    /// Whether `Client.next` gives the call out.
    package var isQueued = false
    /// The program's own.
    package var userData: UnsafeMutableRawPointer?

    package init() {}
}

/// `prepare` is called with a new call before it can settle. With a full queue these wait for room up to the call's deadline
/// or fail, as configured.
extension Client {
    /// Classifies texts.
    package func submit(
        _ query: ClassifyQuery, _ plan: Plan, _ terms: CallTerms, prepare: (Call) -> Void = { _ in }
    ) throws(LabelfError) -> Call {
        try checkProcess()
        var plan = plan
        let storage = terms.copying ? [try copy(&plan)] : []
        let lane = terms.lane ?? Lane(automaticFor: plan.count)
        let job = Job(query: query, plan: plan, lane: lane, deadline: deadline(terms, lane))
        return try submit(.classify(job), storage, terms, prepare)
    }

    /// Compares texts with base texts: the best `topN` of each, or all for 0.
    package func submit(
        comparing compared: Plan, with base: Plan, topN: Int, _ terms: CallTerms, prepare: (Call) -> Void = { _ in }
    ) throws(LabelfError) -> Call {
        try checkProcess()
        var (base, compared) = (base, compared)
        let storage = terms.copying ? [try copy(&base), try copy(&compared)] : []
        // They are kept once while they come in, and once more in the result.
        let kept = topN == 0 ? base.count : min(topN, base.count)
        let bytes = TopMatches.bytes(rows: compared.count, capacity: kept)?.multipliedReportingOverflow(by: 2)
        let hasRoom = bytes.map { !$0.overflow && MemoryProbe.hasRoom(forBytes: $0.partialValue) } ?? false
        let plan = try SimilarityPlan(base: base, compared: compared, topN: topN, maxBytes: hasRoom ? .max : 0)
        let lane = terms.lane ?? Lane(automaticFor: max(plan.remaining, 1))
        let comparison = Comparison(plan)
        // The quota is one of classifications.
        let source = RequestSource(comparison, lane: lane, deadline: deadline(terms, lane), usesQuota: false)
        return try submit(.compare(comparison, source), storage, terms, prepare)
    }

    private func submit(
        _ work: Work, _ storage: [TextCopy], _ terms: CallTerms, _ prepare: (Call) -> Void
    ) throws(LabelfError) -> Call {
        let call = Call(
            client: self, work: work, storage: storage, isQueued: terms.isQueued, userData: terms.userData)
        prepare(call)
        try admit(call)
        return call
    }

    private func copy(_ plan: inout Plan) throws(LabelfError) -> TextCopy {
        guard let copy = TextCopy.make(of: plan.uniques) else {
            throw LabelfError(.memory, "there is no memory for a copy of the texts")
        }
        plan.replaceUniques(with: copy.texts)
        return copy
    }

    private func deadline(_ terms: CallTerms, _ lane: Lane) -> Instant {
        configuration.deadline(lane: lane, timeoutMilliseconds: terms.timeoutMilliseconds, now: Clock.now())
    }
}

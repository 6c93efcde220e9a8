// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

@_cdecl("labelf_client_rate") @implementation
public func labelf_client_rate(
    _ client: OpaquePointer!, _ rate: UnsafeMutablePointer<labelf_rate>!, _ size: Int
) -> labelf_status {
    guard let client, let rate, size > 0 else { return LABELF_ERROR_ARGUMENT }
    let handle = Handle<Client>.object(client)
    if handle.isForeign { return LABELF_ERROR_FORKED }
    copy(labelf_rate(handle.snapshot.budget.status(now: Clock.now())), to: rate, size: size)
    return LABELF_OK
}

@_cdecl("labelf_estimate") @implementation
public func labelf_estimate(
    _ client: OpaquePointer!, _ texts: UnsafePointer<labelf_text>!, _ count: Int, _ plan: UnsafePointer<CChar>!,
    _ options: UnsafePointer<labelf_classify_options>!, _ cost: UnsafeMutablePointer<labelf_cost>!, _ size: Int,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    let request = EstimateRequest(client: client.map { Handle<Client>.object($0) }, plan: plan)
    return request.store(in: cost, size: size, error) { request throws(LabelfError) in
        let known = try ClassifyRequest.known(options)
        return try request.classification(of: texts, count, CallOptions(lane: known.lane, deadline: 0).terms.lane)
    }
}

@_cdecl("labelf_estimate_similarity") @implementation
public func labelf_estimate_similarity(
    _ client: OpaquePointer!, _ base_count: Int, _ compared_count: Int, _ plan: UnsafePointer<CChar>!,
    _ options: UnsafePointer<labelf_similarity_options>!, _ cost: UnsafeMutablePointer<labelf_cost>!, _ size: Int,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    let request = EstimateRequest(client: client.map { Handle<Client>.object($0) }, plan: plan)
    return request.store(in: cost, size: size, error) { request throws(LabelfError) in
        let known = try SimilarityRequest.known(options)
        let lane = try CallOptions(lane: known.lane, deadline: 0).terms.lane
        return try request.comparison(base: base_count, compared: compared_count, lane)
    }
}

/// What a C program wants estimated.
private struct EstimateRequest {
    let client: Client?
    let plan: UnsafePointer<CChar>?

    func store(
        in cost: UnsafeMutablePointer<labelf_cost>?, size: Int, _ target: ErrorTarget,
        _ make: (EstimateRequest) throws(LabelfError) -> labelf_cost
    ) -> labelf_status {
        guard let cost, size > 0 else { return badArgument("cost is NULL, or its size 0", target) }
        do throws(LabelfError) {
            try client?.checkProcess()
            copy(try make(self), to: cost, size: size)
            return LABELF_OK
        } catch {
            return report(error, target)
        }
    }

    func classification(
        of texts: UnsafePointer<labelf_text>?, _ count: Int, _ lane: Lane?
    ) throws(LabelfError) -> labelf_cost {
        let (different, duplicates) = try judge(texts, count)
        let requests = Session.requests(forTexts: different)
        let estimate = try estimate(requests, lane ?? Lane(automaticFor: count))
        return labelf_cost(
            estimate, texts: different, duplicates: duplicates, bad: count - different - duplicates)
    }

    func comparison(base: Int, compared: Int, _ lane: Lane?) throws(LabelfError) -> labelf_cost {
        _ = try ClassifyRequest.texts(nil, base)
        _ = try ClassifyRequest.texts(nil, compared)
        let requests = Tiling(base: base, compared: compared, baseBytes: base, comparedBytes: compared).count
        let estimate = try estimate(requests, lane ?? Lane(automaticFor: max(requests, 1)))
        return labelf_cost(estimate, texts: 0, duplicates: 0, bad: 0)
    }

    /// How many good and different texts there are, and how many duplicates. Without texts, all are.
    private func judge(
        _ texts: UnsafePointer<labelf_text>?, _ count: Int
    ) throws(LabelfError) -> (different: Int, duplicates: Int) {
        let texts = try ClassifyRequest.texts(texts, count)
        if texts.isEmpty { return (count, 0) }
        let limit = client?.configuration.maxTextCharacters ?? Configuration().maxTextCharacters
        let plan = Plan(texts: texts, maxCharacters: Int(limit), seed: client?.hashSeed ?? 0)
        return (plan.uniques.count, plan.duplicates)
    }

    private func estimate(_ requests: Int, _ lane: Lane) throws(LabelfError) -> Estimate {
        if let plan {
            guard let name = string(plan), let rate = Estimate.requestsPerMinute(ofPlan: name) else {
                throw LabelfError(
                    .argument, "plan is neither \"starter\" nor \"growth\" nor a number of requests a minute")
            }
            return Estimate(requests: requests, requestsPerMinute: rate)
        }
        guard let client else { throw LabelfError(.argument, "client and plan are both NULL") }
        return Estimate(requests: requests, lane: lane, client.snapshot, now: Clock.now())
    }
}

extension labelf_rate {
    fileprivate init(_ status: RateStatus) {
        self.init(
            limit: Int64(status.limit ?? -1), remaining: Int64(status.remaining ?? -1),
            reset_ms: status.reset?.milliseconds ?? -1, in_flight: Int64(status.inFlight),
            pacing: Int32(truncatingIfNeeded: status.pacing.rawValue), reserved: 0)
    }
}

extension labelf_cost {
    fileprivate init(_ estimate: Estimate, texts: Int, duplicates: Int, bad: Int) {
        self.init(
            requests: UInt64(estimate.requests), texts_billed: UInt64(texts),
            texts_duplicate: UInt64(duplicates), texts_bad: UInt64(bad),
            requests_ahead: UInt64(estimate.requestsAhead), requests_per_minute: Int64(estimate.limit ?? -1),
            seconds: estimate.seconds ?? -1)
    }
}

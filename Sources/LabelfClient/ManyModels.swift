package import LabelfCore

extension Client {
    /// Classifies the same texts with several models, with a call for each, and waits until all are settled.
    /// - Parameters:
    ///   - query: of every model but for its id.
    ///   - plan: its texts are borrowed until this returns.
    /// - Returns: the results in the order of the models.
    package func classify(
        with models: [Int64], _ query: ClassifyQuery, _ plan: Plan, _ terms: CallTerms
    ) throws(LabelfError) -> [ClassifyResult] {
        try checkMayBlock()
        var query = query
        var calls: [Call] = []
        var refusal: LabelfError?
        for model in models {
            query.model = model
            do throws(LabelfError) {
                let call = try call(query, plan, terms)
                try submit(call)
                calls.append(call)
            } catch {
                refusal = error
                break
            }
        }
        // All or none; and the texts are the caller's, so nobody may read them any more when this returns.
        if refusal != nil {
            for call in calls { call.cancel() }
        }
        var results: [ClassifyResult] = []
        for call in calls {
            if case .classified(let result)? = call.result(until: .distantFuture) { results.append(result) }
        }
        if let refusal { throw refusal }
        return results
    }
}

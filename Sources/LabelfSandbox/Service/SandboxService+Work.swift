import Synchronization

/// What a request that has been understood makes the service do.
private enum Work {
    case list(Page)
    case describe(Model)
    case infer(InferenceRequest, Model, NaiveBayes)

    var texts: [String] {
        if case .infer(let request, _, _) = self { request.texts } else { [] }
    }
}

extension SandboxService {
    /// The reply to a request that was let in.
    func workReply(to request: ServiceRequest, path: String, requestID: String) -> ServiceReply {
        let work = Result { () throws(ServiceError) -> Work in try understand(request) }
        let texts = (try? work.get().texts) ?? []
        if !texts.isEmpty { report.withLock { $0.batch(of: texts.count) } }
        let fault = faults.withLock { $0.next(path: path, texts: texts) }
        if fault != nil { report.withLock { $0.struck() } }
        var reply: ServiceReply
        if let fault, fault.replacesWork {
            reply = fault.replacement(requestID: requestID)
        } else {
            do {
                reply = try perform(work.get(), latency: nextLatency(), fault: fault)
            } catch {
                reply = ServiceReply(error: error, requestID: requestID)
            }
        }
        fault?.distort(&reply)
        return reply
    }

    private func understand(_ request: ServiceRequest) throws(ServiceError) -> Work {
        switch try Route(request, pageLimit: configuration.pageLimit) {
        case .models(let page): return .list(page)
        case .model(let id): return .describe(try model(id))
        case .inference(let id):
            let model = try model(id)
            if model.status == .archived { throw .modelArchived }
            guard let classifier = model.classifier else { throw .modelNotDeployed }
            return .infer(try InferenceRequest(parsing: request.body), model, classifier)
        }
    }

    private func model(_ id: Int) throws(ServiceError) -> Model {
        guard let model = catalog.model(id: id) else { throw .unknownModel(String(id)) }
        return model
    }

    /// Somewhere in the configured range, the same for the same request number.
    private func nextLatency() -> Int {
        let range = configuration.latency
        guard range.count > 1 else { return range.lowerBound }
        let number = latencies.wrappingAdd(1, ordering: .relaxed).newValue
        return range.lowerBound + Int(truncatingIfNeeded: number &* 0x9E37_79B9_7F4A_7C15 >> 33) % range.count
    }

    private func perform(_ work: Work, latency: Int, fault: FaultAction?) throws(ServiceError) -> ServiceReply {
        var reply = ServiceReply()
        switch work {
        case .list(let page):
            reply.body = page.body(of: catalog.models) { $1.write(to: &$0, details: false) }
        case .describe(let model):
            var writer = JSONWriter()
            model.write(to: &writer, details: true)
            reply.body = writer.bytes
        case .infer(let request, let model, let classifier):
            try refuseForbiddenTexts(request.texts)
            var answer = answer(request, model, classifier, latency: latency)
            fault?.distort(&answer)
            reply.body = configuration.isLegacy ? answer.legacyBody() : answer.currentBody()
            reply.billed = request.texts.map { Self.billingKey(model: model.id, text: $0) }
        }
        reply.delayMilliseconds = latency
        return reply
    }

    private func refuseForbiddenTexts(_ texts: [String]) throws(ServiceError) {
        for forbidden in configuration.refusedSubstrings where texts.contains(where: { $0.contains(forbidden) }) {
            throw .textRefused
        }
    }

    private func answer(
        _ request: InferenceRequest, _ model: Model, _ classifier: NaiveBayes, latency: Int
    ) -> InferenceAnswer {
        let ranked = rankings(of: request.texts, model: model.id, classifier)
        let language = rankings(of: [request.texts[0]], model: ModelCatalog.languageID, catalog.language)
        return InferenceAnswer(
            texts: request.texts,
            predictions: ranked.map { InferenceAnswer.cut($0, labels: model.labels, for: request) },
            labels: model.labels, modelID: model.id,
            language: catalog.language.labels[language[0][0].label], milliseconds: latency)
    }

    /// What a model says about texts: remembered, or found out outside of the lock and remembered.
    private func rankings(of texts: [String], model: Int, _ classifier: NaiveBayes) -> [[Prediction]] {
        let known = cache.withLock { cache in texts.map { cache.find(model: model, text: $0) } }
        let rankings = zip(texts, known).map { $1 ?? classifier.classify(NormalizedText($0)) }
        cache.withLock { cache in
            for index in texts.indices where known[index] == nil {
                cache.store(rankings[index], model: model, text: texts[index])
            }
        }
        return rankings
    }

    private static func billingKey(model: Int, text: String) -> UInt64 {
        text.utf8.reduce(FeatureHash.append(UInt8(truncatingIfNeeded: model), to: FeatureHash.start)) {
            FeatureHash.append($1, to: $0)
        }
    }
}

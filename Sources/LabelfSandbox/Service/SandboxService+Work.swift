import Synchronization

/// What a request that has been understood makes the service do.
enum Work {
    case models(Page)
    case model(Model)
    case infer(InferenceTask)
    case inferAll([InferenceTask])
    case compare(SimilarityRequest)
    case datasets([Dataset], Page)
    case dataset(Dataset)
    case records(Dataset, Page)

    /// The texts that a fault rule can match.
    var texts: [String] {
        switch self {
        case .infer(let task): task.request.texts
        case .inferAll(let tasks): tasks.first?.request.texts ?? []
        case .compare(let request): request.texts
        default: []
        }
    }
}

extension SandboxService {
    /// The reply to a request that was let in.
    func workReply(to request: ServiceRequest, access: Access, requestID: String, now: Int64) -> ServiceReply {
        let work = Result { () throws(ServiceError) -> Work in try understand(request, access) }
        let texts = (try? work.get()).map(record) ?? []
        return underFaults(request, texts: texts, requestID: requestID, now: now) { fault throws(ServiceError) in
            try perform(work.get(), latency: nextLatency(), fault: fault)
        }
    }

    /// Does work, or does not do it, or spoils it, as the fault script says.
    func underFaults(
        _ request: ServiceRequest, texts: [String], requestID: String, now: Int64,
        _ work: (FaultAction?) throws(ServiceError) -> ServiceReply
    ) -> ServiceReply {
        let fault = faults.withLock { $0.next(path: "\(request.method) \(request.target)", texts: texts) }
        if fault != nil { report.withLock { $0.struck() } }
        var reply: ServiceReply
        if let fault, fault.replacesWork {
            reply = fault.replacement(requestID: requestID)
        } else {
            do {
                reply = try work(fault)
            } catch {
                reply = ServiceReply(error: error, requestID: requestID)
            }
        }
        fault?.distort(&reply, now: now)
        return reply
    }

    /// Somewhere in the configured range, the same for the same request number.
    func nextLatency() -> Int {
        let range = configuration.latency
        guard range.count > 1 else { return range.lowerBound }
        let number = latencies.wrappingAdd(1, ordering: .relaxed).newValue
        return range.lowerBound + Int(truncatingIfNeeded: number &* 0x9E37_79B9_7F4A_7C15 >> 33) % range.count
    }

    /// Records in the report what is asked. Returns the texts.
    private func record(_ work: Work) -> [String] {
        switch work {
        case .infer(let task): report.withLock { $0.asked([task]) }
        case .inferAll(let tasks): report.withLock { $0.asked(tasks) }
        case .compare(let request):
            report.withLock { $0.compared(request.baseTexts.count + request.compareToTexts.count) }
        default: break
        }
        return work.texts
    }

    private func understand(_ request: ServiceRequest, _ access: Access) throws(ServiceError) -> Work {
        let route = try Route(request, pageLimit: configuration.pageLimit)
        if route.needsFullAccess, access != .full { throw .forbidden }
        switch route {
        case .models(let page): return .models(page)
        case .model(let id): return .model(try model(id))
        case .inference(let id):
            let (model, classifier) = try deployedModel(id)
            return .infer(InferenceTask(try InferenceRequest(parsing: request.body), model, classifier))
        case .combinedInference:
            var tasks: [InferenceTask] = []
            for setting in try CombinedInferenceRequest(parsing: request.body).settings {
                let (model, classifier) = try deployedModel(setting.model)
                tasks.append(InferenceTask(setting.request, model, classifier))
            }
            return .inferAll(tasks)
        case .similarity: return .compare(try SimilarityRequest(parsing: request.body))
        case .datasets(let page): return .datasets(datasets.withLock { $0.datasets }, page)
        case .dataset(let id): return .dataset(try dataset(id))
        case .records(let id, let page):
            let dataset = try dataset(id)
            if dataset.isProcessing { throw .datasetProcessing }
            return .records(dataset, page)
        }
    }

    private func model(_ id: Int) throws(ServiceError) -> Model {
        guard let model = catalog.model(id: id) else { throw .unknownModel(String(id)) }
        return model
    }

    private func deployedModel(_ id: Int) throws(ServiceError) -> (Model, NaiveBayes) {
        let model = try model(id)
        if model.status == .archived { throw .modelArchived }
        guard let classifier = model.classifier else { throw .modelNotDeployed }
        return (model, classifier)
    }

    private func dataset(_ id: String) throws(ServiceError) -> Dataset {
        guard let dataset = datasets.withLock({ $0.dataset(id: id) }) else { throw .unknownDataset(id) }
        return dataset
    }

    private func perform(_ work: Work, latency: Int, fault: FaultAction?) throws(ServiceError) -> ServiceReply {
        var reply = ServiceReply()
        switch work {
        case .infer(let task):
            let answer = try answers(to: [task], latency: latency, fault: fault)[0]
            reply.body = configuration.isLegacy ? answer.legacyBody() : answer.currentBody()
            reply.billed = task.keys
        case .inferAll(let tasks):
            let answer = CombinedInferenceAnswer(answers: try answers(to: tasks, latency: latency, fault: fault))
            reply.body = configuration.isLegacy ? answer.legacyBody() : answer.currentBody()
            reply.billed = tasks.flatMap(\.keys)
        case .compare(let request):
            try refuseForbiddenTexts(request.texts)
            var answer = SimilarityAnswer(request)
            fault?.distort(&answer)
            reply.body = answer.body()
        case .models(let page):
            reply.body = page.body(of: catalog.models, fault: fault) { $1.write(to: &$0, details: false) }
        case .model(let model): reply.body = JSONWriter.bytes { model.write(to: &$0, details: true) }
        case .datasets(let datasets, let page):
            reply.body = page.body(of: datasets, fault: fault) { $1.write(to: &$0) }
        case .dataset(let dataset): reply.body = JSONWriter.bytes { dataset.write(to: &$0) }
        case .records(let dataset, let page):
            reply.body = page.body(of: dataset.records, fault: fault) { $0.raw($1.json) }
        }
        reply.delayMilliseconds = latency
        return reply
    }
}

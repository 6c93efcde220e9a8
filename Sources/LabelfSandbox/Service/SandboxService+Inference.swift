import Synchronization

extension SandboxService {
    /// Answers tasks that are charged together, or refuses all of them.
    func answers(
        to tasks: [InferenceTask], latency: Int, fault: FaultAction?
    ) throws(ServiceError) -> [InferenceAnswer] {
        try refuseForbiddenTexts(tasks[0].request.texts)
        let charge = tasks.reduce(0) { $0 + $1.keys.count }
        guard quota.withLock({ $0.charge(charge) }) else { throw .quotaExceeded }
        return tasks.map { task in
            var answer = answer(task, latency: latency)
            fault?.distort(&answer)
            return answer
        }
    }

    /// Refuses the request if one of its texts was forbidden when the sandbox was started.
    func refuseForbiddenTexts(_ texts: [String]) throws(ServiceError) {
        for forbidden in configuration.refusedSubstrings where texts.contains(where: { $0.contains(forbidden) }) {
            throw .textRefused
        }
    }

    private func answer(_ task: InferenceTask, latency: Int) -> InferenceAnswer {
        let (request, model) = (task.request, task.model)
        let ranked = rankings(of: request.texts, model: model.id, task.classifier)
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
}

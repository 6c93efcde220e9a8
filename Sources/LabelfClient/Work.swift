package import LabelfCore

/// What a call asks for.
enum Work {
    case classify(Job)
    case compare(Comparison, RequestSource)
    case ask(SingleRequest, RequestSource)

    var deadline: Instant {
        switch self {
        case .classify(let job): job.deadline
        case .compare(_, let source), .ask(_, let source): source.deadline
        }
    }

    var texts: Int {
        switch self {
        case .classify(let job): job.plan.count
        case .compare(let comparison, _): comparison.texts
        case .ask: 0
        }
    }

    var bytes: Int {
        switch self {
        case .classify(let job): job.plan.bytes
        case .compare(let comparison, _): comparison.bytes
        case .ask: 0
        }
    }

    var progress: Int {
        switch self {
        case .classify(let job): job.progress
        case .compare(let comparison, _): comparison.progress
        case .ask: 0
        }
    }

    /// As the session takes it.
    var submission: Submission {
        switch self {
        case .classify(let job): .texts(job)
        case .compare(_, let source), .ask(_, let source): .requests(source)
        }
    }

    /// On the client's thread: texts that have ended since this was last asked; nil if there are none.
    func takeEnded() -> EndedTexts? {
        if case .classify(let job) = self { return job.takeEnded() }
        return nil
    }

    /// To be called once, when it is settled.
    func result() -> CallResult {
        switch self {
        case .classify(let job):
            let result = ClassifyResult(job.plan, job.outcomes)
            job.outcomes = Outcomes(count: 0)
            return .classified(result)
        case .compare(let comparison, _): return .compared(comparison.result())
        case .ask(let request, _): return .answered(request)
        }
    }
}

/// What a call has come to.
package enum CallResult {
    case classified(ClassifyResult)
    case compared(SimilarityResult)
    case answered(SingleRequest)

    package var status: Status {
        switch self {
        case .classified(let result): result.status
        case .compared(let result): result.status
        case .answered(let request): request.error?.status ?? .ok
        }
    }

    package var firstError: LabelfError? {
        switch self {
        case .classified(let result): result.firstError
        case .compared(let result): result.firstError
        case .answered(let request): request.error
        }
    }
}

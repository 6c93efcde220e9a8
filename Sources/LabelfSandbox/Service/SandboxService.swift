import Synchronization

/// The emulated workspace: takes requests, gives replies, knows nothing of sockets and never reads a clock.
///
/// It may be used from any thread. `now` is nanoseconds of Unix time. Every reply is given back with `settle` once it
/// has been written or can no longer be.
final class SandboxService: Sendable {
    /// What was chosen.
    let configuration: SandboxConfiguration
    /// The models of the workspace.
    let catalog = ModelCatalog.builtIn
    /// What the models have said so far.
    let cache = Mutex(ScoreCache())
    /// What has been seen and done.
    let report = Mutex(Report())
    /// The fault script and how far it has run.
    let faults: Mutex<FaultScript>
    /// The datasets of the workspace.
    let datasets: Mutex<DatasetCatalog>
    /// What has been classified in the billing period.
    let quota: Mutex<Quota>
    /// The access tokens that are in use.
    let tokens = Mutex(TokenStore())
    /// How many latencies have been drawn.
    let latencies = Atomic<UInt64>(0)
    private let limiter: Mutex<(any RateLimiter)?>
    private let requests = Atomic<UInt32>(UInt32.random(in: 0...UInt32.max))

    /// A workspace whose budget is untouched.
    init(configuration: SandboxConfiguration, now: Int64) {
        self.configuration = configuration
        let rate = configuration.requestsPerMinute
        limiter = Mutex(rate > 0 ? configuration.limiter.makeLimiter(requestsPerMinute: rate, now: now) : nil)
        faults = Mutex(FaultScript(rules: configuration.faults))
        quota = Mutex(Quota(limit: configuration.quota))
        datasets = Mutex(DatasetCatalog(imports: configuration.imports, now: now / Span.second))
    }

    /// Answers one request.
    func reply(to request: ServiceRequest, now: Int64) -> ServiceReply {
        let path = String(request.path)
        if path.hasPrefix("/sandbox/") || path == "/openapi.json" {
            return controlReply(to: request, path: path, now: now)
        }
        report.withLock { $0.arrived("\(request.method) \(path)") }
        let requestID = nextRequestID()
        if path == TokenRequest.path { return tokenReply(to: request, requestID: requestID, now: now) }
        guard path.hasPrefix("/v2/") else { return refusal(.unknownPath, requestID: requestID, now: now) }
        guard let access = access(of: request, now: now) else {
            return refusal(.unauthorized, requestID: requestID, now: now)
        }
        let decision = limiter.withLock { $0?.admit(now: now) }
        let isGranted = decision?.granted ?? true
        report.withLock { $0.limited(granted: isGranted) }
        var reply: ServiceReply
        if isGranted {
            reply = workReply(to: request, access: access, requestID: requestID, now: now)
        } else {
            reply = ServiceReply(error: .rateLimited, requestID: requestID)
            reply.setHeader("Retry-After", String(decision?.retryAfterSeconds ?? 1))
        }
        addCommonHeaders(to: &reply, requestID: requestID, decision)
        return reply
    }

    /// The reply to bytes that were not even a request.
    func reply(to error: ServiceError, now: Int64) -> ServiceReply {
        var reply = refusal(error, requestID: nextRequestID(), now: now)
        reply.isReported = false
        return reply
    }

    /// Notes the end of a request. `began` says whether any of the answer was written.
    func settle(_ reply: ServiceReply, began: Bool) {
        guard reply.isReported else { return }
        report.withLock { $0.settled(status: began ? reply.status : nil, billed: reply.billed) }
        if !began, !reply.billed.isEmpty { quota.withLock { $0.refund(reply.billed.count) } }
    }

    /// "req_" and eight hexadecimal digits, none twice in four thousand million.
    func nextRequestID() -> String {
        let count = requests.wrappingAdd(1, ordering: .relaxed).newValue
        let digits = String(count &* 0x9E37_79B1, radix: 16)
        return "req_" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// What the key or token of a request allows, or nil if it is missing or unknown.
    private func access(of request: ServiceRequest, now: Int64) -> Access? {
        guard let parts = request.authorization?.split(separator: " "), parts.count == 2,
            parts[0].lowercased() == "bearer"
        else { return nil }
        let token = String(parts[1])
        if configuration.keys.contains(token) { return .full }
        if configuration.readOnlyKeys.contains(token) { return .readOnly }
        guard configuration.client != nil else { return nil }
        return tokens.withLock { $0.isValid(token, now: now) } ? .full : nil
    }

    /// An error that took no permit.
    private func refusal(_ error: ServiceError, requestID: String, now: Int64) -> ServiceReply {
        var reply = ServiceReply(error: error, requestID: requestID)
        addCommonHeaders(to: &reply, requestID: requestID, limiter.withLock { $0?.peek(now: now) })
        return reply
    }

    /// The headers of every answer. One that the fault script has set stays.
    private func addCommonHeaders(to reply: inout ServiceReply, requestID: String, _ decision: RateDecision?) {
        reply.addHeader("X-Request-Id", requestID)
        guard let decision else { return }
        reply.addHeader("X-RateLimit-Limit", String(decision.limit))
        reply.addHeader("X-RateLimit-Remaining", String(decision.remaining))
        reply.addHeader("X-RateLimit-Reset", String(decision.resetSeconds))
    }
}

/// What a key allows.
enum Access: Sendable {
    /// Everything.
    case full
    /// To look at models and datasets.
    case readOnly
}

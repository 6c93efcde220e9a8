@testable import LabelfCore

/// A session on a virtual clock with a seeded generator, and a record of what it does, in words:
///
///     send 1 [x y]            request 1 with two texts; a retry of the same batch has the same number
///     abort 1
///     ask 2 /s/0              request 2 is one of a source
///     fetch 3                 request 3 is for a token
///     a: =x !refused          call "a" is settled: for each text the label of its answer, or its error
///
/// Every answer gives a text the label "=" and the text, so that a label at another text shows. The memory of a call's
/// texts is overwritten as soon as the call is settled.
final class Transcript {
    let session: Session
    private(set) var now = Instant(nanoseconds: 0)
    private(set) var jobs: [String: Job] = [:]
    private(set) var settlements: [String: Int] = [:]
    /// The outcomes of settled calls, as they were then.
    private(set) var settled: [String: [String]] = [:]
    /// The texts of the requests in flight.
    private(set) var inFlight: [RequestID: [String]] = [:]
    /// Each request sent: its number, its time, its texts.
    private(set) var requests: [(id: RequestID, at: Instant, texts: [String])] = []
    private(set) var sources: [String: AskedSource] = [:]
    private var submitted: [String: RequestSource] = [:]
    private var arenas: [String: TextArena] = [:]

    static let query = ClassifyQuery(model: 1)

    /// With no limit in the way unless `requestsPerMinute` says otherwise; nil for one that is to be learned.
    init(
        requestsPerMinute: Int? = 1_000_000, maxConnections: Int = 8, linger: Double = 0, maxRetries: Int = 3,
        maxRateLimits: Int = 10, bulkReserve: Int = 10, maxBilled: Int? = nil, usesToken: Bool = false,
        cacheBytes: Int = 0, cacheSeconds: Double = 60, seed: UInt64 = 1
    ) {
        var settings = SessionSettings()
        settings.requestsPerMinute = requestsPerMinute
        settings.maxConnections = maxConnections
        settings.linger = .seconds(linger)
        settings.backoff.maxRetries = maxRetries
        settings.maxRateLimits = maxRateLimits
        settings.bulkReservePercent = bulkReserve
        settings.maxBilledTexts = maxBilled
        settings.usesToken = usesToken
        settings.cacheBytes = cacheBytes
        settings.cacheLifetime = .seconds(cacheSeconds)
        session = Session(settings: settings, random: SeededGenerator(seed: seed))
    }

    // MARK: Events

    /// A call comes. `deadline` is seconds from now; `more` if other events follow before the session may act.
    @discardableResult
    func submit(
        _ name: String, _ texts: [String], _ query: ClassifyQuery = Transcript.query, lane: Lane = .bulk,
        deadline: Double? = nil, more: Bool = false
    ) -> [String] {
        let arena = TextArena(texts)
        arenas[name] = arena
        let job = Job(
            query: query, plan: Plan(texts: arena.texts, maxCharacters: 10_000), lane: lane,
            deadline: deadline.map { now + .seconds($0) } ?? .distantFuture)
        jobs[name] = job
        return handle(.submitted(.texts(job)), more: more)
    }

    @discardableResult
    func cancel(_ name: String, more: Bool = false) -> [String] {
        guard let job = jobs[name] else { return ["no call \(name)"] }
        return handle(.cancelled(.texts(job), LabelfError(.cancelled, "cancelled")), more: more)
    }

    /// It is to go on with other settings: with another number of connections, or another budget.
    @discardableResult
    func reconfigure(maxConnections: Int? = nil, budget: RateBudget? = nil) -> [String] {
        var settings = session.settings
        if let maxConnections { settings.maxConnections = maxConnections }
        if let budget { session.budget.replace(with: budget, sharing: nil, now: now) }
        return handle(.reconfigured(settings), more: false)
    }

    /// Something else is asked for: so many requests at first.
    @discardableResult
    func ask(
        _ name: String, _ requests: Int = 1, lane: Lane = .bulk, deadline: Double? = nil, usesQuota: Bool = false,
        more: Bool = false
    ) -> [String] {
        let source = AskedSource(
            name, requests, lane: lane, deadline: deadline.map { now + .seconds($0) } ?? .distantFuture,
            usesQuota: usesQuota)
        sources[name] = source
        let submission = source.submit()
        submitted[name] = submission
        return handle(.submitted(.requests(submission)), more: more)
    }

    @discardableResult
    func withdraw(_ name: String, more: Bool = false) -> [String] {
        guard let source = submitted[name] else { return ["no source \(name)"] }
        return handle(.cancelled(.requests(source), LabelfError(.cancelled, "cancelled")), more: more)
    }

    /// A source's request is answered with a body.
    @discardableResult
    func answer(
        _ id: RequestID, body: String, status: Int = 200, rate: RateHeaders = RateHeaders(), more: Bool = false
    ) -> [String] {
        inFlight[id] = nil
        var metadata = ResponseMetadata(ResponseHead(status: status), wallClockSeconds: 0)
        metadata.rate = rate
        return Array(body.utf8).withUnsafeBytes { bytes in
            handle(.answered(id, .body(status: status, bytes), metadata), more: more)
        }
    }

    /// The service answers every text of a request; `texts` to answer another number of them.
    @discardableResult
    func answer(_ id: RequestID, rate: RateHeaders = RateHeaders(), texts: Int? = nil, more: Bool = false) -> [String] {
        var metadata = ResponseMetadata(ResponseHead(status: 200), wallClockSeconds: 0)
        metadata.rate = rate
        var answered = inFlight.removeValue(forKey: id) ?? []
        while let texts, answered.count < texts { answered.append("?") }
        return handle(
            .answered(id, .predictions(Transcript.labelled(answered.prefix(texts ?? .max))), metadata), more: more)
    }

    /// The service answers all that is in flight.
    @discardableResult
    func answerAll(rate: RateHeaders = RateHeaders(), more: Bool = false) -> [String] {
        let steps = inFlight.keys.sorted().flatMap { answer($0, rate: rate, more: true) }
        return more ? steps : steps + turn()
    }

    @discardableResult
    func refuse(
        _ id: RequestID, _ status: Int, code: String = "", message: String = "", retryAfter: Double = 60,
        rate: RateHeaders = RateHeaders(), more: Bool = false
    ) -> [String] {
        var error = ServerError(status: status)
        error.code = code
        error.message = message
        error.requestID = "req_\(id)"
        var metadata = ResponseMetadata(ResponseHead(status: status), wallClockSeconds: 0)
        metadata.retryAfter = .seconds(retryAfter)
        metadata.rate = rate
        inFlight[id] = nil
        return handle(.refused(id, error, metadata), more: more)
    }

    @discardableResult
    func garble(_ id: RequestID, _ message: String) -> [String] {
        inFlight[id] = nil
        let metadata = ResponseMetadata(ResponseHead(status: 200), wallClockSeconds: 0)
        return handle(.garbled(id, message: message, metadata), more: false)
    }

    @discardableResult
    func fail(_ id: RequestID, _ status: Status = .network, more: Bool = false) -> [String] {
        inFlight[id] = nil
        return handle(.failed(id, TransportFailure(status, "it broke")), more: more)
    }

    /// The token service gives a token.
    @discardableResult
    func grant(_ id: RequestID, expiresIn seconds: Double? = 3600, more: Bool = false) throws -> [String] {
        let grant = TokenGrant(token: try APIKey("token-of-request-\(id)"), expiresInSeconds: seconds)
        return handle(.granted(id, grant), more: more)
    }

    /// Lets the time come to be so many seconds from the start.
    @discardableResult
    func advance(to seconds: Double) -> [String] {
        now = max(now, Instant(nanoseconds: 0) + .seconds(seconds))
        return turn()
    }

    @discardableResult
    func advance(to instant: Instant) -> [String] {
        now = max(now, instant)
        return turn()
    }

    /// Lets the time come, and wakes the session whenever it wants to be on the way.
    func run(to seconds: Double) -> [String] {
        let end = Instant(nanoseconds: 0) + .seconds(seconds)
        var lines: [String] = []
        while session.nextWake <= end { lines += advance(to: session.nextWake) }
        return lines + advance(to: end)
    }

    // MARK: What came of it

    /// When the session wants to be woken, in seconds; nil for never.
    var wake: Double? {
        session.nextWake == .distantFuture ? nil : Double(session.nextWake.nanoseconds) / 1e9
    }

    func isSettled(_ name: String) -> Bool { settlements[name] != nil }

    /// The outcome of each text of a call.
    func outcomes(_ name: String) -> [String] {
        guard let job = jobs[name] else { return ["no call \(name)"] }
        let result = ClassifyResult(job.plan, job.outcomes)
        return (0..<result.texts).map { text in
            if let place = result.errorPlace(of: text) { return "!\(result.errors[place].status)" }
            let labels = result.offsets[text]..<result.offsets[text + 1]
            return labels.map { String(decoding: result.labels[Int(result.labelIndices[Int($0)])], as: UTF8.self) }
                .joined(separator: "+")
        }
    }

    func error(_ name: String, _ text: Int = 0) -> LabelfError? {
        guard let job = jobs[name] else { return nil }
        let result = ClassifyResult(job.plan, job.outcomes)
        return result.errorPlace(of: text).map { result.errors[$0] }
    }

    private func handle(_ event: Event, more: Bool) -> [String] {
        session.handle(event, now: now)
        return more ? [] : turn()
    }

    private func turn() -> [String] {
        session.advance(now: now)
        return session.takeActions().map(describe)
    }

    private func describe(_ action: Action) -> String {
        switch action {
        case .send(.batch(let batch)):
            let texts = batch.texts.map(\.string)
            inFlight[batch.id] = texts
            requests.append((batch.id, now, texts))
            return "send \(batch.id) [\(texts.joined(separator: " "))]"
        case .abort(let id):
            inFlight[id] = nil
            return "abort \(id)"
        case .send(.request(let request)):
            inFlight[request.id] = []
            return "ask \(request.id) \(request.request.path)"
        case .fetchToken(let id): return "fetch \(id)"
        case .settled(.requests(let source)):
            let name = sources.first { $0.value.source === source }?.key ?? "?"
            settlements[name, default: 0] += 1
            return ([name + ":"] + (sources[name]?.heard ?? [])).joined(separator: " ")
        case .settled(.texts(let job)):
            let name = jobs.first { $0.value === job }?.key ?? "?"
            settlements[name, default: 0] += 1
            settled[name] = outcomes(name)
            arenas[name]?.overwrite()
            return ([name + ":"] + outcomes(name)).joined(separator: " ")
        }
    }

    private static func labelled(_ texts: some Collection<String>) -> Answer {
        var answer = Answer()
        for text in texts {
            answer.labels.append(Array("=\(text)".utf8))
            answer.labelIndices.append(Int32(answer.labelIndices.count))
            answer.confidences.append(0.5)
            answer.offsets.append(Int32(answer.labelIndices.count))
        }
        return answer
    }
}

/// "t0", "t1", ... with a prefix: different texts.
func texts(_ count: Int, _ prefix: String = "t", from first: Int = 0) -> [String] {
    (first..<first + count).map { "\(prefix)\($0)" }
}

/// `send id [prefix...]` for consecutive texts.
func sends(_ id: RequestID, _ count: Int, _ prefix: String = "t", from first: Int = 0) -> String {
    "send \(id) [\(texts(count, prefix, from: first).joined(separator: " "))]"
}

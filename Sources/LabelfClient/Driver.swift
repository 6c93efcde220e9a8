internal import LabelfCore
internal import LabelfTransport
internal import LabelfWire

/// What runs on the client's thread: reads the clock, runs the session, and carries out its actions.
final class Driver {
    private let client: Client
    private let transport: Transport
    private let session: Session
    /// The calls that are not settled, by their work.
    private var calls: [ObjectIdentifier: Call] = [:]
    /// Calls of which somebody waits for a part.
    private var wanted: [Call] = []
    /// What no error may repeat after the service.
    private var secrets: Secrets
    /// What it runs with now.
    private var configuration: Configuration

    init(_ client: Client, _ transport: Transport) {
        self.client = client
        self.transport = transport
        configuration = client.configuration
        secrets = Secrets(configuration)
        let settings = configuration.sessionSettings
        var random = Randomness(seed: Randomness.systemSeed())
        let own = settings.rateBudget(random: Randomness(seed: random.next()))
        let budget = Budget(own, sharing: SharedBudget.sharing(configuration, own))
        session = Session(settings: settings, random: random, budget: budget)
    }

    /// From any thread.
    func wake() {
        transport.wake()
    }

    /// Runs until the client is stopped.
    func run() {
        while true {
            let isStopped = receive()
            advance()
            if isStopped && calls.isEmpty { break }
            transport.run(until: timeout())
            transport.completions { id, exchange in self.complete(id, exchange) }
        }
        client.driverEnded()
        transport.close()
    }

    /// Takes in what has come. It is let go of here, and not held while nothing happens.
    /// - Returns: whether the thread is to end.
    private func receive() -> Bool {
        let inbox = client.takeInbox()
        let now = Clock.now()
        if let change = inbox.change { apply(change, now: now) }
        for call in inbox.submitted {
            calls[call.work.submission.object] = call
            session.handle(.submitted(call.work.submission), now: now)
        }
        for call in inbox.cancelled {
            let error = LabelfError(.cancelled, "the call was cancelled")
            session.handle(.cancelled(call.work.submission, error), now: now)
        }
        wanted += inbox.wanted
        if inbox.isAbandoned {
            let error = LabelfError(.closed, "the client was closed before the call was done")
            for call in calls.values { session.handle(.cancelled(call.work.submission, error), now: now) }
        }
        return inbox.isStopped
    }

    /// Requests that are in flight go on as they are.
    private func apply(_ change: ConfigurationChange, now: Instant) {
        let (old, new) = (configuration, change.configuration)
        configuration = new
        let settings = new.sessionSettings
        transport.allow(connections: settings.maxConnections)
        var isOtherKey = false
        if let authorization = change.authorization, let key = new.apiKey, let before = old.apiKey {
            isOtherKey = !key.secret.isSame(as: before.secret)
            transport.authorize(authorization)
            secrets.add(key: key.secret)
        }
        let isOtherLimit = old.requestsPerMinute != new.requestsPerMinute
        if isOtherKey || isOtherLimit {
            // Another key of the same workspace has the same budget; processes find each other by the key that they have.
            let random = Randomness(seed: Randomness.systemSeed())
            let budget = isOtherLimit ? settings.rateBudget(random: random) : session.budget.learned(now: now)
            session.budget.replace(with: budget, sharing: SharedBudget.sharing(new, budget), now: now)
        }
        session.handle(.reconfigured(settings), now: now)
    }

    /// Lets the session act until it has nothing more to do at this time.
    private func advance() {
        let now = Clock.now()
        session.advance(now: now)
        var actions = session.takeActions()
        while !actions.isEmpty {
            var settled: [Call] = []
            for action in actions {
                switch action {
                case .send(.batch(let batch)): send(batch, now: now)
                case .send(.request(let request)): start(request.id, request.request, now: now)
                case .fetchToken(let id):
                    if let failure = transport.start(id, .forToken) { session.handle(.failed(id, failure), now: now) }
                case .abort(let id): transport.abort(id)
                case .settled(let submission):
                    if let call = calls.removeValue(forKey: submission.object) { settled.append(call) }
                }
            }
            client.publish(session.snapshot)
            for call in settled { client.settled(call) }
            session.advance(now: now)
            actions = session.takeActions()
        }
        client.publish(session.snapshot)
        // One that is settled has handed over the rest.
        wanted.removeAll { calls[$0.work.submission.object] == nil || $0.deliverPart() }
    }

    private func send(_ batch: Batch, now: Instant) {
        let body = InferenceWire.encode(batch.query, texts: batch.texts)
        let request = Request(method: .post, path: InferenceWire.path(batch.query), body: body)
        let failure = body == nil ? TransportFailure(.memory, "no memory for a request") : nil
        start(batch.id, request, failure, now: now)
    }

    /// - Parameter failure: why it cannot be sent at all.
    private func start(_ id: RequestID, _ request: Request, _ failure: TransportFailure? = nil, now: Instant) {
        if failure == nil { session.counters.bytesSent += UInt64(request.body?.bytes.count ?? 0) }
        if let failure = failure ?? transport.start(id, request) {
            session.handle(.failed(id, failure), now: now)
        }
    }

    private func complete(_ id: RequestID, _ exchange: Exchange) {
        let now = Clock.now()
        switch exchange {
        case .failed(let failure): session.handle(.failed(id, failure), now: now)
        case .answered(let head, let body):
            if session.isForToken(id) { return takeToken(id, head, body, now: now) }
            guard let sent = session.outbound(inFlight: id) else { break }
            session.counters.bytesReceived += UInt64(body.count)
            let metadata = ResponseMetadata(head, wallClockSeconds: Clock.wallClockSeconds())
            guard head.status == 200 || (sent.batch == nil && (200...299).contains(head.status)) else {
                let error = secrets.hidden(in: ErrorWire.decode(body, status: head.status))
                session.handle(.refused(id, error, metadata), now: now)
                break
            }
            guard let batch = sent.batch else {
                session.handle(.answered(id, .body(status: head.status, body), metadata), now: now)
                break
            }
            do throws(WireError) {
                let answer = try InferenceWire.decode(body, texts: batch.texts)
                session.handle(.answered(id, .predictions(answer), metadata), now: now)
            } catch {
                session.handle(.garbled(id, message: error.message, metadata), now: now)
            }
        }
    }

    private func takeToken(_ id: RequestID, _ head: ResponseHead, _ body: UnsafeRawBufferPointer, now: Instant) {
        let metadata = ResponseMetadata(head, wallClockSeconds: Clock.wallClockSeconds())
        guard head.status == 200 else {
            let error = secrets.hidden(in: TokenWire.decodeError(body, status: head.status))
            return session.handle(.refused(id, error, metadata), now: now)
        }
        do throws(WireError) {
            let grant = try TokenWire.decode(body)
            if let failure = transport.authorize(grant.token) {
                return session.handle(.failed(id, failure), now: now)
            }
            secrets.add(grant.token.secret)
            session.handle(.granted(id, grant), now: now)
        } catch {
            session.handle(.garbled(id, message: error.message, metadata), now: now)
        }
    }

    /// Milliseconds until the session wants to be woken; at most a minute, after which a look does no harm.
    private func timeout() -> Int32 {
        let wake = session.nextWake
        if wake == .distantFuture { return 60_000 }
        let wait = (wake - Clock.now()).milliseconds
        return Int32(truncatingIfNeeded: min(max(wait, 0), 60_000))
    }
}

extension Submission {
    var object: ObjectIdentifier {
        switch self {
        case .texts(let job): ObjectIdentifier(job)
        case .requests(let source): ObjectIdentifier(source)
        }
    }
}

extension Randomness {
    /// A number from the system, that is different each time.
    static func systemSeed() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

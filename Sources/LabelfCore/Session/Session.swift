/// What happens to a session.
package enum Event {
    /// A call is made.
    case submitted(Job)
    /// A call is given up, with the error for the texts that have no answer yet.
    case cancelled(Job, LabelfError)
    /// Something else is asked for.
    case asked(RequestSource)
    /// It is given up.
    case withdrawn(RequestSource, LabelfError)
    /// A request was answered with a success.
    case answered(RequestID, Answer, ResponseMetadata)
    /// An errand was answered with a success: its status, and its body, which is read at once.
    case returned(RequestID, Int, UnsafeRawBufferPointer, ResponseMetadata)
    /// A request was answered with a success that is not what the API documents; the message says why.
    case garbled(RequestID, message: String, ResponseMetadata)
    /// A request was answered with an error.
    case refused(RequestID, ServerError, ResponseMetadata)
    /// A request has no answer.
    case failed(RequestID, TransportFailure)
    /// A request for a token was answered with one, which everything that is sent from now on goes with.
    case granted(RequestID, TokenGrant)
}

/// What the driver has to do.
package enum Action {
    case send(Batch)
    case run(Errand)
    /// Ask for a token.
    case fetch(RequestID)
    /// Nobody waits for the answer any more.
    case abort(RequestID)
    /// Nothing more will come for this job.
    case settled(Job)
    /// Nothing more will come for this source.
    case finished(RequestSource)
}

/// What the head of a response tells, in this machine's terms.
package struct ResponseMetadata {
    package var rate: RateHeaders
    /// How long a 429 asks to wait.
    package var retryAfter: Interval

    package init(_ head: ResponseHead, wallClockSeconds: Int64) {
        rate = RateHeaders(head, wallClockSeconds: wallClockSeconds)
        retryAfter =
            RetryAfter.interval(head, wallClockSeconds: wallClockSeconds)
            ?? RetryAfter.fallback(head, wallClockSeconds: wallClockSeconds)
    }
}

package struct SessionSettings: Sendable {
    package var maxConnections = 8
    package var linger = Interval.zero
    package var backoff = Backoff()
    /// 429s that one batch sits out.
    package var maxRateLimits = 10
    package var requestsPerMinute: Int?
    package var bulkReservePercent = 10
    /// Nil for no cap.
    package var maxBilledTexts: Int?
    /// Whether requests go with a token that has to be asked for; else with a key.
    package var usesToken = false
    /// What the cache may take; 0 for none.
    package var cacheBytes = 0
    /// How long an answer is good there.
    package var cacheLifetime = Interval.zero

    package init() {}

    /// A budget that has seen nothing yet.
    package func rateBudget(random: Randomness) -> RateBudget {
        RateBudget(requestsPerMinute: requestsPerMinute, bulkReservePercent: bulkReservePercent, random: random)
    }
}

/// The machine: plans, admits, retries and settles. It is handed events and the time, and leaves actions; it never reads a
/// clock, and does no I/O. Every job is settled exactly once.
///
/// Its parts: `SessionSending` cuts batches when they can be sent, `SessionAnswers` reads what comes back,
/// `SessionEnding` settles. `SessionErrands` is for requests that are not batches of texts, `SessionTokens` for the token
/// that they go with.
package final class Session {
    /// Texts in one inference request (API document, "Limits").
    package static let batchSize = 8

    /// How many requests so many texts make.
    package static func requests(forTexts texts: Int) -> Int {
        texts / batchSize + (texts % batchSize > 0 ? 1 : 0)
    }

    let settings: SessionSettings
    var random: Randomness
    package var counters = Counters()
    /// What the driver has to do, in this order.
    package private(set) var actions: [Action] = []

    let budget: Budget
    var retryBudget = RetryBudget()
    var groups: [ClassifyQuery: Group] = [:]
    /// The same groups, in turns: whoever was given a batch goes to the back.
    var turns: [Group] = []
    /// Who asks for something else, in turns: whoever handed out a request goes to the back.
    var sources: [RequestSource] = []
    /// In each lane, whether a source is next where texts wait too.
    var isSourcesTurn = PerLane(both: true)
    var inFlight: [RequestID: Outbound] = [:]
    /// What is to be sent again, or for the first time after a split.
    var delayed: [Outbound] = []
    /// The texts in flight and delayed, by what they ask.
    var index: [ItemKey: Item] = [:]
    var deadlines = Heap<Job>(precedes: { $0.deadline < $1.deadline })
    /// How many of them the last sweep left.
    private var sweptDeadlines = 0
    /// The 429 that all wait for.
    var pauseError: LabelfError?
    /// That the quota was used up when somebody last asked.
    var quotaError: LabelfError?
    /// The last request from before that was known.
    var lastBeforeQuota: RequestID = 0
    /// Answers of earlier texts; nil if they are not kept.
    let cache: ResultCache?
    /// Nil if requests go with a key.
    var tokens: TokenDesk?
    var spending: SpendingCap
    private(set) var lastID: RequestID = 0
    /// Interactive batches since the last bulk one, while bulk waited.
    var interactiveInARow = 0
    /// The limit that the calls were last held against, and whether it has changed since.
    private(set) var knownLimit: Int?
    var isLimitNew = false
    /// What a request takes from when it is sent to its answer: an average in which the last answers count most.
    private(set) var roundTrip = Interval.zero
    /// Since when nothing is missing but a permit.
    var waitingForPermit: Instant?
    /// When sending is next worth a try, if nothing else happens.
    var nextSending = Instant.distantFuture

    /// - Parameter budget: nil for one of its own.
    package init(settings: SessionSettings, random: Randomness, budget: Budget? = nil) {
        self.settings = settings
        self.random = random
        knownLimit = settings.requestsPerMinute
        spending = SpendingCap(limit: settings.maxBilledTexts)
        cache =
            settings.cacheBytes > 0
            ? ResultCache(maxBytes: settings.cacheBytes, lifetime: settings.cacheLifetime) : nil
        tokens = settings.usesToken ? TokenDesk() : nil
        self.budget = budget ?? Budget(settings.rateBudget(random: random))
    }

    package func handle(_ event: Event, now: Instant) {
        if tookToken(event, now: now) { return }
        switch event {
        case .submitted(let job): submit(job, now: now)
        case .cancelled(let job, let error): end(job, with: error, now: now)
        case .asked(let source): ask(source, now: now)
        case .withdrawn(let source, let error): end(source, with: error, now: now)
        case .answered(let id, let answer, let metadata):
            if let batch = finish(id, metadata, isBilled: true, now: now)?.batch {
                succeed(batch, with: answer, now: now)
            }
        case .returned(let id, let status, let body, let metadata):
            if let errand = finish(id, metadata, isBilled: true, now: now)?.errand {
                answered(errand, status: status, body: body, now: now)
            }
        case .garbled(let id, let message, let metadata):
            if let sent = finish(id, metadata, isBilled: true, now: now) {
                fail(sent, with: protocolError(Message(message), of: sent))
            }
        case .refused(let id, let error, let metadata):
            if let sent = finish(id, metadata, isBilled: false, now: now) {
                refuse(sent, with: error, metadata, now: now)
            }
        case .failed(let id, let failure):
            let isBilled = failure.mayHaveBeenBilled
            if let sent = finish(id, nil, isBilled: isBilled, now: now) { failed(sent, with: failure, now: now) }
        case .granted: break
        }
    }

    /// Does what the time and the events so far allow: to be called once after all the events of a turn, so that texts
    /// that came together go together.
    package func advance(now: Instant) {
        expire(now: now)
        failWhatIsLate(now: now)
        send(now: now)
    }

    /// When the session wants to be woken if nothing happens before.
    package var nextWake: Instant {
        let first = sources.reduce(nextSending) { min($0, $1.deadline) }
        return min(first, deadlines.first?.deadline ?? .distantFuture)
    }

    package var snapshot: Snapshot { Snapshot(self) }

    package func takeActions() -> [Action] {
        let taken = actions
        actions.removeAll(keepingCapacity: true)
        return taken
    }

    /// A batch whose answer is awaited; nil if there is none, or none any more.
    package func batch(inFlight id: RequestID) -> Batch? { inFlight[id]?.batch }

    /// The same for an errand.
    package func errand(inFlight id: RequestID) -> Errand? { inFlight[id]?.errand }

    func act(_ action: Action) {
        actions.append(action)
    }

    /// Takes out what is to be sent again.
    func takeOut(_ sent: Outbound) {
        delayed.removeAll { $0 === sent }
    }

    func nextID() -> RequestID {
        lastID += 1
        return lastID
    }

    private func submit(_ job: Job, now: Instant) {
        counters.calls += 1
        counters.texts += UInt64(job.plan.count)
        counters.textsDuplicate += UInt64(job.plan.duplicates)
        recall(job, now: now)
        settleIfDone(job)
        if job.isSettled { return }
        remember(deadlineOf: job)
        let group = group(of: job.query)
        group.add(job, now: now)
        joinWhatIsInFlight(job, group, now: now)
        failIfLate(job, group, now: now)
    }

    private func notice(_ sample: Interval) {
        let change = (sample.nanoseconds - roundTrip.nanoseconds) / 8
        roundTrip = roundTrip == .zero ? sample : Interval(nanoseconds: roundTrip.nanoseconds + change)
    }

    /// Settled jobs stay among the deadlines until theirs has come, which may be days: they are swept out when they may be
    /// more than half.
    private func remember(deadlineOf job: Job) {
        guard job.deadline < .distantFuture else { return }
        if deadlines.count > 64 + 2 * sweptDeadlines {
            deadlines.removeAll { $0.isSettled }
            sweptDeadlines = deadlines.count
        }
        deadlines.insert(job)
    }

    /// The group of a query; a new one, whose turn is last, if no text with this query waits. A group is in `groups` as
    /// long as it is in `turns`, so that there is never a second one that counts the same texts.
    private func group(of query: ClassifyQuery) -> Group {
        if let group = groups[query] { return group }
        let group = Group(query: query)
        groups[query] = group
        turns.append(group)
        return group
    }

    /// Takes a request out of flight, with what its answer says if there is one; nil if it was aborted.
    func finish(_ id: RequestID, _ metadata: ResponseMetadata?, isBilled: Bool, now: Instant) -> Outbound? {
        guard let sent = inFlight.removeValue(forKey: id) else { return nil }
        spending.settle(sent.billed, isBilled: isBilled)
        counters.textsSpent = UInt64(spending.spent)
        if let metadata {
            budget.answered(sent.ticket, metadata.rate, now: now)
            if isBilled { tokens?.keeper.accepted(sent.token) }
            notice(now - sent.sent)
            let limit = budget.limit?.perMinute
            isLimitNew = isLimitNew || limit != knownLimit
            knownLimit = limit
        } else {
            budget.lost(sent.ticket, now: now)
        }
        sent.isInFlight = false
        counters.inFlight = UInt64(inFlight.count)
        return sent
    }
}

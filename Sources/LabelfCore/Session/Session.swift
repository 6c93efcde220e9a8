/// The machine: plans, admits, retries and settles. It is handed events and the time, and leaves actions; it never reads a
/// clock, and does no I/O. Every submission is settled exactly once.
///
/// The life of a text:
///
///     state        held by                 left by                                      to         decided in
///     waiting      Backlog, in a Group     an equal text is in flight (coalesced)       in flight  +Batching
///                                          its answer is in the cache                   answered   +Batching
///                                          a permit and a connection are free           in flight  +Dispatch, +Batching
///                                          deadline, cancellation, quota, cap           failed     +Completion, +Quota
///                                          the forecast is past the deadline            failed     +Forecast
///     in flight    Underway, in a Batch    a success                                    answered   +Responses
///                                          5xx, 429, broken connection, expired token   delayed    +Responses, +Token
///                                          the batch is refused: two halves             delayed    +Responses
///                                          a final error; the text alone is refused     failed     +Responses
///                                          deadline, cancellation                       failed     +Completion
///     delayed      Underway, in a Batch    its time has come                            in flight  +Dispatch
///                                          its time is past the deadline                failed     +Completion
///                                          cancellation, quota, cap                     failed     +Completion, +Quota
///     answered     Outcomes of the Job     all texts of the call have an outcome        settled    +Completion
///     failed       Outcomes of the Job     the same                                     settled    +Completion
///
/// What follows from a failure is decided by `RetryDecision`, and whether a permit is free by `Budget`. A request of a source
/// has the same life from in flight on (+Sources). "+X" is the file Session+X.swift.
package final class Session {
    /// Texts in one inference request (API document, "Limits").
    package static let batchSize = 8

    /// How many requests that many texts make.
    package static func requests(forTexts texts: Int) -> Int {
        texts / batchSize + (texts % batchSize > 0 ? 1 : 0)
    }

    private(set) var settings: SessionSettings
    var random: Randomness
    package var counters = Counters()
    /// What the driver has to do, in this order.
    private(set) var actions: [Action] = []

    /// When something may be sent.
    package let budget: Budget
    /// Whether one more retry may be made.
    var retryBudget = RetryBudget()
    /// What may be spent.
    var allowance: Allowance
    /// Nil if requests go with a key.
    var token: TokenState?
    /// Answers of earlier texts; nil if they are not kept.
    let cache: ResultCache?

    var backlog = Backlog()
    var underway = Underway()
    var deadlines = Deadlines()
    var laneShare = LaneShare()
    var service: ServiceView
    var timer = SendTimer()

    /// - Parameter budget: nil for one of its own.
    package init(settings: SessionSettings, random: Randomness, budget: Budget? = nil) {
        self.settings = settings
        self.random = random
        service = ServiceView(limit: settings.requestsPerMinute)
        allowance = Allowance(maxBilledTexts: settings.maxBilledTexts)
        cache =
            settings.cacheBytes > 0
            ? ResultCache(maxBytes: settings.cacheBytes, lifetime: settings.cacheLifetime) : nil
        token = settings.usesToken ? TokenState() : nil
        self.budget = budget ?? Budget(settings.rateBudget(random: random))
    }

    package func handle(_ event: Event, now: Instant) {
        if handleTokenEvent(event, now: now) { return }
        switch event {
        case .submitted(.texts(let job)): submit(job, now: now)
        case .submitted(.requests(let source)): submit(source, now: now)
        case .cancelled(.texts(let job), let error): end(job, with: error, now: now)
        case .cancelled(.requests(let source), let error): end(source, with: error, now: now)
        case .answered(let id, let reply, let metadata):
            if let sent = finish(id, metadata, isBilled: true, now: now) { succeed(sent, with: reply, now: now) }
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
        case .reconfigured(let settings):
            self.settings = settings
            // Calls that wait are held against the limit as it is now.
            service.limited(to: budget.limit?.perMinute)
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
        min(timer.next, backlog.firstSourceDeadline, deadlines.first)
    }

    package var snapshot: Snapshot { Snapshot(self) }

    package func takeActions() -> [Action] {
        let taken = actions
        actions.removeAll(keepingCapacity: true)
        return taken
    }

    /// What is waiting for an answer by this name; nil if there is nothing, or nothing any more.
    package func outbound(inFlight id: RequestID) -> Outbound? { underway.outbound(inFlight: id) }

    func act(_ action: Action) {
        actions.append(action)
    }

    private func submit(_ job: Job, now: Instant) {
        counters.calls += 1
        counters.texts += UInt64(job.plan.count)
        counters.textsDuplicate += UInt64(job.plan.duplicates)
        answerFromCache(job, now: now)
        settleIfDone(job)
        if job.isSettled { return }
        deadlines.insert(job)
        let group = backlog.add(job, now: now)
        coalesceWithUnderway(job, group, now: now)
        failIfLate(job, group, now: now)
    }

    /// Takes a request out of flight, with what its answer says if there is one; nil if it was aborted.
    func finish(_ id: RequestID, _ metadata: ResponseMetadata?, isBilled: Bool, now: Instant) -> Outbound? {
        guard let (sent, attempt) = underway.finish(id) else { return nil }
        allowance.settle(sent.billed, isBilled: isBilled)
        counters.textsSpent = UInt64(allowance.spent)
        if let metadata {
            budget.answered(attempt.ticket, metadata.rate, now: now)
            if isBilled { token?.accepted(sent.delivery.token) }
            service.answered(limit: budget.limit?.perMinute, after: now - attempt.sent)
        } else {
            budget.lost(attempt.ticket, now: now)
        }
        counters.inFlight = UInt64(underway.inFlightCount)
        return sent
    }
}

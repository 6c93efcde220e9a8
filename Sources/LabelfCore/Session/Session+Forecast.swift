/// A call that cannot be done in time hears so at once, rather than when its deadline comes.
extension Session {
    /// Requests that wait in each lane, delayed ones included.
    var queued: PerLane<Int> {
        var queued = backlog.requests
        for batch in underway.delayed { queued[batch.lane] += 1 }
        return queued
    }

    /// Fails a new source if the forecast for the requests that it has now is past its deadline.
    func failIfLate(_ source: RequestSource, now: Instant) {
        guard source.deadline > now, source.deadline < .distantFuture else { return }
        if let resume = budget.pausedUntil, now < resume, source.deadline < resume { return }
        let own = source.open
        var requests = source.lane == .interactive ? 0 : queued.interactive
        for sent in underway.delayed where sent.lane == source.lane { requests += 1 }
        // Sources take turns among each other, and with all batches together.
        for other in backlog.sourcesInTurn where other.lane == source.lane { requests += min(other.open, own) }
        let batches = backlog.groupsInTurn.reduce(0) { $0 + $1.requests[source.lane] }
        requests += min(batches, requests)
        if let done = forecast(source.deadline, isLateAfter: requests, now: now) {
            counters.callsLate += 1
            stop(source, with: late(source.deadline, done, requests, own: own, now: now))
        }
    }

    /// Fails a new call if the forecast is past its deadline. Never while no limit is known.
    func failIfLate(_ job: Job, _ group: Group, now: Instant) {
        guard service.limit != nil, job.waiting > 0, job.deadline > now, job.deadline < .distantFuture else { return }
        // Those who cannot wait for the end of a pause hear of its cause.
        if let resume = budget.pausedUntil, now < resume, job.deadline < resume { return }
        // The cheap question first: usually there is time for everything that waits.
        let queued = queued
        let all = job.lane == .interactive ? queued.interactive : queued.interactive + queued.bulk
        guard forecast(job.deadline, isLateAfter: all, now: now) != nil else { return }
        let requests = requests(until: job, in: group)
        if let done = forecast(job.deadline, isLateAfter: requests, now: now) {
            counters.callsLate += 1
            let own = Session.requests(forTexts: job.waiting)
            end(job, with: late(job.deadline, done, requests, own: own, now: now), now: now)
        }
    }

    /// Looks at the calls that wait when a limit becomes known, or changes. Each for itself, and for those before it in
    /// its group: what is certain to be late, not what may be. What is in flight comes home.
    func failWhatIsLate(now: Instant) {
        guard service.takeNewLimit() else { return }
        for source in backlog.sourcesInTurn where source.open > 0 && source.deadline > now {
            guard let done = forecast(source.deadline, isLateAfter: source.open, now: now) else { continue }
            counters.callsLate += 1
            stop(source, with: late(source.deadline, done, source.open, own: source.open, now: now))
        }
        for group in backlog.groupsInTurn {
            for lane in [Lane.interactive, .bulk] {
                var ahead = lane == .interactive ? 0 : group.texts.interactive
                for job in group.waitingJobs(in: lane) {
                    let requests = Session.requests(forTexts: ahead + job.waiting)
                    guard job.deadline > now, let done = forecast(job.deadline, isLateAfter: requests, now: now) else {
                        ahead += 1
                        continue
                    }
                    counters.callsLate += 1
                    let own = Session.requests(forTexts: job.waiting)
                    let error = late(job.deadline, done, requests, own: own, now: now)
                    giveUpWaiting(job, with: error)
                    settleIfDone(job)
                }
            }
        }
    }

    /// How many requests are sent until a job is done that came last. Jobs take turns of up to a batch, and so do groups:
    /// a large one holds a small one up by no more turns than the small one needs itself.
    private func requests(until job: Job, in group: Group) -> Int {
        var texts = job.lane == .interactive ? 0 : group.texts.interactive
        let own = Session.requests(forTexts: job.waiting)
        for other in group.waitingJobs(in: job.lane) {
            texts += other === job ? job.waiting : min(other.waiting, own * Session.batchSize)
        }
        let rounds = Session.requests(forTexts: texts)
        var requests = rounds
        for batch in underway.delayed where job.lane == .bulk || batch.lane == .interactive { requests += 1 }
        for source in backlog.sourcesInTurn where job.lane == .bulk || source.lane == .interactive {
            requests += min(source.open, rounds)
        }
        for other in backlog.groupsInTurn where other !== group {
            let its = other.requests
            requests +=
                job.lane == .interactive ? min(its.interactive, rounds) : its.interactive + min(its.bulk, rounds)
        }
        return requests
    }

    /// When a job would be done if that many requests are to be sent until then; nil if that is in time. What can be sent
    /// at once is in time whatever the last answers took: a slow one must not keep all that follow from being sent.
    private func forecast(_ deadline: Instant, isLateAfter requests: Int, now: Instant) -> Interval? {
        guard let wait = budget.forecast.wait(forRequests: requests, now: now), wait > .zero else { return nil }
        let done = wait + service.roundTrip
        return now + done >= deadline ? done : nil
    }

    private func late(
        _ deadline: Instant, _ done: Interval, _ requests: Int, own: Int, now: Instant
    ) -> LabelfError {
        let left = deadline - now
        var error = LabelfError(
            .deadline,
            "the call would be done in about \(done.milliseconds) ms, and its deadline is in \(left.milliseconds) ms "
                + "(\(requests) requests at the rate limit, \(own) of them its own)")
        // The same call fits as soon as it is over with what holds it up, if it fits at all.
        let alone = RateForecast(unused: budget.limit).wait(forRequests: own, now: now)
        if let alone, alone < left { error.retryAfterMilliseconds = max((now + done - deadline).milliseconds, 1) }
        return error
    }
}

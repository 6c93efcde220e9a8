/// How jobs end: with all texts done, cancelled, out of time, or for an error that concerns the whole call.
extension Session {
    /// Ends a job at once: texts without an outcome get the error. Requests that nobody else waits for are aborted.
    func end(_ job: Job, with error: LabelfError, now: Instant) {
        guard !job.isSettled else { return }
        if job.outcomes.open > job.waiting { leave(job, now: now) }
        giveUp(job, with: error)
        job.outcomes.fail(0..<job.plan.uniques.count, with: error)
        settle(job)
    }

    func settleIfDone(_ job: Job) {
        if job.isSettled { return }
        if job.outcomes.open == 0 { settle(job) } else { job.publishProgress() }
    }

    func settle(_ job: Job) {
        job.isSettled = true
        job.publishProgress()
        counters.callsSettled += 1
        // A text that another of its call stands for shares its fate.
        let succeeded = job.plan.texts(where: job.outcomes.hasAnswer)
        counters.textsSucceeded += UInt64(succeeded)
        counters.textsFailed += UInt64(job.plan.count - succeeded)
        act(.settled(job))
    }

    /// Ends the jobs and the sources whose deadline has come.
    func expire(now: Instant) {
        expireSources(now: now)
        while let job = deadlines.first, job.isSettled || job.deadline <= now {
            _ = deadlines.removeFirst()
            guard !job.isSettled else { continue }
            let total = job.plan.uniques.count
            end(
                job,
                with: LabelfError(
                    .deadline, "the deadline passed with \(job.outcomes.open) of \(total) texts unanswered"),
                now: now)
        }
    }

    /// Nothing will be sent before an instant: texts of jobs with an earlier deadline that are not under way fail at once.
    func giveUpUnreachable(before instant: Instant, now: Instant, because error: LabelfError? = nil) {
        let pause = error ?? (budget.pausedUntil == instant ? pauseError : nil)
        stopSources(before: instant, now: now, because: pause)
        var found: [Job] = []
        while let job = deadlines.first, job.isSettled || job.deadline < instant {
            _ = deadlines.removeFirst()
            if !job.isSettled { found.append(job) }
        }
        if found.isEmpty { return }
        for job in found where job.waiting > 0 {
            let error = unreachable(instant, now, because: pause, attempts: 0)
            giveUp(job, with: error)
            settleIfDone(job)
        }
        for again in delayed { giveUp(again, before: instant, now: now, because: pause ?? again.lastError) }
        for job in found where !job.isSettled { deadlines.insert(job) }
    }

    /// Nothing is sent again before an instant: whoever waits for it with an earlier deadline gets the error now.
    func giveUp(_ again: Outbound, before instant: Instant, now: Instant, because last: LabelfError?) {
        if let errand = again.errand, errand.source.deadline < instant {
            takeOut(errand)
            fail(errand, with: unreachable(instant, now, because: last, attempts: errand.attempts))
        }
        guard let batch = again.batch else { return }
        for item in batch.items {
            for waiter in item.waiters where waiter.job.deadline < instant {
                let error = unreachable(instant, now, because: last, attempts: item.attempts)
                waiter.job.outcomes.fail(waiter.unique, with: error)
                leave(item, waiter.job)
                settleIfDone(waiter.job)
            }
        }
        prune(batch, now: now)
    }

    /// A text that no request of its own has taken up is not answered before an instant, which is past its deadline.
    func giveUp(_ unique: Int, of job: Job, before instant: Instant, now: Instant, because last: LabelfError?) {
        job.outcomes.fail(unique, with: unreachable(instant, now, because: last, attempts: 0))
        settleIfDone(job)
    }

    /// Lets go of a batch's texts that nobody waits for; of the whole batch, if there are no others.
    func prune(_ batch: Batch, now: Instant) {
        if batch.isInFlight {
            guard batch.isAbandoned else { return }
            _ = finish(batch.id, nil, isBilled: true, now: now)
            act(.abort(batch.id))
            forgetAll(batch)
            return
        }
        for item in batch.items where item.waiters.isEmpty { forget(item, of: batch) }
        batch.items.removeAll { $0.waiters.isEmpty }
        if batch.items.isEmpty { takeOut(batch) }
    }

    /// An item is no longer in a request: an equal text is asked for anew.
    func forget(_ item: Item, of batch: Batch) {
        let key = key(of: item, batch.query)
        if index[key] === item { index[key] = nil }
    }

    func forgetAll(_ batch: Batch) {
        for item in batch.items { forget(item, of: batch) }
    }

    /// A job waits for nothing any more, and its texts are about to go.
    private func leave(_ job: Job, now: Instant) {
        for sent in Array(inFlight.values) + delayed {
            guard let batch = sent.batch else { continue }
            var left = false
            for item in batch.items where item.waiters.contains(where: { $0.job === job }) {
                leave(item, job)
                left = true
            }
            if left { prune(batch, now: now) }
        }
    }

    /// A job no longer waits for a text. The text may be in the job's memory, so whoever still needs it gets a copy.
    private func leave(_ item: Item, _ job: Job) {
        item.waiters.removeAll { $0.job === job }
        let old = key(of: item, job.query)
        let isIndexed = index[old] === item
        if isIndexed { index[old] = nil }
        item.keepText()
        if isIndexed { index[key(of: item, job.query)] = item }
    }

    private func key(of item: Item, _ query: ClassifyQuery) -> ItemKey {
        ItemKey(query: query, text: item.text, textHash: item.hash)
    }

    /// Takes the texts of a job that no request has taken up out of the queue.
    func giveUp(_ job: Job, with error: LabelfError) {
        guard job.waiting > 0 else { return }
        groups[job.query]?.took(job.waiting, job.lane)
        job.giveUp(with: error)
    }

    func unreachable(
        _ instant: Instant, _ now: Instant, because last: LabelfError?, attempts: Int
    ) -> LabelfError {
        let wait = (instant - now).milliseconds
        var error = last ?? LabelfError(.deadline, "")
        var message: Message = "nothing can be sent for \(wait) ms, which is past the call's deadline"
        if let last { message = "\(message) (\(last.message))" }
        error.status = .deadline
        error.message = message.text
        error.retryAfterMilliseconds = wait
        error.attempts = attempts
        return error
    }
}

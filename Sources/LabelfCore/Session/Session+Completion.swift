/// How jobs end: with all texts done, cancelled, out of time, or for an error that concerns the whole call.
extension Session {
    /// Ends a job at once: texts without an outcome get the error. Requests that no other job waits for are aborted.
    func end(_ job: Job, with error: LabelfError, now: Instant) {
        guard !job.isSettled else { return }
        if job.outcomes.open > job.waiting { leaveUnderway(job, now: now) }
        giveUpWaiting(job, with: error)
        job.outcomes.fail(0..<job.plan.uniques.count, with: error)
        settle(job)
    }

    func settleIfDone(_ job: Job) {
        if job.isSettled { return }
        if job.outcomes.open == 0 { settle(job) } else { job.publishProgress() }
    }

    private func settle(_ job: Job) {
        job.isSettled = true
        job.publishProgress()
        counters.callsSettled += 1
        // A text that another of its call stands for shares its fate.
        let succeeded = job.plan.texts(where: job.outcomes.hasAnswer)
        counters.textsSucceeded += UInt64(succeeded)
        counters.textsFailed += UInt64(job.plan.count - succeeded)
        act(.settled(.texts(job)))
    }

    /// Ends the jobs and the sources whose deadline has come.
    func expire(now: Instant) {
        expireSources(now: now)
        while let job = deadlines.removeFirst(until: now) {
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
        let pause = error ?? (budget.pausedUntil == instant ? service.pauseError : nil)
        stopSources(before: instant, now: now, because: pause)
        let found = deadlines.removeAll(before: instant)
        if found.isEmpty { return }
        for job in found where job.waiting > 0 {
            giveUpWaiting(job, with: unreachable(instant, now, because: pause, attempts: 0))
            settleIfDone(job)
        }
        for again in underway.delayed {
            giveUp(again, before: instant, now: now, because: pause ?? again.delivery.lastError)
        }
        for job in found where !job.isSettled { deadlines.insert(job) }
    }

    /// Nothing is sent again before an instant: what waits for it with an earlier deadline gets the error now.
    func giveUp(_ again: Outbound, before instant: Instant, now: Instant, because last: LabelfError?) {
        switch again {
        case .request(let request):
            guard request.source.deadline < instant else { return }
            underway.removeDelayed(again)
            fail(request, with: unreachable(instant, now, because: last, attempts: request.attempts))
        case .batch(let batch):
            for item in batch.items {
                for waiter in item.waiters where waiter.job.deadline < instant {
                    let error = unreachable(instant, now, because: last, attempts: item.attempts)
                    waiter.job.outcomes.fail(waiter.unique, with: error)
                    underway.leave(item, waiter.job)
                    settleIfDone(waiter.job)
                }
            }
            prune(batch, now: now)
        }
    }

    /// A text that is in no request of its own is not answered before an instant, which is past its deadline.
    func giveUp(_ unique: Int, of job: Job, before instant: Instant, now: Instant, because last: LabelfError?) {
        job.outcomes.fail(unique, with: unreachable(instant, now, because: last, attempts: 0))
        settleIfDone(job)
    }

    /// Takes the texts of a job that wait out of the queue.
    func giveUpWaiting(_ job: Job, with error: LabelfError) {
        guard job.waiting > 0 else { return }
        backlog.remove(textsOf: job)
        job.giveUp(with: error)
    }

    /// Lets go of a batch's texts that nothing waits for; of the whole batch, if there are no others.
    private func prune(_ batch: Batch, now: Instant) {
        if batch.delivery.isInFlight {
            guard batch.isAbandoned else { return }
            _ = finish(batch.id, nil, isBilled: true, now: now)
            act(.abort(batch.id))
            underway.forgetAll(batch)
            return
        }
        for item in batch.removeAbandoned() { underway.forget(item, batch.query) }
        if batch.items.isEmpty { underway.removeDelayed(.batch(batch)) }
    }

    /// A job waits for nothing any more, and its texts are about to go.
    private func leaveUnderway(_ job: Job, now: Instant) {
        for sent in underway.all {
            guard let batch = sent.batch else { continue }
            var left = false
            for item in batch.items where item.waiters.contains(where: { $0.job === job }) {
                underway.leave(item, job)
                left = true
            }
            if left { prune(batch, now: now) }
        }
    }
}

/// What comes back: answers to share out, errors to retry, to wait out, to split, or to report.
extension Session {
    func succeed(_ batch: Batch, with answer: Answer, now: Instant) {
        guard answer.texts == batch.items.count else {
            return fail(
                batch,
                with: protocolError(
                    "\(answer.texts) answers came for \(batch.items.count) texts", of: batch))
        }
        retryBudget.earn(now: now)
        quotaMayBeBack(batch)
        counters.textsSent += UInt64(batch.items.count)
        for (position, item) in batch.items.enumerated() {
            forget(item, of: batch)
            cache?.store(answer, at: position, to: item.text, hash: item.hash, batch.query, now: now)
            for waiter in item.waiters {
                waiter.job.outcomes.succeed(waiter.unique, with: answer, batch.id, at: position)
                settleIfDone(waiter.job)
            }
        }
    }

    func refuse(_ sent: Outbound, with answer: ServerError, _ metadata: ResponseMetadata, now: Instant) {
        if isSentWithNewToken(sent, answer, now: now) { return }
        switch Verdict(answer) {
        case .retry:
            retry(sent, after: serverError(.service, answer, sent), cost: .answer, now: now)
        case .pause:
            counters.rateLimited += 1
            pause(sent, with: serverError(.rateLimited, answer, sent), metadata.retryAfter, now: now)
        case .split:
            let error = serverError(Scenario.recognise(answer) ?? .refused, answer, sent)
            if let batch = sent.batch { split(batch, with: error, now: now) }
            if let errand = sent.errand { refused(errand, with: error) }
        case .end(.quota): quotaIsUsedUp(sent, with: serverError(.quota, answer, sent))
        case .end(let status):
            let error = serverError(status, answer, sent)
            if let errand = sent.errand {
                errand.source.underWay -= 1
                end(errand.source, with: error, now: now)
            }
            guard let batch = sent.batch else { return }
            forgetAll(batch)
            for item in batch.items {
                for waiter in item.waiters { end(waiter.job, with: error, now: now) }
            }
        }
    }

    func failed(_ sent: Outbound, with failure: TransportFailure, now: Instant) {
        var error = LabelfError(failure.status, Message(failure.message))
        error.attempts = sent.attempts
        switch failure.status {
        case .resolve, .connect, .timeout, .network:
            error.retryAfterMilliseconds = settings.backoff.base.milliseconds
            retry(sent, after: error, cost: .connection, now: now)
        default:
            // A certificate, a defect or an answer beyond every bound will be the same the next time.
            fail(sent, with: error)
        }
    }

    private func retry(_ sent: Outbound, after error: LabelfError, cost: RetryBudget.Cost, now: Instant) {
        let mayRepeat = sent.errand?.source.mayRepeat ?? true
        guard mayRepeat, sent.retries < settings.backoff.maxRetries, retryBudget.spend(cost, now: now) else {
            return fail(sent, with: error)
        }
        sent.retries += 1
        let pause = settings.backoff.pause(beforeRetry: sent.retries, using: &random)
        delay(sent, until: now + pause, because: error, now: now)
    }

    private func pause(_ sent: Outbound, with error: LabelfError, _ wait: Interval, now: Instant) {
        var error = error
        error.retryAfterMilliseconds = wait.milliseconds
        pauseError = error
        budget.pause(until: now + wait, now: now)
        guard sent.rateLimits < settings.maxRateLimits else { return fail(sent, with: error) }
        sent.rateLimits += 1
        delay(sent, until: now + wait, because: error, now: now)
    }

    /// Keeps a request to be sent again. Whoever cannot wait that long hears so at once.
    func delay(_ sent: Outbound, until due: Instant, because error: LabelfError, now: Instant) {
        if let final = quotaError(of: sent) { return fail(sent, with: final) }
        sent.due = due
        sent.lastError = error
        for item in sent.batch?.items ?? [] {
            item.due = due
            item.lastError = error
        }
        delayed.append(sent)
        giveUp(sent, before: due, now: now, because: error)
    }

    /// Two halves for a batch of which some text is refused; the error for a text that was sent alone. Texts that nobody
    /// waits for any more are left out, but one that is left over is not the culprit for that: it is sent alone.
    private func split(_ batch: Batch, with error: LabelfError, now: Instant) {
        if batch.items.count == 1 {
            let item = batch.items[0]
            let isLast = batch.refusal?.refuses(item, with: error) ?? false
            fail(batch, with: error)
            for job in isLast ? batch.refusal?.jobs ?? [] : [] { end(job, with: stopped(error), now: now) }
            return
        }
        if let final = quotaError(of: batch) { return fail(batch, with: final) }
        let items = batch.items.filter { !$0.waiters.isEmpty }
        for item in batch.items where item.waiters.isEmpty { forget(item, of: batch) }
        counters.requestsSplit += 1
        let refusal = batch.refusal ?? Refusal(texts: items.count)
        for half in [items[..<(items.count / 2)], items[(items.count / 2)...]] where !half.isEmpty {
            delayed.append(
                Batch(id: nextID(), query: batch.query, items: Array(half), refusal: refusal))
        }
    }

    func fail(_ sent: Outbound, with error: LabelfError) {
        if let errand = sent.errand { return fail(errand, with: error) }
        guard let batch = sent.batch else { return }
        var error = error
        for item in batch.items {
            forget(item, of: batch)
            if error.attempts != item.attempts { error.attempts = item.attempts }
            for waiter in item.waiters {
                waiter.job.outcomes.fail(waiter.unique, with: error)
                settleIfDone(waiter.job)
            }
        }
    }

    func serverError(_ status: Status, _ answer: ServerError, _ sent: Outbound) -> LabelfError {
        serverError(status, answer, by: "the service", attempts: sent.attempts)
    }

    func serverError(_ status: Status, _ answer: ServerError, by who: StaticString, attempts: Int) -> LabelfError {
        var message: Message = "\(who) answered with HTTP status \(answer.status)"
        if !answer.code.isEmpty { message = "\(message) \(answer.code)" }
        if !answer.message.isEmpty { message = "\(message): \(answer.message)" }
        if status == .protocolViolation && answer.status >= 300 && answer.status <= 399 {
            message = "\(message) (a redirect, which is never followed)"
        }
        var error = LabelfError(status, message)
        error.httpStatus = answer.status
        error.serverCode = answer.code
        error.requestID = answer.requestID
        error.attempts = attempts
        if status == .service { error.retryAfterMilliseconds = settings.backoff.base.milliseconds }
        return error
    }

    func protocolError(_ message: Message, of sent: Outbound) -> LabelfError {
        var error = LabelfError(.protocolViolation, "the service's answer is not understood: \(message)")
        error.httpStatus = 200
        error.attempts = sent.attempts
        return error
    }

    /// For the texts of a call that were not asked, because all those that were asked together were refused alike.
    private func stopped(_ error: LabelfError) -> LabelfError {
        var error = error
        let more: Message = "\(error.message) (and so every text of a whole batch: the rest of the call was not sent)"
        error.message = more.text
        error.attempts = 0
        return error
    }
}

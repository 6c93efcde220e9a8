/// What comes back: answers to share out, errors to retry, to wait out, to split, or to report, as `RetryDecision` says.
extension Session {
    func succeed(_ sent: Outbound, with reply: Reply, now: Instant) {
        switch (sent, reply) {
        case (.batch(let batch), .predictions(let answer)): succeed(batch, with: answer, now: now)
        case (.request(let request), .body(let status, let body)):
            succeed(request, status: status, body: body, now: now)
        default: fail(sent, with: LabelfError(.internal, "an answer is of another kind than its request"))
        }
    }

    private func succeed(_ batch: Batch, with answer: Answer, now: Instant) {
        guard answer.texts == batch.items.count else {
            let message: Message = "\(answer.texts) answers came for \(batch.items.count) texts"
            return fail(.batch(batch), with: protocolError(message, of: .batch(batch)))
        }
        retryBudget.earn(now: now)
        allowance.answered(.batch(batch))
        counters.textsSent += UInt64(batch.items.count)
        for (position, item) in batch.items.enumerated() {
            underway.forget(item, batch.query)
            cache?.store(answer, at: position, to: item.text, hash: item.hash, batch.query, now: now)
            for waiter in item.waiters {
                waiter.job.outcomes.succeed(waiter.unique, with: answer, batch.id, at: position)
                settleIfDone(waiter.job)
            }
        }
    }

    func refuse(_ sent: Outbound, with answer: ServerError, _ metadata: ResponseMetadata, now: Instant) {
        if isSentWithNewToken(sent, answer, now: now) { return }
        switch RetryDecision(answer) {
        case .retry(let status, let cost):
            retry(sent, after: serverError(status, answer, sent), cost: cost, now: now)
        case .waitOut:
            counters.rateLimited += 1
            waitOut(sent, with: serverError(.rateLimited, answer, sent), metadata, now: now)
        case .split(let status):
            let error = serverError(status, answer, sent)
            switch sent {
            case .batch(let batch): split(batch, with: error, now: now)
            case .request(let request): refuse(request, with: error)
            }
        case .end(.quota): quotaIsUsedUp(sent, with: serverError(.quota, answer, sent))
        case .end(let status): endCalls(of: sent, with: serverError(status, answer, sent), now: now)
        }
    }

    func failed(_ sent: Outbound, with failure: TransportFailure, now: Instant) {
        var error = LabelfError(failure.status, Message(failure.message))
        error.attempts = sent.attempts
        guard case .retry(_, let cost) = RetryDecision(failure) else { return fail(sent, with: error) }
        error.retryAfterMilliseconds = settings.backoff.base.milliseconds
        retry(sent, after: error, cost: cost, now: now)
    }

    private func retry(_ sent: Outbound, after error: LabelfError, cost: RetryBudget.Cost, now: Instant) {
        let delivery = sent.delivery
        guard sent.mayRepeat, delivery.retries < settings.backoff.maxRetries, retryBudget.spend(cost, now: now) else {
            return fail(sent, with: error)
        }
        delivery.retries += 1
        let pause = settings.backoff.pause(beforeRetry: delivery.retries, using: &random)
        delay(sent, until: now + pause, because: error, now: now)
    }

    private func waitOut(_ sent: Outbound, with error: LabelfError, _ metadata: ResponseMetadata, now: Instant) {
        var error = error
        let resume = budget.pause(for: metadata.toldRetryAfter, otherwise: metadata.retryAfter, now: now)
        error.retryAfterMilliseconds = (resume - now).milliseconds
        service.paused(error)
        guard sent.delivery.rateLimits < settings.maxRateLimits else { return fail(sent, with: error) }
        sent.delivery.rateLimits += 1
        delay(sent, until: resume, because: error, now: now)
    }

    /// Keeps a request to be sent again. Calls that cannot wait that long end at once.
    func delay(_ sent: Outbound, until due: Instant, because error: LabelfError, now: Instant) {
        if let final = allowance.quotaError(of: sent) { return fail(sent, with: final) }
        sent.delivery.due = due
        sent.delivery.lastError = error
        for item in sent.batch?.items ?? [] {
            item.due = due
            item.lastError = error
        }
        underway.delay(sent)
        giveUp(sent, before: due, now: now, because: error)
    }

    /// Two halves for a batch of which some text is refused; the error for a text that was sent alone. Texts that nothing
    /// waits for any more are left out, but one that is left over is not the culprit for that: it is sent alone.
    private func split(_ batch: Batch, with error: LabelfError, now: Instant) {
        if batch.items.count == 1 {
            let item = batch.items[0]
            let isLast = batch.refusal?.refuses(item, with: error) ?? false
            fail(.batch(batch), with: error)
            for job in isLast ? batch.refusal?.jobs ?? [] : [] { end(job, with: notSent(after: error), now: now) }
            return
        }
        if let final = allowance.quotaError(of: .batch(batch)) { return fail(.batch(batch), with: final) }
        for item in batch.removeAbandoned() { underway.forget(item, batch.query) }
        counters.requestsSplit += 1
        let items = batch.items
        let refusal = batch.refusal ?? Refusal(texts: items.count)
        for half in [items[..<(items.count / 2)], items[(items.count / 2)...]] where !half.isEmpty {
            let part = Batch(id: underway.nextID(), query: batch.query, items: Array(half), refusal: refusal)
            underway.delay(.batch(part))
        }
    }

    func fail(_ sent: Outbound, with error: LabelfError) {
        let batch: Batch
        switch sent {
        case .request(let request): return fail(request, with: error)
        case .batch(let its): batch = its
        }
        var error = error
        for item in batch.items {
            underway.forget(item, batch.query)
            if error.attempts != item.attempts { error.attempts = item.attempts }
            for waiter in item.waiters {
                waiter.job.outcomes.fail(waiter.unique, with: error)
                settleIfDone(waiter.job)
            }
        }
    }

    /// An error that concerns every text of a call ends all that wait for the request.
    private func endCalls(of sent: Outbound, with error: LabelfError, now: Instant) {
        switch sent {
        case .request(let request):
            request.source.underWay -= 1
            end(request.source, with: error, now: now)
        case .batch(let batch):
            underway.forgetAll(batch)
            for item in batch.items {
                for waiter in item.waiters { end(waiter.job, with: error, now: now) }
            }
        }
    }
}

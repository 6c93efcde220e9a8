/// Sources and their requests: taken in, given an outcome, stopped, settled.
extension Session {
    func submit(_ source: RequestSource, now: Instant) {
        counters.calls += 1
        backlog.add(source)
        guard source.open > 0 else { return settleIfDone(source) }
        failIfLate(source, now: now)
    }

    /// The next request of a source whose turn it is, which goes to the back.
    func handOut(_ source: RequestSource) -> SourceRequest? {
        backlog.moveToBack(source)
        let id = underway.nextID()
        guard let request = source.owner.next(id) else {
            stop(source, with: LabelfError(.memory, "there is no memory for a request"))
            return nil
        }
        source.underWay += 1
        return SourceRequest(id: id, source: source, request: request)
    }

    func succeed(_ request: SourceRequest, status: Int, body: UnsafeRawBufferPointer, now: Instant) {
        if let message = request.source.owner.answered(request, status: status, body: body) {
            return fail(request, with: protocolError(message, of: .request(request)))
        }
        retryBudget.earn(now: now)
        allowance.answered(.request(request))
        end(request)
    }

    func refuse(_ request: SourceRequest, with error: LabelfError) {
        request.source.owner.refused(request.id, with: error)
        end(request)
    }

    func fail(_ request: SourceRequest, with error: LabelfError) {
        var error = error
        if error.attempts != request.attempts { error.attempts = request.attempts }
        request.source.owner.failed(request.id, with: error)
        end(request)
    }

    private func end(_ request: SourceRequest) {
        request.source.underWay -= 1
        settleIfDone(request.source)
    }

    /// Ends a source at once; its requests are aborted.
    func end(_ source: RequestSource, with error: LabelfError, now: Instant) {
        guard !source.isSettled else { return }
        for sent in underway.allInFlight where sent.request?.source === source {
            _ = finish(sent.id, nil, isBilled: true, now: now)
            act(.abort(sent.id))
            source.underWay -= 1
        }
        stop(source, with: error)
    }

    /// Nothing more is taken from a source; what is in flight comes home, and what waits to be sent again fails.
    func stop(_ source: RequestSource, with error: LabelfError) {
        guard !source.isSettled else { return }
        if !source.isStopped {
            source.isStopped = true
            source.owner.stopped(with: error)
        }
        for again in underway.delayed {
            guard let request = again.request, request.source === source else { continue }
            underway.removeDelayed(again)
            fail(request, with: error)
        }
        settleIfDone(source)
    }

    /// Nothing is sent before an instant: sources with an earlier deadline hear so now. What is in flight comes home.
    func stopSources(before instant: Instant, now: Instant, because pause: LabelfError?) {
        for source in backlog.sourcesInTurn where source.deadline < instant && source.open > 0 {
            stop(source, with: unreachable(instant, now, because: pause, attempts: 0))
        }
        for sent in underway.delayed {
            guard let request = sent.request, request.source.deadline < instant else { continue }
            giveUp(sent, before: instant, now: now, because: pause ?? request.delivery.lastError)
        }
    }

    func expireSources(now: Instant) {
        for source in backlog.sourcesInTurn where source.deadline <= now {
            end(source, with: LabelfError(.deadline, "the deadline passed without an answer"), now: now)
        }
    }

    private func settleIfDone(_ source: RequestSource) {
        guard source.open == 0, source.underWay == 0, !source.isSettled else { return }
        source.isSettled = true
        backlog.remove(source)
        counters.callsSettled += 1
        act(.settled(.requests(source)))
    }
}

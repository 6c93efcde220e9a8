/// Errands and their sources: taken in, given an outcome, stopped, settled.
extension Session {
    func ask(_ source: RequestSource, now: Instant) {
        counters.calls += 1
        sources.append(source)
        guard source.open > 0 else { return settleIfDone(source) }
        failIfLate(source, now: now)
    }

    /// The next request of a source whose turn it is, which goes to the back.
    func handOut(_ source: RequestSource) -> Errand? {
        takeOut(source)
        sources.append(source)
        let id = nextID()
        guard let request = source.owner.next(id) else {
            stop(source, with: LabelfError(.memory, "there is no memory for a request"))
            return nil
        }
        source.underWay += 1
        return Errand(id: id, source: source, request: request)
    }

    func answered(_ errand: Errand, status: Int, body: UnsafeRawBufferPointer, now: Instant) {
        if let message = errand.source.owner.answered(errand, status: status, body: body) {
            return fail(errand, with: protocolError(message, of: errand))
        }
        retryBudget.earn(now: now)
        if errand.usesQuota { quotaMayBeBack(errand) }
        ended(errand)
    }

    func refused(_ errand: Errand, with error: LabelfError) {
        errand.source.owner.refused(errand.id, with: error)
        ended(errand)
    }

    func fail(_ errand: Errand, with error: LabelfError) {
        var error = error
        if error.attempts != errand.attempts { error.attempts = errand.attempts }
        errand.source.owner.failed(errand.id, with: error)
        ended(errand)
    }

    private func ended(_ errand: Errand) {
        errand.source.underWay -= 1
        settleIfDone(errand.source)
    }

    /// Ends a source at once; its requests are aborted.
    func end(_ source: RequestSource, with error: LabelfError, now: Instant) {
        guard !source.isSettled else { return }
        for sent in Array(inFlight.values) where sent.errand?.source === source {
            _ = finish(sent.id, nil, isBilled: true, now: now)
            act(.abort(sent.id))
            source.underWay -= 1
        }
        stop(source, with: error)
    }

    /// Nothing more is taken from a source; what is in flight comes home, and what waits to be sent again fails.
    func stop(_ source: RequestSource, with error: LabelfError) {
        guard !source.isSettled else { return }
        tell(source, error)
        for again in delayed {
            guard let errand = again.errand, errand.source === source else { continue }
            takeOut(again)
            fail(errand, with: error)
        }
        settleIfDone(source)
    }

    /// Nothing is sent before an instant: sources with an earlier deadline hear so now. What is in flight comes home.
    func stopSources(before instant: Instant, now: Instant, because pause: LabelfError?) {
        for source in sources where source.deadline < instant && source.open > 0 {
            stop(source, with: unreachable(instant, now, because: pause, attempts: 0))
        }
        for sent in delayed {
            guard let errand = sent.errand, errand.source.deadline < instant else { continue }
            giveUp(errand, before: instant, now: now, because: pause ?? errand.lastError)
        }
    }

    func stopSourcesThatUseQuota(with error: LabelfError) {
        for source in sources where source.usesQuota { stop(source, with: error) }
    }

    func expireSources(now: Instant) {
        for source in sources where source.deadline <= now {
            end(source, with: LabelfError(.deadline, "the deadline passed without an answer"), now: now)
        }
    }

    /// Whose turn it is in a lane; nil if nothing waits there.
    func nextSource(in lane: Lane) -> RequestSource? {
        sources.first { $0.lane == lane && $0.open > 0 }
    }

    private func tell(_ source: RequestSource, _ error: LabelfError) {
        guard !source.isStopped else { return }
        source.isStopped = true
        source.owner.stopped(with: error)
    }

    private func settleIfDone(_ source: RequestSource) {
        if source.open == 0, source.underWay == 0, !source.isSettled { settle(source) }
    }

    private func takeOut(_ source: RequestSource) {
        sources.removeAll { $0 === source }
    }

    private func settle(_ source: RequestSource) {
        source.isSettled = true
        takeOut(source)
        counters.callsSettled += 1
        act(.finished(source))
    }
}

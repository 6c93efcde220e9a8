/// Batches are cut when they can be sent: when a connection and a permit are free.
extension Session {
    /// What could be sent in a lane now.
    private struct Candidates {
        /// What has been due for longest: it goes before anything new.
        var again: Outbound?
        /// The group whose turn it is.
        var group: Group?
        /// The source whose turn it is.
        var source: RequestSource?
        /// How many requests it all makes.
        var requests = 0
    }

    func send(now: Instant) {
        counters.permitWait = counters.permitWait + timer.restart(now: now)
        if let resume = budget.pausedUntil, now < resume { giveUpUnreachable(before: resume, now: now) }
        endWhatCannotBePaid()
        while underway.inFlightCount < connections, sendNext(now: now) {}
        budget.giveBack(now: now)
    }

    /// Sends one request, interactive before bulk. False if there is none, or none may go yet.
    private func sendNext(now: Instant) -> Bool {
        let candidates = candidates(now: now)
        let bulkWaits = candidates.bulk.requests > 0
        let isBulkDue = laneShare.isBulkDue(bulkWaits: bulkWaits)
        let lane = isBulkDue || candidates.interactive.requests == 0 ? Lane.bulk : .interactive
        guard candidates[lane].requests > 0, hasToken(now: now) else { return false }
        // What is due to bulk, it need not leave to others: it would never have it while they keep coming.
        switch budget.permit(isBulkDue ? .interactive : lane, waiting: candidates[lane].requests, now: now) {
        case .now:
            laneShare.sent(lane, bulkWaits: bulkWaits)
            send(candidates[lane], lane, now: now)
            return true
        case .at(let instant):
            timer.waitForPermit(until: instant, now: now)
            // For the reserve alone no call is given up: interactive texts may come, and take bulk along.
            if case .at(let instant) = budget.wouldPermit(.interactive, waiting: 1, now: now) {
                giveUpUnreachable(before: instant, now: now)
            }
            return false
        case .afterResponse(let instant):
            timer.waitForPermit(until: instant, now: now)
            return false
        }
    }

    /// What waits in each lane and could be sent. Sets the timer for what may be more.
    private func candidates(now: Instant) -> PerLane<Candidates> {
        var candidates = PerLane(both: Candidates())
        let mayBill = allowance.left > 0
        for sent in underway.delayed where mayBill || sent.billed == 0 {
            let due = sent.delivery.due
            guard due <= now else {
                timer.wake(at: due)
                continue
            }
            let lane = sent.lane
            candidates[lane].requests += 1
            if candidates[lane].again.map({ due < $0.delivery.due }) ?? true { candidates[lane].again = sent }
        }
        for source in backlog.sourcesInTurn where source.open > 0 {
            candidates[source.lane].requests += source.open
            candidates[source.lane].source = candidates[source.lane].source ?? source
        }
        backlog.removeEmptyGroups()
        for group in backlog.groupsInTurn where mayBill && isReady(group, now: now) {
            let requests = group.requests
            for lane in [Lane.interactive, .bulk] where requests[lane] > 0 {
                candidates[lane].requests += requests[lane]
                candidates[lane].group = candidates[lane].group ?? group
            }
        }
        return candidates
    }

    /// Whether the group's batch is full, or has waited for more texts as long as it is to.
    private func isReady(_ group: Group, now: Instant) -> Bool {
        if group.waiting >= Self.batchSize || settings.linger == .zero { return true }
        let end = group.since + settings.linger
        if end <= now { return true }
        timer.wake(at: end)
        return false
    }

    private func send(_ candidates: Candidates, _ lane: Lane, now: Instant) {
        if let sent = candidates.again {
            underway.removeDelayed(sent)
            if let batch = sent.batch {
                shorten(batch)
                fill(batch, first: lane, now: now)
            }
            return dispatch(sent, now: now)
        }
        let (source, group) = (candidates.source, candidates.group)
        if backlog.takesSourceNext(in: lane, hasSource: source != nil, hasTexts: group != nil) {
            if let source, let request = handOut(source) { dispatch(.request(request), now: now) }
        } else if let group {
            let batch = cut(group, first: lane, now: now)
            if !batch.items.isEmpty { dispatch(.batch(batch), now: now) }
        }
    }

    private func dispatch(_ sent: Outbound, now: Instant) {
        if sent.delivery.lastError != nil { counters.requestsRetried += 1 }
        let ticket = budget.take(now: now)
        sent.delivery.token = token?.generation ?? 0
        allowance.hold(sent.billed)
        underway.start(sent, Delivery.Attempt(ticket: ticket, sent: now))
        counters.requests += 1
        counters.inFlight = UInt64(underway.inFlightCount)
        switch sent {
        case .batch(let batch):
            for item in batch.items {
                item.attempts += 1
                item.due = Instant(nanoseconds: .min)
            }
        case .request(let request): request.attempts += 1
        }
        act(.send(sent))
    }
}

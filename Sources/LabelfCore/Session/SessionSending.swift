/// Batches are cut when they can be sent: when a connection and a permit are free.
extension Session {
    /// What could be sent in a lane now.
    private struct Work {
        /// What has been due for longest: it goes before anything new.
        var again: Outbound?
        /// Whose turn it is, of those who wait with texts.
        var group: Group?
        /// And of the others.
        var source: RequestSource?
        /// How many requests it all makes.
        var requests = 0
    }

    /// While both lanes wait, one of so many batches is bulk's.
    static let bulkShare = 10

    func send(now: Instant) {
        nextSending = .distantFuture
        if let since = waitingForPermit { counters.permitWait = counters.permitWait + (now - since) }
        waitingForPermit = nil
        if let resume = budget.pausedUntil, now < resume { giveUpUnreachable(before: resume, now: now) }
        endWhatCannotBePaid()
        while inFlight.count < connections, sendNext(now: now) {}
    }

    /// Sends one request, interactive before bulk. False if there is none, or none may go yet.
    private func sendNext(now: Instant) -> Bool {
        let work = survey(now: now)
        let isBulkDue = interactiveInARow >= Session.bulkShare - 1 && work.bulk.requests > 0
        let lane = isBulkDue || work.interactive.requests == 0 ? Lane.bulk : .interactive
        guard work[lane].requests > 0, hasToken(now: now) else { return false }
        // What is due to bulk, it need not leave to others: it would never have it while they keep coming.
        switch budget.permit(isBulkDue ? .interactive : lane, waiting: work[lane].requests, now: now) {
        case .now:
            interactiveInARow = lane == .interactive && work.bulk.requests > 0 ? interactiveInARow + 1 : 0
            send(work[lane], lane, now: now)
            return true
        case .at(let instant):
            nextSending = min(nextSending, instant)
            waitingForPermit = now
            // For the reserve alone nobody gives up: interactive texts may come, and take bulk along.
            if case .at(let instant) = budget.permit(.interactive, waiting: 1, now: now) {
                giveUpUnreachable(before: instant, now: now)
            }
            return false
        case .afterResponse(let instant):
            nextSending = min(nextSending, instant)
            waitingForPermit = now
            return false
        }
    }

    /// What waits in each lane and could be sent. Notes when there may be more.
    private func survey(now: Instant) -> PerLane<Work> {
        var work = PerLane(both: Work())
        let mayBill = spending.left > 0
        for sent in delayed where mayBill || sent.billed == 0 {
            guard sent.due <= now else {
                nextSending = min(nextSending, sent.due)
                continue
            }
            let lane = sent.lane
            work[lane].requests += 1
            if work[lane].again.map({ sent.due < $0.due }) ?? true { work[lane].again = sent }
        }
        for source in sources where source.open > 0 {
            work[source.lane].requests += source.open
            work[source.lane].source = work[source.lane].source ?? source
        }
        turns.removeAll { group in
            guard group.waiting <= 0 else { return false }
            groups[group.query] = nil
            return true
        }
        for group in turns where mayBill && isReady(group, now: now) {
            let requests = group.requests
            for lane in [Lane.interactive, .bulk] where requests[lane] > 0 {
                work[lane].requests += requests[lane]
                work[lane].group = work[lane].group ?? group
            }
        }
        return work
    }

    /// Whether the group's batch is full, or has waited for company as long as it is to.
    private func isReady(_ group: Group, now: Instant) -> Bool {
        if group.waiting >= Self.batchSize || settings.linger == .zero { return true }
        let end = group.since + settings.linger
        if end <= now { return true }
        nextSending = min(nextSending, end)
        return false
    }

    private func send(_ work: Work, _ lane: Lane, now: Instant) {
        if let sent = work.again {
            takeOut(sent)
            if let batch = sent.batch {
                shorten(batch)
                fill(batch, first: lane, now: now)
            }
            dispatch(sent, now: now)
        } else if let source = work.source, work.group == nil || isSourcesTurn[lane] {
            isSourcesTurn[lane] = false
            if let errand = handOut(source) { dispatch(errand, now: now) }
        } else if let group = work.group {
            isSourcesTurn[lane] = true
            let batch = cut(group, first: lane, now: now)
            if !batch.items.isEmpty { dispatch(batch, now: now) }
        }
    }

    private func dispatch(_ sent: Outbound, now: Instant) {
        if sent.lastError != nil { counters.requestsRetried += 1 }
        sent.ticket = budget.take(now: now)
        sent.sent = now
        sent.token = tokens?.keeper.generation ?? 0
        spending.hold(sent.billed)
        sent.isInFlight = true
        inFlight[sent.id] = sent
        counters.requests += 1
        counters.inFlight = UInt64(inFlight.count)
        if let batch = sent.batch {
            for item in batch.items {
                item.attempts += 1
                item.due = Instant(nanoseconds: .min)
            }
            act(.send(batch))
        } else if let errand = sent.errand {
            errand.isSent()
            act(.run(errand))
        }
    }
}

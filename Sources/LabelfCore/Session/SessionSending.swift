/// Batches are cut when they can be sent: when a connection and a permit are free.
extension Session {
    private enum Work {
        case again(Batch)
        case texts(Group)
    }

    func send(now: Instant) {
        nextSending = .distantFuture
        if let resume = budget.pausedUntil, now < resume { giveUpUnreachable(before: resume, now: now) }
        while inFlight.count < settings.maxConnections, let work = nextWork(now: now) {
            switch budget.permit(now: now) {
            case .now:
                switch work {
                case .again(let batch):
                    delayed.removeAll { $0 === batch }
                    dispatch(batch, now: now)
                case .texts(let group):
                    let batch = cut(group, now: now)
                    if !batch.items.isEmpty { dispatch(batch, now: now) }
                }
            case .at(let instant):
                nextSending = min(nextSending, instant)
                giveUpUnreachable(before: instant, now: now)
                return
            case .afterResponse: return
            }
        }
    }

    /// Takes up texts of a new job for which an identical text is in flight: that needs no permit.
    func joinWhatIsInFlight(_ job: Job, _ group: Group, now: Instant) {
        while job.waiting > 0, let item = index[key(of: job.cursor, in: job)] {
            join(job, to: item, group, now: now)
        }
    }

    /// A batch that is due, else the group whose turn it is; interactive texts before bulk. Notes when there may be
    /// work later.
    private func nextWork(now: Instant) -> Work? {
        var due: Batch?
        for batch in delayed {
            if batch.due > now {
                nextSending = min(nextSending, batch.due)
            } else if due.map({ batch.due < $0.due }) ?? true {
                due = batch
            }
        }
        if let due { return .again(due) }
        turns.removeAll { group in
            guard group.waiting <= 0 else { return false }
            groups[group.query] = nil
            return true
        }
        var bulk: Group?
        for group in turns where isReady(group, now: now) {
            if group.next(in: .interactive) != nil { return .texts(group) }
            bulk = bulk ?? group
        }
        return bulk.map { .texts($0) }
    }

    /// Whether the group's batch is full, or has waited for company as long as it is to.
    private func isReady(_ group: Group, now: Instant) -> Bool {
        if group.waiting >= Self.batchSize || settings.linger == .zero { return true }
        let end = group.since + settings.linger
        if end <= now { return true }
        nextSending = min(nextSending, end)
        return false
    }

    /// Takes up to eight different texts from the group's jobs, interactive ones first. Texts that are in flight already
    /// are joined on the way. Empty if all of them were.
    private func cut(_ group: Group, now: Instant) -> Batch {
        if let turn = turns.firstIndex(where: { $0 === group }) { turns.append(turns.remove(at: turn)) }
        let batch = Batch(id: nextID(), query: group.query, items: [])
        batch.items.reserveCapacity(Self.batchSize)
        for lane in [Lane.interactive, .bulk] {
            while batch.items.count < Self.batchSize, let job = group.next(in: lane) {
                while batch.items.count < Self.batchSize, job.waiting > 0 {
                    let key = key(of: job.cursor, in: job)
                    if let item = index[key] {
                        join(job, to: item, group, now: now)
                    } else {
                        let item = Item(
                            text: key.text, hash: key.textHash, waiter: Waiter(job: job, unique: job.cursor))
                        index[key] = item
                        batch.items.append(item)
                        job.cursor += 1
                        group.took(1)
                    }
                }
                group.rotate(lane)
            }
        }
        return batch
    }

    /// The job's next text is answered with an item; or not at all, if the item waits for longer than the job may.
    private func join(_ job: Job, to item: Item, _ group: Group, now: Instant) {
        let unique = job.cursor
        job.cursor += 1
        group.took(1)
        if job.deadline < item.due {
            giveUp(unique, of: job, before: item.due, now: now, because: item.lastError)
        } else {
            item.waiters.append(Waiter(job: job, unique: unique))
            counters.textsJoined += 1
        }
    }

    private func dispatch(_ batch: Batch, now: Instant) {
        if batch.lastError != nil { counters.requestsRetried += 1 }
        budget.take(now: now)
        batch.attempts += 1
        for item in batch.items { item.due = Instant(nanoseconds: .min) }
        batch.isInFlight = true
        inFlight[batch.id] = batch
        counters.requests += 1
        counters.inFlight = UInt64(inFlight.count)
        act(.send(batch))
    }

    private func key(of unique: Int, in job: Job) -> ItemKey {
        ItemKey(query: job.query, text: job.plan.uniques[unique], textHash: job.plan.hashes[unique])
    }
}

/// Batches are cut when they can be sent: when a connection and a permit are free.
extension Session {
    private enum Work {
        case again(Batch)
        case texts(Group)
    }

    func send(now: Instant) {
        nextSending = .distantFuture
        while inFlight.count < settings.maxConnections, let work = nextWork(now: now) {
            switch budget.permit(now: now) {
            case .now:
                switch work {
                case .again(let batch):
                    delayed.removeAll { $0 === batch }
                    dispatch(batch, now: now)
                case .texts(let group):
                    let batch = cut(group)
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
    func joinWhatIsInFlight(_ job: Job, _ group: Group) {
        while job.waiting > 0, let item = index[key(of: job.cursor, in: job)] {
            join(job, to: item, group)
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
        var bulk: Group?
        for _ in 0..<turns.count {
            guard let group = turns.popFirst() else { break }
            guard group.waiting > 0 else {
                groups[group.query] = nil
                continue
            }
            turns.append(group)
            guard isReady(group, now: now) else { continue }
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
    private func cut(_ group: Group) -> Batch {
        let batch = Batch(id: nextID(), query: group.query, items: [])
        batch.items.reserveCapacity(Self.batchSize)
        for lane in [Lane.interactive, .bulk] {
            while batch.items.count < Self.batchSize, let job = group.next(in: lane) {
                while batch.items.count < Self.batchSize, job.waiting > 0 {
                    let key = key(of: job.cursor, in: job)
                    if let item = index[key] {
                        join(job, to: item, group)
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

    private func join(_ job: Job, to item: Item, _ group: Group) {
        item.waiters.append(Waiter(job: job, unique: job.cursor))
        job.cursor += 1
        group.took(1)
        counters.textsJoined += 1
    }

    private func dispatch(_ batch: Batch, now: Instant) {
        if batch.lastError != nil { counters.requestsRetried += 1 }
        budget.take(now: now)
        batch.attempts += 1
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

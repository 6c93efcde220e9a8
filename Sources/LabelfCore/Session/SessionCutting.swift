/// Which texts go together: a request that is sent anyway is filled up.
extension Session {
    /// A batch of up to eight different texts of a group: those of a lane first. Empty if all of them are in flight.
    func cut(_ group: Group, first: Lane, now: Instant) -> Batch {
        if let turn = turns.firstIndex(where: { $0 === group }) { turns.append(turns.remove(at: turn)) }
        let batch = Batch(id: nextID(), query: group.query, items: [])
        take(from: group, first, to: batch, now: now)
        fill(batch, first: first, now: now)
        return batch
    }

    /// Fills a batch up with texts of the same query that wait as well: first what is due to be sent again, then new texts,
    /// those of a lane before those of the other. What failed or was refused keeps to itself: nobody else is to share its
    /// count of retries, or its suspicion.
    func fill(_ batch: Batch, first: Lane, now: Instant) {
        guard batch.mayHaveCompany else { return }
        for sent in delayed where sent.due <= now {
            guard let other = sent.batch, other.mayHaveCompany, other.query == batch.query,
                batch.items.count + other.items.count <= room
            else { continue }
            takeOut(other)
            batch.absorb(other)
        }
        guard let group = groups[batch.query] else { return }
        take(from: group, first, to: batch, now: now)
        take(from: group, first == .interactive ? .bulk : .interactive, to: batch, now: now)
    }

    /// What may still be spent may not be enough for a batch that is to be sent again: the rest of it waits on.
    func shorten(_ batch: Batch) {
        guard batch.items.count > spending.left else { return }
        delayed.append(Batch(restOf: batch, from: spending.left, id: nextID()))
    }

    /// How many texts a batch may have now.
    private var room: Int { min(Session.batchSize, spending.left) }

    /// Takes texts of a lane up, from one job after the other. Those that are in flight already are joined on the way.
    private func take(from group: Group, _ lane: Lane, to batch: Batch, now: Instant) {
        while batch.items.count < room, let job = group.next(in: lane) {
            while batch.items.count < room, job.waiting > 0 {
                if meet(job, group, now: now) { continue }
                let key = key(of: job.cursor, in: job)
                let item = Item(text: key.text, hash: key.textHash, waiter: Waiter(job: job, unique: job.takeUp()))
                index[key] = item
                batch.items.append(item)
                group.took(1, lane)
            }
            group.rotate(lane)
        }
    }

    /// Takes up texts of a new job for which an identical text is in flight: that needs no permit.
    func joinWhatIsInFlight(_ job: Job, _ group: Group, now: Instant) {
        while job.waiting > 0, meet(job, group, now: now) {}
    }

    /// Takes in what the cache knows of a new job's texts: that is neither sent nor billed, and no forecast counts it.
    func recall(_ job: Job, now: Instant) {
        guard cache != nil else { return }
        for unique in job.plan.uniques.indices {
            if let answer = cached(unique, of: job, now: now) { job.recall(unique, answer, nextID()) }
        }
    }

    private func cached(_ unique: Int, of job: Job, now: Instant) -> Answer? {
        let (text, hash) = (job.plan.uniques[unique], job.plan.hashes[unique])
        guard let answer = cache?.answer(to: text, hash: hash, job.query, now: now) else { return nil }
        counters.textsCached += 1
        return answer
    }

    /// Whether the job's next text needs no request of its own: an equal one is in flight, or was answered since it came.
    private func meet(_ job: Job, _ group: Group, now: Instant) -> Bool {
        if let item = index[key(of: job.cursor, in: job)] {
            join(job, to: item, group, now: now)
            return true
        }
        guard let answer = cached(job.cursor, of: job, now: now) else { return false }
        group.took(1, job.lane)
        job.outcomes.succeed(job.takeUp(), with: answer, nextID(), at: 0)
        settleIfDone(job)
        return true
    }

    /// The job's next text is answered with an item; or not at all, if the item waits for longer than the job may.
    private func join(_ job: Job, to item: Item, _ group: Group, now: Instant) {
        let unique = job.takeUp()
        group.took(1, job.lane)
        if job.deadline < item.due {
            giveUp(unique, of: job, before: item.due, now: now, because: item.lastError)
        } else {
            item.waiters.append(Waiter(job: job, unique: unique))
            counters.textsJoined += 1
        }
    }

    private func key(of unique: Int, in job: Job) -> ItemKey {
        ItemKey(query: job.query, text: job.plan.uniques[unique], textHash: job.plan.hashes[unique])
    }
}

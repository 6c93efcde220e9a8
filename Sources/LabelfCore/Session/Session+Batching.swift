/// Which texts go together: a request that is sent anyway is filled up.
extension Session {
    /// A batch of up to eight different texts of a group: those of a lane first. Empty if all of them are in flight.
    func cut(_ group: Group, first: Lane, now: Instant) -> Batch {
        backlog.moveToBack(group)
        let batch = Batch(id: underway.nextID(), query: group.query)
        dequeue(from: group, first, into: batch, now: now)
        fill(batch, first: first, now: now)
        return batch
    }

    /// Fills a batch up with texts of the same query that wait as well: first what is due to be sent again, then new texts,
    /// those of a lane before those of the other. What failed or was refused keeps to itself: no other text is to share its
    /// count of retries, or its suspicion.
    func fill(_ batch: Batch, first: Lane, now: Instant) {
        guard batch.mayGrow else { return }
        for sent in underway.delayed where sent.delivery.due <= now {
            guard let other = sent.batch, other.mayGrow, other.query == batch.query,
                batch.items.count + other.items.count <= room
            else { continue }
            underway.removeDelayed(sent)
            batch.absorb(other)
        }
        guard let group = backlog.group(of: batch.query) else { return }
        dequeue(from: group, first, into: batch, now: now)
        dequeue(from: group, first == .interactive ? .bulk : .interactive, into: batch, now: now)
    }

    /// What may still be spent may not be enough for a batch that is to be sent again: the rest of it waits on.
    func shorten(_ batch: Batch) {
        guard batch.items.count > allowance.left else { return }
        underway.delay(.batch(batch.split(from: allowance.left, id: underway.nextID())))
    }

    /// How many texts a batch may have now.
    private var room: Int { min(Session.batchSize, allowance.left) }

    /// Moves texts of a lane into a batch, from one job after the other. Those that are in flight already coalesce with it.
    private func dequeue(from group: Group, _ lane: Lane, into batch: Batch, now: Instant) {
        while batch.items.count < room, let job = group.next(in: lane) {
            while batch.items.count < room, job.waiting > 0 {
                if isAnsweredWithoutRequest(job, group, now: now) { continue }
                let key = key(of: job.cursor, in: job)
                let item = Item(text: key.text, hash: key.textHash, waiter: Waiter(job: job, unique: job.dequeue()))
                underway.add(item, for: key)
                batch.append(item)
                group.dequeued(1, lane)
            }
            group.rotate(lane)
        }
    }

    /// Coalesces texts of a new job with identical ones in flight: that needs no permit.
    func coalesceWithUnderway(_ job: Job, _ group: Group, now: Instant) {
        while job.waiting > 0, isAnsweredWithoutRequest(job, group, now: now) {}
    }

    /// Answers what it can of a new job's texts from the cache: that is neither sent nor billed, and no forecast counts it.
    func answerFromCache(_ job: Job, now: Instant) {
        guard cache != nil else { return }
        for unique in job.plan.uniques.indices {
            if let answer = cached(unique, of: job, now: now) { job.answer(unique, answer, underway.nextID()) }
        }
    }

    private func cached(_ unique: Int, of job: Job, now: Instant) -> Answer? {
        let (text, hash) = (job.plan.uniques[unique], job.plan.hashes[unique])
        guard let answer = cache?.answer(to: text, hash: hash, job.query, now: now) else { return nil }
        counters.textsCached += 1
        return answer
    }

    /// Whether the job's next text needs no request of its own: an equal one is in flight, or was answered since it came.
    private func isAnsweredWithoutRequest(_ job: Job, _ group: Group, now: Instant) -> Bool {
        if let item = underway.item(for: key(of: job.cursor, in: job)) {
            coalesce(job, with: item, group, now: now)
            return true
        }
        guard let answer = cached(job.cursor, of: job, now: now) else { return false }
        group.dequeued(1, job.lane)
        job.outcomes.succeed(job.dequeue(), with: answer, underway.nextID(), at: 0)
        settleIfDone(job)
        return true
    }

    /// The job's next text is answered with an item; or fails, if the item waits for longer than the job may.
    private func coalesce(_ job: Job, with item: Item, _ group: Group, now: Instant) {
        let unique = job.dequeue()
        group.dequeued(1, job.lane)
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

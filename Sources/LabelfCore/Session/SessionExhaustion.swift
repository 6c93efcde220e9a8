/// What ends everything that waits: the workspace's quota is used up, or what the client may spend.
extension Session {
    /// The service says that the quota of the billing period is used up: whatever is not in flight ends with the error.
    /// What is in flight may have been billed: it comes home, and is not sent again. A new call may ask again.
    func quotaIsUsedUp(_ sent: Outbound, with error: LabelfError) {
        fail(sent, with: error)
        if let errand = sent.errand { stop(errand.source, with: error) }
        // A request from before the last such answer says nothing new of the calls that came after it.
        guard sent.id > lastBeforeQuota else { return }
        quotaError = error
        lastBeforeQuota = lastID
        // Nor may they join such a request.
        for old in inFlight.values { if let batch = old.batch { forgetAll(batch) } }
        _ = endWhatWaits(with: error)
        stopSourcesThatUseQuota(with: error)
    }

    /// A request was answered: if it was sent after the quota was used up, there is some again.
    func quotaMayBeBack(_ sent: Outbound) {
        if sent.id > lastBeforeQuota { quotaError = nil }
    }

    /// The error of what must not be sent again.
    func quotaError(of sent: Outbound) -> LabelfError? {
        sent.usesQuota && sent.id <= lastBeforeQuota ? quotaError : nil
    }

    /// Until a call has been answered again, one request at a time asks whether there is quota.
    var connections: Int { quotaError == nil ? settings.maxConnections : 1 }

    /// Ends what waits, if nothing more may be spent.
    func endWhatCannotBePaid() {
        guard spending.isSpent,
            delayed.contains(where: { $0.batch != nil }) || turns.contains(where: { $0.waiting > 0 })
        else { return }
        let error = LabelfError(
            .budget, "max_billed_texts is spent: \(spending.spent) texts were billed, or may have been")
        counters.textsOverBudget += UInt64(endWhatWaits(with: error))
    }

    /// Ends everything that waits; what is in flight comes home.
    func endAllThatWaits(with error: LabelfError) {
        _ = endWhatWaits(with: error)
        for source in sources { stop(source, with: error) }
    }

    /// Gives every text that is not in flight an error; how many.
    private func endWhatWaits(with error: LabelfError) -> Int {
        var ended = 0
        for group in turns {
            for job in group.waitingJobs(in: .interactive) + group.waitingJobs(in: .bulk) {
                ended += job.waiting
                giveUp(job, with: error)
                settleIfDone(job)
            }
        }
        let again = delayed
        delayed = []
        for sent in again {
            guard let batch = sent.batch else {
                delayed.append(sent)
                continue
            }
            for item in batch.items { ended += item.waiters.count }
            fail(batch, with: error)
        }
        return ended
    }
}

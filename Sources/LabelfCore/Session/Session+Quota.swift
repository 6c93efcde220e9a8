/// What ends everything that waits: the workspace's quota is used up, or what the client may spend.
extension Session {
    /// The service says that the quota of the billing period is used up: whatever is not in flight ends with the error.
    /// What is in flight may have been billed: it comes home, and is not sent again. A new call may ask again.
    func quotaIsUsedUp(_ sent: Outbound, with error: LabelfError) {
        fail(sent, with: error)
        if let request = sent.request { stop(request.source, with: error) }
        guard allowance.quotaIsUsedUp(sent, error, last: underway.lastID) else { return }
        // New calls may not coalesce with what is from before.
        for old in underway.allInFlight { if let batch = old.batch { underway.forgetAll(batch) } }
        _ = endTextsThatWait(with: error)
        for source in backlog.sourcesInTurn where source.usesQuota { stop(source, with: error) }
    }

    /// Until a call has been answered again, one request at a time asks whether there is quota.
    var connections: Int { allowance.isQuotaUsedUp ? 1 : settings.maxConnections }

    /// Ends what waits, if nothing more may be spent.
    func endWhatCannotBePaid() {
        guard allowance.isSpent, backlog.hasTexts || underway.delayed.contains(where: { $0.batch != nil }) else {
            return
        }
        let error = LabelfError(
            .budget, "max_billed_texts is spent: \(allowance.spent) texts were billed, or may have been")
        counters.textsOverBudget += UInt64(endTextsThatWait(with: error))
    }

    /// Ends everything that waits; what is in flight comes home.
    func endAllThatWaits(with error: LabelfError) {
        _ = endTextsThatWait(with: error)
        for source in backlog.sourcesInTurn { stop(source, with: error) }
    }

    /// Gives every text that is not in flight an error; how many.
    private func endTextsThatWait(with error: LabelfError) -> Int {
        var ended = 0
        for job in backlog.jobs {
            ended += job.waiting
            giveUpWaiting(job, with: error)
            settleIfDone(job)
        }
        for batch in underway.removeDelayedBatches() {
            for item in batch.items { ended += item.waiters.count }
            fail(.batch(batch), with: error)
        }
        return ended
    }
}

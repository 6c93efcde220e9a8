/// The deadlines of the jobs that are not settled, the first one first.
struct Deadlines {
    private var jobs = Heap<Job>(precedes: { $0.deadline < $1.deadline })
    /// How many of them the last sweep left.
    private var swept = 0

    init() {}

    /// How many are kept, settled jobs among them.
    var count: Int { jobs.count }

    /// The first one; `distantFuture` if there is none. It may be that of a job that is settled by now.
    var first: Instant { jobs.first?.deadline ?? .distantFuture }

    /// Settled jobs stay until their deadline has come, which may be days: they are swept out when they may be more than half.
    mutating func insert(_ job: Job) {
        guard job.deadline < .distantFuture else { return }
        if jobs.count > 64 + 2 * swept {
            jobs.removeAll { $0.isSettled }
            swept = jobs.count
        }
        jobs.insert(job)
    }

    /// Takes out a job that is not settled and whose deadline has come.
    mutating func removeFirst(until now: Instant) -> Job? {
        while let job = jobs.first, job.isSettled || job.deadline <= now {
            _ = jobs.removeFirst()
            if !job.isSettled { return job }
        }
        return nil
    }

    /// Takes out the jobs that are not settled and whose deadline is before an instant.
    mutating func removeAll(before instant: Instant) -> [Job] {
        var found: [Job] = []
        while let job = jobs.first, job.isSettled || job.deadline < instant {
            _ = jobs.removeFirst()
            if !job.isSettled { found.append(job) }
        }
        return found
    }
}

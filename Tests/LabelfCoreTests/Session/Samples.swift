@testable import LabelfCore

/// Jobs, sources and batches for tests of one part of a session. The memory of the texts lives as long as this.
final class Samples {
    private var arenas: [TextArena] = []
    private var owners: [AskedSource] = []

    func job(
        _ texts: [String], model: Int64 = 1, lane: Lane = .bulk, deadline: Double? = nil
    ) -> Job {
        let arena = TextArena(texts)
        arenas.append(arena)
        return Job(
            query: ClassifyQuery(model: model), plan: Plan(texts: arena.texts, maxCharacters: 10_000), lane: lane,
            deadline: deadline.map { at($0) } ?? .distantFuture)
    }

    func source(
        _ requests: Int = 1, lane: Lane = .bulk, deadline: Double? = nil, usesQuota: Bool = false
    ) -> RequestSource {
        let owner = AskedSource(
            "s", requests, lane: lane, deadline: deadline.map { at($0) } ?? .distantFuture, usesQuota: usesQuota)
        owners.append(owner)
        return owner.submit()
    }

    /// A batch of the texts of a job that wait.
    func batch(_ id: RequestID, of job: Job) -> Batch {
        let batch = Batch(id: id, query: job.query)
        while job.waiting > 0 {
            let (text, hash) = (job.plan.uniques[job.cursor], job.plan.hashes[job.cursor])
            batch.append(Item(text: text, hash: hash, waiter: Waiter(job: job, unique: job.dequeue())))
        }
        return batch
    }

    func attempt() -> Delivery.Attempt { Delivery.Attempt(ticket: Ticket(), sent: at(0)) }
}

/// So many seconds from the start.
func at(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

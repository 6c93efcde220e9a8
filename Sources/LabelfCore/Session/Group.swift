/// The jobs whose texts may share batches: those with the same query.
final class Group {
    let query: ClassifyQuery
    /// Jobs with texts that no request has taken up, in turns: whoever gave texts to a batch goes to the back.
    private var interactive = Queue<Job>()
    private var bulk = Queue<Job>()
    /// How many such texts there are.
    private(set) var waiting = 0
    /// Since when there are any.
    private(set) var since = Instant(nanoseconds: 0)

    init(query: ClassifyQuery) {
        self.query = query
    }

    func add(_ job: Job, now: Instant) {
        if waiting == 0 { since = now }
        waiting += job.waiting
        enqueue(job)
    }

    /// Texts have been taken up, or given up.
    func took(_ count: Int) {
        waiting -= count
    }

    /// The job whose turn it is; nil if no text waits in this lane.
    func next(in lane: Lane) -> Job? {
        while let job = lane == .interactive ? interactive.first : bulk.first {
            if job.waiting > 0 { return job }
            _ = lane == .interactive ? interactive.popFirst() : bulk.popFirst()
        }
        return nil
    }

    /// The job whose turn it was goes to the back.
    func rotate(_ lane: Lane) {
        guard let job = lane == .interactive ? interactive.popFirst() : bulk.popFirst() else { return }
        if job.waiting > 0 { enqueue(job) }
    }

    private func enqueue(_ job: Job) {
        switch job.lane {
        case .interactive: interactive.append(job)
        case .bulk: bulk.append(job)
        }
    }
}

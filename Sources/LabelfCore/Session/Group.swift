/// The jobs whose waiting texts may share batches: those with the same query.
final class Group {
    let query: ClassifyQuery
    /// Jobs with texts that wait, in turns: the one that gave texts to a batch goes to the back.
    private var jobs = PerLane(both: Queue<Job>())
    /// How many such texts there are.
    private(set) var texts = PerLane(both: 0)
    /// Since when there are any.
    private(set) var since = Instant(nanoseconds: 0)

    init(query: ClassifyQuery) {
        self.query = query
    }

    /// Texts that wait.
    var waiting: Int { texts.interactive + texts.bulk }

    /// How many requests they make; those that interactive texts need anyway take bulk texts along.
    var requests: PerLane<Int> {
        var requests = PerLane(both: Session.requests(forTexts: texts.interactive))
        requests.bulk = Session.requests(forTexts: waiting) - requests.interactive
        return requests
    }

    /// The jobs of these texts; some may have none left.
    var calls: PerLane<Int> { jobs.map { $0.count } }

    func add(_ job: Job, now: Instant) {
        if waiting == 0 { since = now }
        texts[job.lane] += job.waiting
        jobs.change(job.lane) { $0.append(job) }
    }

    /// Texts have gone into a batch, or were given up.
    func dequeued(_ count: Int, _ lane: Lane) {
        texts[lane] -= count
    }

    /// The job whose turn it is; nil if no text waits in this lane.
    func next(in lane: Lane) -> Job? {
        while let job = jobs[lane].first {
            if job.waiting > 0 { return job }
            _ = jobs.change(lane) { $0.popFirst() }
        }
        return nil
    }

    /// The jobs with such texts, in turn.
    func waitingJobs(in lane: Lane) -> [Job] { jobs[lane].elements.filter { $0.waiting > 0 } }

    /// The job whose turn it was goes to the back.
    func rotate(_ lane: Lane) {
        guard let job = jobs.change(lane, { $0.popFirst() }) else { return }
        if job.waiting > 0 { jobs.change(lane) { $0.append(job) } }
    }
}

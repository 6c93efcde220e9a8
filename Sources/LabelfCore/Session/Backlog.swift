/// What waits for its first request: texts, in groups by query, and sources of other requests. Groups take turns among each
/// other, and so do sources; where both wait in a lane, the two kinds alternate.
struct Backlog {
    private(set) var groups: [ClassifyQuery: Group] = [:]
    /// The same groups; the one that gave texts to a batch goes to the back. A group is in `groups` as long as it is here,
    /// so that there is never a second one that counts the same texts.
    private(set) var groupsInTurn: [Group] = []
    /// The one that handed a request out goes to the back.
    private(set) var sourcesInTurn: [RequestSource] = []
    /// In each lane, whether a source is next where texts wait too.
    private var isSourcesTurn = PerLane(both: true)

    var hasTexts: Bool { groupsInTurn.contains { $0.waiting > 0 } }

    /// The group of a query; nil if no text with this query waits.
    func group(of query: ClassifyQuery) -> Group? { groups[query] }

    /// Takes a job's texts in. A new group has the last turn.
    mutating func add(_ job: Job, now: Instant) -> Group {
        let group: Group
        if let known = groups[job.query] {
            group = known
        } else {
            group = Group(query: job.query)
            groups[job.query] = group
            groupsInTurn.append(group)
        }
        group.add(job, now: now)
        return group
    }

    /// The job's texts wait no more; to be called before the job itself gives them up.
    func remove(textsOf job: Job) {
        groups[job.query]?.dequeued(job.waiting, job.lane)
    }

    mutating func add(_ source: RequestSource) {
        sourcesInTurn.append(source)
    }

    mutating func remove(_ source: RequestSource) {
        sourcesInTurn.removeAll { $0 === source }
    }

    mutating func moveToBack(_ group: Group) {
        guard let turn = groupsInTurn.firstIndex(where: { $0 === group }) else { return }
        groupsInTurn.append(groupsInTurn.remove(at: turn))
    }

    mutating func moveToBack(_ source: RequestSource) {
        remove(source)
        add(source)
    }

    mutating func removeEmptyGroups() {
        guard groupsInTurn.contains(where: { $0.waiting <= 0 }) else { return }
        for group in groupsInTurn where group.waiting <= 0 { groups[group.query] = nil }
        groupsInTurn.removeAll { $0.waiting <= 0 }
    }

    /// Whether a lane's next request is a source's. Takes the turn of the kind that it is.
    mutating func takesSourceNext(in lane: Lane, hasSource: Bool, hasTexts: Bool) -> Bool {
        let isSource = hasSource && (!hasTexts || isSourcesTurn[lane])
        isSourcesTurn[lane] = !isSource
        return isSource
    }

    /// How many requests all this makes.
    var requests: PerLane<Int> {
        var requests = PerLane(both: 0)
        for group in groupsInTurn {
            let its = group.requests
            requests.interactive += its.interactive
            requests.bulk += its.bulk
        }
        for source in sourcesInTurn { requests[source.lane] += source.open }
        return requests
    }

    /// How many calls all this is of.
    var calls: PerLane<Int> {
        var calls = PerLane(both: 0)
        for group in groupsInTurn {
            calls.interactive += group.calls.interactive
            calls.bulk += group.calls.bulk
        }
        for source in sourcesInTurn where source.open > 0 { calls[source.lane] += 1 }
        return calls
    }

    /// The jobs whose texts wait, interactive ones first within each group.
    var jobs: [Job] {
        groupsInTurn.flatMap { $0.waitingJobs(in: .interactive) + $0.waitingJobs(in: .bulk) }
    }

    /// The first deadline of a source; `distantFuture` if there is none.
    var firstSourceDeadline: Instant {
        sourcesInTurn.reduce(.distantFuture) { min($0, $1.deadline) }
    }
}

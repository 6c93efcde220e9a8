import LabelfCore

@testable import LabelfSandbox

/// One client of a simulation: a budget, and a number of requests to get through.
struct SimulatedClient {
    var budget: RateBudget
    /// Requests that have not been answered with a success.
    var left: Int
    var inFlight = 0
    var answered = 0
    var refused = 0
    /// Requests that wait for a 429's end before they are sent again: until then, not among those that can be sent.
    var delayed: [Instant] = []
    var finishedAt: Instant?
    /// When it starts.
    var start: Instant
}

/// Clients and a service on virtual time: requests take a random time to arrive and to be answered, overtake each other and
/// get lost.
struct Simulation {
    enum Step {
        case wake(client: Int)
        case arrival(client: Int, Ticket, downlink: Interval, isLost: Bool)
        case answer(client: Int, Ticket, RateHeaders, retryAfter: Int64, granted: Bool, isLost: Bool)
    }

    let schedule: Schedule
    var service: SimulatedService
    var clients: [SimulatedClient]
    private(set) var now = Instant(nanoseconds: 0)
    /// Requests sent, those that were lost or refused included.
    private(set) var sent = 0
    private(set) var longestRoundTrip = Interval.zero
    /// Lost requests that a client had nothing but to wait for.
    private(set) var awaitedLosses = 0
    private(set) var losses = 0
    private var random: Randomness
    private var steps = Heap<(Instant, Int, Step)>(precedes: { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 })
    private var order = 0
    private var wakes: [Instant?]

    init(_ schedule: Schedule) {
        self.schedule = schedule
        random = Randomness(seed: schedule.seed)
        service = SimulatedService(
            schedule.limiter, requestsPerMinute: schedule.requestsPerMinute, skew: schedule.skew)
        clients = schedule.starts.enumerated().map { index, start in
            SimulatedClient(
                budget: RateBudget(
                    requestsPerMinute: schedule.isConfigured ? schedule.requestsPerMinute : nil,
                    bulkReservePercent: schedule.reserve,
                    random: Randomness(seed: schedule.seed &* 31 &+ UInt64(index))),
                left: schedule.requests, start: start)
        }
        wakes = clients.map { _ in nil }
        for (index, client) in clients.enumerated() { wake(index, at: client.start) }
    }

    /// Runs until all is answered, or until an instant. False for a deadlock.
    mutating func run(until end: Instant = .distantFuture) -> Bool {
        while let (instant, _, step) = steps.first, instant <= end {
            _ = steps.removeFirst()
            now = instant
            switch step {
            case .wake(let client):
                if wakes[client] == instant { wakes[client] = nil }
                send(client)
            case .arrival(let client, let ticket, let downlink, let isLost):
                arrive(client, ticket, downlink, isLost)
            case .answer(let client, let ticket, let headers, let retryAfter, let granted, let isLost):
                if isLost {
                    clients[client].budget.lost(ticket, now: now)
                    clients[client].inFlight -= 1
                    losses += 1
                    if clients[client].inFlight == 0 { awaitedLosses += 1 }
                } else {
                    answer(client, ticket, headers, retryAfter, granted)
                }
                send(client)
            }
        }
        return end < .distantFuture || clients.allSatisfy { $0.left == 0 }
    }

    private mutating func send(_ index: Int) {
        while clients[index].left - clients[index].inFlight > 0, clients[index].inFlight < 4096 {
            let waiting = clients[index].left - clients[index].inFlight - clients[index].delayed.count { $0 > now }
            guard waiting > 0 else {
                if let next = clients[index].delayed.filter({ $0 > now }).min() { wake(index, at: next) }
                return
            }
            switch clients[index].budget.permit(.bulk, waiting: waiting, now: now) {
            case .now: dispatch(index)
            case .at(let instant), .afterResponse(let instant): return wake(index, at: instant)
            }
        }
    }

    private mutating func dispatch(_ index: Int) {
        let ticket = clients[index].budget.take(now: now)
        clients[index].inFlight += 1
        sent += 1
        let latency = Double.random(in: schedule.latency, using: &random)
        let uplink = Double.random(in: 0...1, using: &random) * latency
        longestRoundTrip = max(longestRoundTrip, .seconds(latency))
        let isLost = Double.random(in: 0..<1, using: &random) < schedule.loss
        let downlink = Interval.seconds(latency - uplink)
        if isLost, Bool.random(using: &random) {
            let step = Step.answer(
                client: index, ticket, RateHeaders(), retryAfter: 0, granted: false, isLost: true)
            return add(step, at: now + .seconds(latency))
        }
        add(.arrival(client: index, ticket, downlink: downlink, isLost: isLost), at: now + .seconds(uplink))
    }

    private mutating func arrive(_ client: Int, _ ticket: Ticket, _ downlink: Interval, _ isLost: Bool) {
        let decision = service.admit(at: now)
        let written = now + .seconds(downlink.seconds * Double.random(in: 0...1, using: &random))
        let answer = Step.answer(
            client: client, ticket, service.headers(decision, at: written), retryAfter: decision.retryAfterSeconds,
            granted: decision.granted, isLost: isLost)
        add(answer, at: now + downlink)
    }

    private mutating func answer(
        _ index: Int, _ ticket: Ticket, _ headers: RateHeaders, _ retryAfter: Int64, _ granted: Bool
    ) {
        clients[index].budget.answered(ticket, headers, now: now)
        clients[index].inFlight -= 1
        if granted {
            clients[index].left -= 1
            clients[index].answered += 1
            if clients[index].left == 0 { clients[index].finishedAt = now }
        } else {
            clients[index].refused += 1
            clients[index].delayed.removeAll { $0 <= now }
            clients[index].delayed.append(now + .seconds(retryAfter))
            clients[index].budget.pause(until: now + .seconds(retryAfter), now: now)
        }
    }

    private mutating func wake(_ client: Int, at instant: Instant) {
        if let earlier = wakes[client], earlier <= instant { return }
        wakes[client] = instant
        add(.wake(client: client), at: max(instant, now))
    }

    private mutating func add(_ step: Step, at instant: Instant) {
        order += 1
        steps.insert((instant, order, step))
    }
}

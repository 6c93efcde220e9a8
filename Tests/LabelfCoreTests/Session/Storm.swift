@testable import LabelfCore

/// A random schedule for a session: calls, answers, refusals, failures, cancellations and time, all from one seed. It
/// plays the service too, and checks after each step what has to hold at any time.
struct Storm {
    let t: Transcript
    let maxConnections: Int
    var random: SeededGenerator
    var faults: [String] = []
    private var calls: [String: (texts: [String], query: ClassifyQuery)] = [:]
    private var sent = 0
    private var allowance: Int?
    private let withRefusals: Bool
    private let cap: Int?

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        maxConnections = Int.random(in: 1...5, using: &random)
        allowance = [nil, 60, 600, 1_000_000].randomElement(using: &random) ?? nil
        withRefusals = Bool.random(using: &random)
        cap = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 1...300, using: &random) : nil
        t = Transcript(
            requestsPerMinute: allowance, maxConnections: maxConnections,
            linger: Bool.random(using: &random) ? 0 : 0.1, maxRetries: Int.random(in: 0...3, using: &random),
            maxRateLimits: Int.random(in: 0...3, using: &random),
            bulkReserve: [0, 10, 90].randomElement(using: &random) ?? 0, maxBilled: cap, seed: seed)
    }

    mutating func run(steps: Int) {
        for _ in 0..<steps where faults.isEmpty {
            step(roll: Int.random(in: 0..<100, using: &random))
            check()
        }
        drain()
        checkEnd()
    }

    private var chance: Bool { mutating get { Bool.random(using: &random) } }

    private mutating func step(roll: Int) {
        switch roll {
        case ..<5: ask()
        case ..<7:
            if let name = t.sources.keys.sorted().randomElement(using: &random) { t.withdraw(name, more: chance) }
        case ..<30: submit()
        case ..<38: if let name = calls.keys.sorted().randomElement(using: &random) { t.cancel(name, more: chance) }
        case ..<75: respond()
        case ..<90: advance(seconds: Double.random(in: 0...3, using: &random))
        default: if t.session.nextWake < .distantFuture { t.advance(to: t.session.nextWake) }
        }
    }

    private mutating func ask() {
        let name = "s\(t.sources.count)"
        t.ask(
            name, Int.random(in: 0...6, using: &random), lane: chance ? .bulk : .interactive,
            deadline: chance ? nil : Double.random(in: 0...20, using: &random), usesQuota: chance, more: chance)
        t.sources[name]?.splits = chance ? 3 : 0
    }

    private mutating func submit() {
        let count = [1, 1, 2, 5, 20].randomElement(using: &random) ?? 1
        let texts = (0..<count).map { _ -> String in
            let number = Int.random(in: 0..<40, using: &random)
            return number == 39 ? "" : number > 35 && withRefusals ? "bad\(number)" : "t\(number)"
        }
        let query = ClassifyQuery(model: Int64.random(in: 1...3, using: &random))
        let name = "c\(calls.count)"
        calls[name] = (texts, query)
        let deadline = chance ? nil : Double.random(in: 0...20, using: &random)
        t.submit(name, texts, query, lane: chance ? .bulk : .interactive, deadline: deadline, more: chance)
    }

    private mutating func respond() {
        guard let id = t.inFlight.keys.sorted().randomElement(using: &random) else { return }
        let texts = t.inFlight[id] ?? []
        if texts.contains(where: { $0.hasPrefix("bad") }) {
            t.refuse(id, 400, message: chance ? "alike" : texts[0], more: chance)
            return
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1: t.refuse(id, 503, more: chance)
        case 2: t.fail(id, chance ? .network : .tls, more: chance)
        case 3: t.refuse(id, 429, retryAfter: Double(Int.random(in: 0...5, using: &random)), more: chance)
        case 4: t.refuse(id, chance ? 401 : 404, more: chance)
        case 7 where chance: t.refuse(id, 403, code: "QUOTA_EXCEEDED", more: chance)
        case 5: t.answer(texts.isEmpty ? 99_998 : id, texts: texts.count + 1, more: chance)
        case 6: t.answer(99_999, more: chance)
        default: if texts.isEmpty { respond(toSourceRequest: id) } else { t.answer(id, rate: headers(), more: chance) }
        }
    }

    private mutating func respond(toSourceRequest id: RequestID) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: t.refuse(id, 400, more: chance)
        case 1: t.answer(id, body: "bad", more: chance)
        default: t.answer(id, body: "ok", more: chance)
        }
    }

    /// What the service tells: sometimes nothing, sometimes the plan and what is left.
    private mutating func headers() -> RateHeaders {
        var rate = RateHeaders()
        guard chance else { return rate }
        rate.limit = allowance ?? 600
        rate.remaining = chance ? nil : Int.random(in: 0...20, using: &random)
        return rate
    }

    private mutating func advance(seconds: Double) {
        t.advance(to: t.now + .seconds(seconds))
    }

    /// No more calls, a service in health: everything has to come to an end.
    private mutating func drain() {
        for _ in 0..<5_000 where faults.isEmpty {
            t.advance(to: t.now)
            if let id = t.inFlight.keys.min() {
                let texts = t.inFlight[id] ?? []
                if texts.contains(where: { $0.hasPrefix("bad") }) {
                    t.refuse(id, 400)
                } else if texts.isEmpty {
                    t.answer(id, body: "ok")
                } else {
                    t.answer(id)
                }
            } else if t.session.nextWake < .distantFuture {
                t.advance(to: t.session.nextWake)
            } else {
                break
            }
            check()
        }
    }

    private mutating func check() {
        let session = t.session
        if t.inFlight.count > maxConnections { faults.append("\(t.inFlight.count) requests in flight") }
        if session.nextWake == .distantFuture, t.inFlight.isEmpty, session.actions.isEmpty {
            // Events that were not acted on yet come first.
            t.advance(to: t.now)
            let waiting = t.settlements.count < calls.count + t.sources.count
            if waiting, t.inFlight.isEmpty, session.nextWake == .distantFuture { faults.append("a lost wake-up") }
        }
        for (name, count) in t.settlements where count != 1 { faults.append("\(name) settled \(count) times") }
        for request in t.requests[sent...] {
            if request.texts.isEmpty || request.texts.count > 8 { faults.append("\(request.texts.count) texts sent") }
            if Set(request.texts).count < request.texts.count { faults.append("a text twice in a request") }
            if request.texts.contains(where: { $0.isEmpty || $0.contains("#") }) { faults.append("lost memory sent") }
        }
        sent = t.requests.count
        let waiting = session.backlog.groups.values.reduce(0) { $0 + $1.waiting }
        let open = t.jobs.values.reduce(0) { $0 + ($1.isSettled ? 0 : $1.waiting) }
        if waiting != open { faults.append("\(waiting) texts counted, \(open) waiting") }
        if let cap, session.allowance.spent > cap { faults.append("\(session.allowance.spent) texts spent") }
        let held = session.underway.inFlight.values.reduce(0) { $0 + $1.billed }
        if let cap, session.allowance.left + session.allowance.spent + held != cap {
            faults.append("the account is off")
        }
        if session.backlog.groups.count != session.backlog.groupsInTurn.count {
            faults.append("groups and turns differ")
        }
    }

    private mutating func checkEnd() {
        let session = t.session
        if !session.underway.items.isEmpty { faults.append("\(session.underway.items.count) texts left in the index") }
        if !session.underway.inFlight.isEmpty || !session.underway.delayed.isEmpty { faults.append("batches are left") }
        if session.counters.callsSettled != UInt64(calls.count + t.sources.count) {
            faults.append("the counters miss calls")
        }
        let texts = session.counters.textsSucceeded + session.counters.textsFailed
        if texts != session.counters.texts { faults.append("the counters miss texts") }
        for (name, source) in t.sources {
            if t.settlements[name] != 1 { faults.append("\(name) is not settled") }
            if let fault = source.fault { faults.append("\(name) \(fault)") }
        }
        if !session.backlog.sourcesInTurn.isEmpty { faults.append("sources are left") }
        for (name, call) in calls {
            guard t.settlements[name] == 1 else {
                faults.append("\(name) is not settled")
                continue
            }
            for (text, outcome) in zip(call.texts, t.settled[name] ?? []) {
                let isRight =
                    text.isEmpty ? outcome == "!textEmpty" : outcome == "=" + text || outcome.hasPrefix("!")
                if !isRight || outcome == "!internal" { faults.append("\(name): \(outcome) for \(text)") }
            }
        }
    }
}

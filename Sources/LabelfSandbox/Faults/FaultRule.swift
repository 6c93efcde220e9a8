/// One rule of a fault script: which requests it is about, which of those it strikes, and what it does to them.
struct FaultRule: Equatable, Sendable {
    /// Only requests whose method, path and query, as in `GET /v2/models?limit=2`, contain this.
    var path: String?
    /// Only requests with a text that contains this.
    var text: String?
    /// Let this many matching requests pass first.
    var after = 0
    /// Strike only the one of this number, counted from 1 after `after`.
    var nth: Int?
    /// Strike every one whose number is a multiple of this.
    var every: Int?
    /// Strike at most this often.
    var times: Int?
    /// What to do.
    var action = FaultAction()

    /// Whether the rule is about such a request.
    func matches(path requestPath: String, texts: [String]) -> Bool {
        if let path, !requestPath.contains(path) { return false }
        guard let text else { return true }
        return texts.contains { $0.contains(text) }
    }

    /// Whether the rule strikes its `number`th match, having struck `struck` times.
    func strikes(number: Int, struck: Int) -> Bool {
        let number = number - after
        guard number >= 1 else { return false }
        if let nth, number != nth { return false }
        if let every, number % every != 0 { return false }
        if let times, struck >= times { return false }
        return true
    }
}

/// A script and how far it has run. Every matching rule counts the request; the first that strikes decides.
struct FaultScript: Sendable {
    private var rules: [(rule: FaultRule, seen: Int, struck: Int)]

    /// A script that has seen nothing.
    init(rules: [FaultRule] = []) {
        self.rules = rules.map { ($0, 0, 0) }
    }

    /// How many requests have been struck.
    private(set) var strikes = 0

    /// What happens to a request, or nil if nothing does.
    mutating func next(path: @autoclosure () -> String, texts: [String]) -> FaultAction? {
        guard !rules.isEmpty else { return nil }
        let path = path()
        var action: FaultAction?
        for index in rules.indices where rules[index].rule.matches(path: path, texts: texts) {
            rules[index].seen += 1
            guard action == nil else { continue }
            let state = rules[index]
            if state.rule.strikes(number: state.seen, struck: state.struck) {
                rules[index].struck += 1
                strikes += 1
                action = state.rule.action
            }
        }
        return action
    }
}

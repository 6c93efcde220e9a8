/// What a call would take, estimated before it is made.
package struct Estimate: Equatable {
    package let requests: Int
    /// Requests of the client that go before the last of them.
    package private(set) var requestsAhead = 0
    /// Requests a minute that it is based on; nil if no limit is known.
    package private(set) var limit: Int?
    /// Until the last answer; nil if no limit is known.
    package private(set) var seconds: Double?

    /// For a number of requests, with a client as it is now.
    package init(requests: Int, lane: Lane, _ snapshot: Snapshot, now: Instant) {
        self.requests = requests
        requestsAhead = requests == 0 ? 0 : snapshot.requestsAhead(of: requests, in: lane)
        limit = snapshot.budget.status(now: now).limit
        let wait = snapshot.budget.wait(forRequests: requestsAhead + requests, now: now)
        seconds = requests == 0 ? 0 : wait.map { ($0 + snapshot.roundTrip).seconds }
    }

    /// For a number of requests, with a plan of which nothing is used yet.
    package init(requests: Int, requestsPerMinute: Int) {
        self.requests = requests
        limit = requestsPerMinute
        let budget = RateForecast(unused: RateLimit(perMinute: requestsPerMinute))
        seconds = budget.wait(forRequests: requests, now: Instant(nanoseconds: 0))?.seconds
    }

    /// The requests a minute of a plan (API document, "Limits"): "starter", "growth", in any case, or the number itself,
    /// 1 to 1,000,000. Nil for anything else.
    package static func requestsPerMinute(ofPlan name: String) -> Int? {
        let bytes = name.bytes
        guard bytes.count <= 16, bytes.allSatisfy({ $0 > 32 && $0 < 128 }) else { return nil }
        let small = ASCII.lowercased(bytes[...])
        if small.isSame(as: "starter") { return 60 }
        if small.isSame(as: "growth") { return 300 }
        guard let number = FieldValue.wholeNumber(bytes), (1...1_000_000).contains(number) else { return nil }
        return Int(number)
    }
}

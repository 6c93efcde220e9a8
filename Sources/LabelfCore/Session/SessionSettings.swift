package struct SessionSettings: Sendable {
    package var maxConnections = 8
    package var linger = Interval.zero
    package var backoff = Backoff()
    /// 429s that one batch sits out.
    package var maxRateLimits = 10
    package var requestsPerMinute: Int?
    package var bulkReservePercent = 10
    /// Nil for no cap.
    package var maxBilledTexts: Int?
    /// Whether requests go with a token that has to be asked for; else with a key.
    package var usesToken = false
    /// What the cache may take; 0 for none.
    package var cacheBytes = 0
    /// How long an answer is good there.
    package var cacheLifetime = Interval.zero

    package init() {}

    /// A budget that has seen nothing yet.
    package func rateBudget(random: Randomness) -> RateBudget {
        RateBudget(requestsPerMinute: requestsPerMinute, bulkReservePercent: bulkReservePercent, random: random)
    }
}

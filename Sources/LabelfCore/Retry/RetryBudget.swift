/// Bounds what retries add to the load of a service that is down: each retry is paid from tokens that successes and time
/// give back. With 50 tokens, 5 a failed answer and 10 a broken connection, an outage costs ten retries at most, and
/// then one every five seconds; a job with occasional failures never notices.
package struct RetryBudget: Sendable {
    package enum Cost: Double, Sendable {
        case answer = 5
        case connection = 10
    }

    private static let capacity = 50.0
    private static let refillPerSecond = 1.0

    private var tokens = RetryBudget.capacity
    private var updated: Instant?

    package init() {}

    /// A request succeeded.
    package mutating func earn(now: Instant) {
        refill(now)
        tokens = min(tokens + 1, RetryBudget.capacity)
    }

    /// Whether a retry may be made; takes its cost if so.
    package mutating func spend(_ cost: Cost, now: Instant) -> Bool {
        refill(now)
        guard tokens >= cost.rawValue else { return false }
        tokens -= cost.rawValue
        return true
    }

    private mutating func refill(_ now: Instant) {
        if let updated, updated < now {
            tokens = min(tokens + (now - updated).seconds * RetryBudget.refillPerSecond, RetryBudget.capacity)
        }
        updated = max(updated ?? now, now)
    }
}

/// How long to wait before a request is sent again after a 5xx or a broken connection
/// (API document, "Errors": after 1 s, 2 s and 4 s, the series goes on with 8 s).
package struct Backoff: Sendable {
    /// The first pause.
    package var base: Interval
    /// How often one request may be sent again.
    package var maxRetries: Int

    package init(base: Interval = .seconds(Int64(1)), maxRetries: Int = 3) {
        self.base = base
        self.maxRetries = maxRetries
    }

    /// The pause before retry `retry` (1 is the first): never less than the documented wait, and up to a quarter more,
    /// so that clients that failed together do not come back together.
    package func pause(beforeRetry retry: Int, using random: inout Randomness) -> Interval {
        let doublings = min(max(retry, 1) - 1, 32)
        let (documented, overflow) = base.nanoseconds.multipliedReportingOverflow(by: 1 << Int64(doublings))
        if overflow { return Interval(nanoseconds: .max) }
        let jitter = Int64.random(in: 0...max(documented / 4, 0), using: &random)
        return Interval(nanoseconds: documented) + Interval(nanoseconds: jitter)
    }
}

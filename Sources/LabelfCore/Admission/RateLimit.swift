/// A plan's limit, and what follows from it (API document, "Limits": requests a minute, with bursts of up to twice the
/// sustained rate for ten seconds).
package struct RateLimit: Equatable, Sendable, BitwiseCopyable {
    /// Requests a minute, at least 1.
    package let perMinute: Int

    package init(perMinute: Int) {
        self.perMinute = max(perMinute, 1)
    }

    /// The sustained rate, in requests a second.
    package var perSecond: Double { Double(perMinute) / 60 }

    /// Requests at once from idle: what ten seconds of double rate drain; at least one.
    package var burst: Double { max(Double(perMinute) / 6, 1) }

    /// How long permits take to come, at the sustained rate.
    package func time(for permits: Double) -> Interval { .seconds(permits / perSecond) }
}

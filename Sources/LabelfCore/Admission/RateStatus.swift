/// What decides when the next request may be sent. The raw values are `labelf_pacing` of labelf.h.
package enum Pacing: Int32, Sendable {
    /// Nothing: no limit is known.
    case none = 0
    /// Permits are saved up: requests leave as they come.
    case burst = 1
    /// They are not: requests leave as fast as the plan goes on giving permits.
    case sustained = 2
    /// A 429: nothing leaves until the service's pause is over.
    case pause = 3
    /// What is saved up is kept for interactive texts, and bulk waits.
    case reserve = 4
}

/// Where a workspace's budget stands, as programs are told.
package struct RateStatus: Equatable, Sendable {
    /// Requests a minute in force; nil if no limit is known.
    package var limit: Int?
    /// Requests that could be sent at once; nil if no limit is known.
    package var remaining: Int?
    /// Until the pause is over, or without one until as many are saved up as can be; nil if neither is known.
    package var reset: Interval?
    /// Sent and not yet answered.
    package var inFlight = 0
    package var pacing = Pacing.none

    package init() {}
}

/// What a session shows of itself: taken between events, and read by any thread.
package struct Snapshot: Sendable {
    package var counters = Counters()
    package var budget: RateForecast
    /// What a request takes from when it is sent to its answer.
    package var roundTrip = Interval.zero
    /// Requests that wait for a connection, a permit or their time.
    private var queued = PerLane(both: 0)
    /// Calls that they are of.
    private var calls = PerLane(both: 0)

    /// A session that has done nothing yet.
    package init(_ settings: SessionSettings) {
        budget = RateForecast(unused: settings.requestsPerMinute.map { RateLimit(perMinute: $0) })
    }

    init(_ session: Session) {
        counters = session.counters
        budget = session.budget.forecast
        roundTrip = session.service.roundTrip
        queued = session.queued
        calls = session.backlog.calls
    }

    /// How many of the requests that wait go before the last of that many new ones: as calls take turns, no call holds them
    /// up by more than their own number.
    package func requestsAhead(of requests: Int, in lane: Lane) -> Int {
        let own = min(queued[lane], requests * calls[lane])
        return lane == .interactive ? own : queued.interactive + own
    }
}

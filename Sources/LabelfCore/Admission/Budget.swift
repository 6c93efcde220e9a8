/// A session's budget: one of its own, or one that it shares with others of this machine.
package final class Budget {
    /// Runs a change on the value that is shared, and on the number of requests in it that this session has in flight.
    /// False, without having run it, if the value cannot be had now.
    package typealias Sharing = (Instant, (inout RateBudget, inout UInt32) -> Void) -> Bool

    /// How soon to look again when an answer that is waited for may be somebody else's.
    private static let look = Interval.milliseconds(25)

    /// As it was after the last answer; what counts while there is nothing to share.
    private var seen: RateBudget
    /// As it is now.
    package private(set) var forecast: RateForecast
    private var sharing: Sharing?
    /// Goes up with each replacement: a request knows the budget that it was taken from.
    private var generation: UInt32 = 0

    package init(_ initial: RateBudget, sharing: Sharing? = nil) {
        seen = initial
        forecast = RateForecast(unused: initial.limit)
        self.sharing = sharing
    }

    /// What has been learned, for another budget, of which nothing is in flight.
    package func learned(now: Instant) -> RateBudget {
        var budget = seen
        budget.abandonAll(now: now)
        return budget
    }

    /// Goes on with another budget. Requests that are in flight are new to it.
    package func replace(with initial: RateBudget, sharing: Sharing?, now: Instant) {
        seen = initial
        forecast = seen.forecast(now: now)
        self.sharing = sharing
        generation &+= 1
    }

    package var limit: RateLimit? { forecast.limit }
    package var pausedUntil: Instant? { forecast.pausedUntil }

    package func permit(_ lane: Lane, waiting: Int, now: Instant) -> RateBudget.Permit {
        var permit = RateBudget.Permit.now
        let isShared = change(now) { budget, _, _ in permit = budget.permit(lane, waiting: waiting, now: now) }
        if isShared, case .afterResponse(let instant) = permit { return .at(min(now + Budget.look, instant)) }
        return permit
    }

    package func take(now: Instant) -> Ticket {
        var ticket = Ticket()
        ticket.isShared = change(now) { budget, inFlight, _ in
            ticket = budget.take(now: now)
            inFlight &+= 1
        }
        ticket.generation = generation
        return ticket
    }

    package func answered(_ ticket: Ticket, _ headers: RateHeaders, now: Instant) {
        end(ticket, teaches: headers.limit != nil, now) { budget, ticket in
            budget.answered(ticket, headers, now: now)
        }
    }

    package func lost(_ ticket: Ticket, now: Instant) {
        end(ticket, now) { budget, ticket in budget.lost(ticket, now: now) }
    }

    package func pause(until resume: Instant, now: Instant) {
        _ = change(now, teaches: true) { budget, _, _ in budget.pause(until: resume, now: now) }
    }

    private func end(
        _ ticket: Ticket, teaches: Bool = false, _ now: Instant, _ body: (inout RateBudget, Ticket) -> Void
    ) {
        _ = change(now, teaches: teaches) { budget, inFlight, isShared in
            // A request that was sent while the shared value could not be had is new to it.
            let isKnown = ticket.generation == self.generation && (ticket.isShared || !isShared)
            body(&budget, isKnown ? ticket : budget.take(now: now))
            if isKnown { inFlight = inFlight == 0 ? 0 : inFlight - 1 }
            if isShared { self.seen = budget }
        }
    }

    /// Changes the shared value, or the session's own; `body` is told whether it is the shared one, and so is the caller.
    /// - Parameter teaches: whether this may be what makes a service without a limit one that has one: otherwise there is
    ///   nothing to share there.
    private func change(
        _ now: Instant, teaches: Bool = false, _ body: (inout RateBudget, inout UInt32, Bool) -> Void
    ) -> Bool {
        if let sharing, teaches || !forecast.isUnlimited {
            let isShared = sharing(now) { budget, inFlight in
                body(&budget, &inFlight, true)
                self.forecast = budget.forecast(now: now)
            }
            if isShared { return true }
        }
        var inFlight: UInt32 = 0
        body(&seen, &inFlight, false)
        forecast = seen.forecast(now: now)
        return false
    }
}

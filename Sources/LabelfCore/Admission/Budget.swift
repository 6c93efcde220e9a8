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
    /// Of the permit that was given last, if it is of a shared value and no request has taken it yet.
    private var taken: Ticket?
    /// What the shared value was not told, because it could not be had: it is told with the next change.
    private var owed: [Owed] = []

    private enum Owed {
        case answered(Ticket, RateHeaders)
        case lost(Ticket)
        case pause(until: Instant)
    }

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
        owed = []
        taken = nil
        generation &+= 1
    }

    package var limit: RateLimit? { forecast.limit }
    package var pausedUntil: Instant? { forecast.pausedUntil }

    /// Whether a request may leave now. If so it is to be taken before anything else is asked: of a shared value it is taken
    /// already, as another process would be given the same permit otherwise.
    package func permit(_ lane: Lane, waiting: Int, now: Instant) -> RateBudget.Permit {
        if taken != nil { return .now }
        return permit(lane, waiting: waiting, takes: true, now: now)
    }

    /// The same, of which nothing follows.
    package func wouldPermit(_ lane: Lane, waiting: Int, now: Instant) -> RateBudget.Permit {
        permit(lane, waiting: waiting, takes: false, now: now)
    }

    private func permit(_ lane: Lane, waiting: Int, takes: Bool, now: Instant) -> RateBudget.Permit {
        var permit = RateBudget.Permit.now
        let isShared = change(now) { budget, inFlight, isShared in
            permit = budget.permit(lane, waiting: waiting, now: now)
            guard takes, isShared, permit == .now else { return }
            var ticket = budget.take(now: now)
            ticket.isShared = true
            ticket.generation = self.generation
            self.taken = ticket
            inFlight &+= 1
        }
        if isShared, case .afterResponse(let instant) = permit { return .at(min(now + Budget.look, instant)) }
        return permit
    }

    package func take(now: Instant) -> Ticket {
        if let taken {
            self.taken = nil
            return taken
        }
        var ticket = Ticket()
        ticket.isShared = change(now) { budget, inFlight, _ in
            ticket = budget.take(now: now)
            inFlight &+= 1
        }
        ticket.generation = generation
        return ticket
    }

    /// Nothing was sent with the permit that was given last: what was to go had its answer meanwhile.
    package func giveBack(now: Instant) {
        if taken != nil { lost(take(now: now), now: now) }
    }

    package func answered(_ ticket: Ticket, _ headers: RateHeaders, now: Instant) {
        tell(.answered(ticket, headers), teaches: headers.limit != nil || headers.isRefusal, now)
    }

    package func lost(_ ticket: Ticket, now: Instant) {
        tell(.lost(ticket), teaches: false, now)
    }

    /// The service has refused a request.
    /// - Parameters:
    ///   - told: how long it asks to wait; nil if it does not say.
    ///   - otherwise: how long it is then, where the limit is known.
    /// - Returns: when the next request may leave.
    package func pause(for told: Interval?, otherwise: Interval, now: Instant) -> Instant {
        let wait = limit == nil ? max(told ?? .zero, forecast.floor) : told ?? otherwise
        pause(until: now + wait, now: now)
        return now + wait
    }

    package func pause(until resume: Instant, now: Instant) {
        tell(.pause(until: resume), teaches: true, now)
    }

    private func tell(_ news: Owed, teaches: Bool, _ now: Instant) {
        let isShared = change(now, teaches: teaches) { budget, inFlight, isShared in
            self.tell(news, &budget, &inFlight, isShared, now)
            if isShared { self.seen = budget }
        }
        if isShared || sharing == nil { return }
        switch news {
        // Of a request that the shared value knows, it has to learn the end.
        case .answered(let ticket, _), .lost(let ticket):
            if ticket.isShared, ticket.generation == generation { owed.append(news) }
        case .pause: owed.append(news)
        }
    }

    private func tell(
        _ news: Owed, _ budget: inout RateBudget, _ inFlight: inout UInt32, _ isShared: Bool, _ now: Instant
    ) {
        switch news {
        case .answered(let ticket, let headers):
            budget.answered(known(ticket, &budget, &inFlight, isShared, now), headers, now: now)
        case .lost(let ticket): budget.lost(known(ticket, &budget, &inFlight, isShared, now), now: now)
        case .pause(let resume): budget.pause(until: resume, now: now)
        }
    }

    /// A request that was sent while the shared value could not be had is new to it.
    private func known(
        _ ticket: Ticket, _ budget: inout RateBudget, _ inFlight: inout UInt32, _ isShared: Bool, _ now: Instant
    ) -> Ticket {
        guard ticket.generation == generation, ticket.isShared || !isShared else {
            var new = budget.take(now: now)
            new.sentAt = ticket.sentAt
            return new
        }
        inFlight = inFlight == 0 ? 0 : inFlight - 1
        return ticket
    }

    /// Changes the shared value, or the session's own; `body` is told whether it is the shared one, and so is the caller.
    /// - Parameter teaches: whether this may be what makes a service without a limit one that has one: otherwise there is
    ///   nothing to share there.
    private func change(
        _ now: Instant, teaches: Bool = false, _ body: (inout RateBudget, inout UInt32, Bool) -> Void
    ) -> Bool {
        if let sharing, teaches || !forecast.isUnlimited {
            let isShared = sharing(now) { budget, inFlight in
                for news in self.owed { self.tell(news, &budget, &inFlight, true, now) }
                body(&budget, &inFlight, true)
                self.forecast = budget.forecast(now: now)
            }
            if isShared {
                owed.removeAll()
                return true
            }
        }
        var inFlight: UInt32 = 0
        body(&seen, &inFlight, false)
        forecast = seen.forecast(now: now)
        return false
    }
}

/// What is noted of a request when it is sent, to read its answer by.
package struct Ticket: BitwiseCopyable {
    /// When it was sent.
    var sentAt = Instant(nanoseconds: .min)
    /// All requests sent so far, this one included.
    var sent: UInt32 = 0
    /// All requests that had ended by then.
    var ended: UInt32 = 0
    /// Whether the budget that it was taken from is shared.
    var isShared = false
    /// Which of a session's budgets that was, one after the other.
    var generation: UInt32 = 0
    /// What was left in the bucket after it; nil if no limit was known.
    var level: Double?
}

/// What one answer says of the service's count, and what is known of when.
struct Observation: BitwiseCopyable {
    var ticket: Ticket
    var endedAt: Instant
    /// The plan's limit by the service's word.
    var plan: RateLimit
    /// Requests left when this one was granted.
    var remaining: Int
    /// When the count resets, in whole seconds of the service's clock, rounded in a way that is not known.
    var reset: Int64
    /// The service's clock when it answered, in whole seconds, rounded down.
    var clock: Int64

    /// What is left beyond what the sustained rate would use until the reset: more than zero if the workspace has been
    /// saving. Under a token bucket, whose reset is the time at which it is full, that is twice the level less the burst.
    var surplus: Double {
        Double(remaining) - plan.perSecond * Double(max(reset - clock, 0))
    }

    /// Whether the reset is when a bucket with so much left would be full, as far as whole seconds and the latency tell.
    var fitsBucket: Bool {
        let toReset = Double(reset - clock)
        let toFull = (plan.burst - Double(remaining)) / plan.perSecond
        let latency = (endedAt - ticket.sentAt).seconds
        return toReset < toFull + 2 && toReset > toFull - 2 - latency - 1 / plan.perSecond
    }
}

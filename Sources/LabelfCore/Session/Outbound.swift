/// What is sent, and sent again, until it has its answer or an error: a batch of texts, or an errand. Here is what both
/// need for that; an error and its retry take the same way for both.
package class Outbound {
    package final let id: RequestID
    /// Retries after a 5xx or a broken connection.
    final var retries = 0
    /// 429s.
    final var rateLimits = 0
    final var isInFlight = false
    /// While it is in flight.
    final var ticket = Ticket()
    final var sent = Instant(nanoseconds: 0)
    /// When it may be sent again.
    final var due = Instant(nanoseconds: .min)
    /// What the last request ended with.
    final var lastError: LabelfError?
    /// Which token the last request went with; 0 for none.
    final var token: TokenKeeper.Generation = 0
    /// Whether it is sent once more already because its token was refused.
    final var hasNewToken = false

    init(id: RequestID) {
        self.id = id
    }

    /// What it is: exactly one of the two is not nil.
    var batch: Batch? { nil }
    var errand: Errand? { nil }

    /// Interactive if anybody who waits is.
    var lane: Lane { .bulk }
    /// Requests that were sent for it.
    package var attempts: Int { 0 }
    /// Texts that one request is billed for.
    var billed: Int { 0 }
    /// Whether it ends with the quota, and with what may be spent.
    var usesQuota: Bool { true }
}

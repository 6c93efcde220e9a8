/// What the service's clock shows at our instants: known to the second from one answer, and to about the shortest latency
/// from many, as each answer came after the second that its `Date` names had begun.
struct ServiceClock: BitwiseCopyable {
    /// Our nanoseconds less the service's, at the most.
    private var offset: Int64?

    /// Reads an answer's time. False if the service's clock has been set back, so that what it said before is void.
    mutating func read(_ observation: Observation) -> Bool {
        let measured = observation.endedAt.nanoseconds &- observation.clock &* 1_000_000_000
        let latency = (observation.endedAt - observation.ticket.sentAt).nanoseconds
        guard let known = offset else {
            offset = measured
            return true
        }
        let isContinuous = measured &- known <= latency &+ 2_000_000_000
        offset = isContinuous ? min(known, measured) : measured
        return isContinuous
    }

    /// The instant by which a time that the service has rounded to whole seconds, up or down, has certainly come.
    func latest(_ seconds: Int64) -> Instant {
        Instant(nanoseconds: (offset ?? 0) &+ (seconds &+ 1) &* 1_000_000_000)
    }
}

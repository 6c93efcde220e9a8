/// How many requests a service that counts by the minute will still grant: a lower bound, whatever the order in which
/// it has seen those that are under way.
struct WindowCount: BitwiseCopyable {
    /// What one answer promises: what was left, less all that may not have been counted then.
    private struct Bound: BitwiseCopyable {
        var remaining: Int
        /// Requests that had ended before the answered one was sent, and so were counted.
        var counted: UInt32
        /// Requests that may have been sent a minute or longer before the answer: they are not in its count any more.
        var gone: UInt32

        func available(sent: UInt32) -> Int {
            remaining - Int(sent &- counted) + 1
        }

        /// Those of our own that have certainly come back since, where each comes back after a minute.
        func returned(_ back: UInt32) -> Int {
            max(Int(Int32(bitPattern: back &- gone)), 0)
        }
    }

    /// The answer that names the present reset.
    private(set) var newest: Observation?
    private var bound: Bound?

    init() {}

    /// - Parameters:
    ///   - sent: requests sent so far.
    ///   - gone: of these, those that had been sent a minute ago.
    ///   - isAlone: whether nobody else uses the workspace, so that every answer's promise holds, and the best counts;
    ///     else the newest answer knows best.
    mutating func read(_ new: Observation, sent: UInt32, gone: UInt32, _ refill: Refill, isAlone: Bool) {
        let other = Bound(remaining: new.remaining, counted: new.ticket.ended, gone: gone)
        guard let newest, let bound else {
            self.newest = new
            self.bound = other
            return
        }
        let moved = new.reset - newest.reset
        // Another window's count is worth nothing once the next has begun.
        if moved < -1 { return }
        let isLater = Int32(bitPattern: new.ticket.sent &- newest.ticket.sent) > 0
        if moved > 1 || isLater { self.newest = new }
        let isBetter =
            other.available(sent: sent) - bound.available(sent: sent)
            > (refill == .slidingWindow ? Int(Int32(bitPattern: other.gone &- bound.gone)) : 0)
        let isNew = moved > 1 && refill != .slidingWindow
        if isNew || (isAlone ? isBetter : isLater || moved > 1) { self.bound = other }
    }

    mutating func forget() {
        self = WindowCount()
    }

    /// Requests that will certainly be granted; nil if the service has not said anything yet.
    /// - Parameters:
    ///   - sent: requests sent so far.
    ///   - back: of these, those that were granted and answered a minute ago.
    func available(sent: UInt32, back: UInt32?, _ refill: Refill) -> Int? {
        guard let bound else { return nil }
        let left = bound.available(sent: sent)
        guard refill == .slidingWindow, let back else { return left }
        return left + bound.returned(back)
    }
}

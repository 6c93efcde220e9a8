/// How many requests had been sent, and how many had ended, at each moment of the last minute: what a service that counts
/// by the minute still has in its count.
///
/// A request is granted somewhere between being sent and being answered, so the two counts bound the service's own from
/// both sides. Moments are kept in slots of a 15th of a second, and what is asked for is rounded to the side named.
///
/// What only asks is `mutating` too: a method that is not is handed a copy of all twelve kilobytes.
struct TrafficLog: BitwiseCopyable {
    private static let slots = 1024
    /// Slots are 2 to the power of 26 nanoseconds (67 ms) wide: 1024 of them are 68 seconds.
    private static let shift: Int64 = 26

    /// All requests ever sent. Counts wrap around, so they are compared with `-` alone.
    private(set) var sent: UInt32 = 0
    /// All that have ended, with an answer or without.
    private(set) var ended: UInt32 = 0
    /// All that have ended and were granted for certain.
    private var granted: UInt32 = 0
    /// The newest slot; `Int64.min` before the first request.
    private var newest = Int64.min
    private var sentBySlot = InlineArray<1024, UInt32>(repeating: 0)
    private var endedBySlot = InlineArray<1024, UInt32>(repeating: 0)
    private var grantedBySlot = InlineArray<1024, UInt32>(repeating: 0)

    init() {}

    /// Sent, and not ended.
    var inFlight: Int { Int(sent &- ended) }

    /// How long a request may take to reach the service; a longer way is the network's fault, and not planned for.
    private static let way = Interval.seconds(Int64(-2))

    /// Requests that may not have reached the service yet.
    mutating func onTheWay(now: Instant) -> Int {
        min(inFlight, Int(sent &- sent(by: now + Self.way)))
    }

    mutating func send(now: Instant) {
        advance(to: now)
        sent &+= 1
        record()
    }

    /// Requests end.
    /// - Parameter isGranted: whether the service has counted them for certain.
    mutating func end(_ count: Int = 1, isGranted: Bool, now: Instant) {
        advance(to: now)
        let count = UInt32(truncatingIfNeeded: min(max(count, 0), inFlight))
        ended &+= count
        if isGranted { granted &+= count }
        record()
    }

    /// Requests that had ended by an instant: a lower bound. Nil for an instant that is too long ago.
    mutating func ended(by instant: Instant) -> UInt32? {
        let slot = instant.nanoseconds >> Self.shift - 1
        if slot >= newest { return ended }
        return isKept(slot) ? endedBySlot[Self.place(slot)] : nil
    }

    /// Requests that had been granted, and the answer received, by an instant: a lower bound.
    mutating func granted(by instant: Instant) -> UInt32? {
        let slot = instant.nanoseconds >> Self.shift - 1
        if slot >= newest { return granted }
        return isKept(slot) ? grantedBySlot[Self.place(slot)] : nil
    }

    private func isKept(_ slot: Int64) -> Bool {
        slot > newest - Int64(Self.slots)
    }

    /// Requests that had been sent by an instant: an upper bound.
    mutating func sent(by instant: Instant) -> UInt32 {
        let slot = instant.nanoseconds >> Self.shift
        if slot >= newest { return sent }
        return sentBySlot[Self.place(max(slot, newest - Int64(Self.slots) + 1))]
    }

    /// The first instant after `now` at which `ended(by: instant - past)` may be more than it is.
    static func nextChange(after now: Instant) -> Instant {
        Instant(nanoseconds: ((now.nanoseconds >> shift) + 1) << shift)
    }

    /// Carries the counts forward to the slot of an instant.
    private mutating func advance(to now: Instant) {
        let slot = now.nanoseconds >> Self.shift
        guard slot > newest else { return }
        let first = newest == .min ? slot : max(newest + 1, slot - Int64(Self.slots) + 1)
        newest = slot
        for passed in first...slot {
            sentBySlot[Self.place(passed)] = sent
            endedBySlot[Self.place(passed)] = ended
            grantedBySlot[Self.place(passed)] = granted
        }
    }

    private mutating func record() {
        let place = Self.place(newest)
        sentBySlot[place] = sent
        endedBySlot[place] = ended
        grantedBySlot[place] = granted
    }

    private static func place(_ slot: Int64) -> Int {
        Int(slot & Int64(slots - 1))
    }
}

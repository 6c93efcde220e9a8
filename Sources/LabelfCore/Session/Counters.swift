/// Counters since the client was made; labelf.h, `labelf_statistics`, says what each means.
package struct Counters: Equatable, Sendable {
    package var calls: UInt64 = 0
    package var callsSettled: UInt64 = 0
    package var texts: UInt64 = 0
    package var textsSucceeded: UInt64 = 0
    package var textsFailed: UInt64 = 0
    package var textsDuplicate: UInt64 = 0
    package var textsJoined: UInt64 = 0
    package var textsSent: UInt64 = 0
    package var requests: UInt64 = 0
    package var requestsRetried: UInt64 = 0
    package var requestsSplit: UInt64 = 0
    package var rateLimited: UInt64 = 0
    package var bytesSent: UInt64 = 0
    package var bytesReceived: UInt64 = 0
    package var inFlight: UInt64 = 0
    package var callsLate: UInt64 = 0
    package var textsSpent: UInt64 = 0
    package var textsOverBudget: UInt64 = 0
    package var textsCached: UInt64 = 0
    /// How long something could have been sent but for a permit.
    package var permitWait = Interval.zero

    package init() {}
}

import Testing

@testable import LabelfCore

extension WindowCount {
    fileprivate mutating func read(_ new: Observation, _ log: TrafficLog, _ refill: Refill, isAlone: Bool) {
        let gone = log.toldSent(by: new.endedAt + RateBudget.minuteAgo)
        read(new, sent: log.sent, gone: gone, refill, isAlone: isAlone)
    }

    fileprivate func available(_ log: TrafficLog, _ refill: Refill, now: Instant) -> Int? {
        available(sent: log.sent, back: log.toldGranted(by: now + RateBudget.minuteAgo), refill)
    }
}

@Suite struct WindowCountTests {

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    /// A log with requests sent at 0 of which some were answered at 1.
    func log(sent: Int, ended: Int) -> TrafficLog {
        var log = TrafficLog()
        for _ in 0..<sent { log.send(now: second(0)) }
        for _ in 0..<ended { log.end(isGranted: true, now: second(1)) }
        return log
    }

    @Test("Before the service has said anything, nothing is known")
    func unsaid() {
        #expect(WindowCount().available(log(sent: 20, ended: 20), .unknown, now: second(30)) == nil)
    }

    @Test("What was left, less all that may not have been counted then")
    func uncounted() {
        let log = log(sent: 5, ended: 2)
        var window = WindowCount()
        var new = observation(1, remaining: 50, reset: 60, sent: 3)
        new.ticket.ended = 1
        window.read(new, log, .fixedWindow, isAlone: true)
        // One had ended before: the other three may have been granted later.
        #expect(window.available(log, .fixedWindow, now: second(2)) == 47)
    }

    @Test("Alone, the best promise counts; with company, the newest answer")
    func company() {
        for isAlone in [true, false] {
            let log = log(sent: 3, ended: 3)
            var window = WindowCount()
            window.read(observation(1, remaining: 50, reset: 60, sent: 1), log, .fixedWindow, isAlone: isAlone)
            window.read(observation(2, remaining: 30, reset: 60, sent: 3), log, .fixedWindow, isAlone: isAlone)
            #expect(window.available(log, .fixedWindow, now: second(3)) == (isAlone ? 48 : 30))
        }
    }

    @Test("A new window's count replaces the old one's; a late answer of the old one is ignored")
    func newWindow() {
        let log = log(sent: 3, ended: 3)
        var window = WindowCount()
        window.read(observation(59, remaining: 0, reset: 60, sent: 1), log, .fixedWindow, isAlone: true)
        window.read(observation(60.5, remaining: 59, reset: 120, sent: 3), log, .fixedWindow, isAlone: true)
        window.read(observation(60.6, remaining: 0, reset: 60, sent: 2), log, .fixedWindow, isAlone: true)
        #expect(window.available(log, .fixedWindow, now: second(61)) == 59)
    }

    @Test("Where each permit comes back by itself, our own do a minute after the answer; lost requests do not")
    func returned() {
        var log = log(sent: 2, ended: 2)
        log.send(now: second(2))
        log.end(isGranted: false, now: second(3))
        var window = WindowCount()
        window.read(observation(4, remaining: 0, reset: 60, sent: 3), log, .slidingWindow, isAlone: true)
        #expect(window.available(log, .slidingWindow, now: second(60.9)) == 0)
        #expect(window.available(log, .slidingWindow, now: second(61.2)) == 2)
        #expect(window.available(log, .slidingWindow, now: second(64)) == 2)
        #expect(window.available(log, .fixedWindow, now: second(64)) == 0)
    }
}

import Testing

@testable import LabelfCore

/// An answer at so many seconds, sent a moment before.
func observation(_ at: Double, limit: Int = 60, remaining: Int, reset: Int64, sent: UInt32 = 1) -> Observation {
    let ended = Instant(nanoseconds: 0) + .seconds(at)
    let ticket = Ticket(sentAt: ended + .seconds(-0.01), sent: sent, ended: sent - 1, level: nil)
    return Observation(
        ticket: ticket, endedAt: ended, plan: RateLimit(perMinute: limit), remaining: remaining, reset: reset,
        clock: Int64(at))
}

@Suite("How permits come back is told by the headers") struct RefillTests {
    @Test("More left than a burst: a count of the minute")
    func window() {
        var evidence = RefillEvidence()
        evidence.read(observation(0, remaining: 59, reset: 60))
        #expect(evidence.refill == .fixedWindow)
    }

    @Test("A reset that stands still while Remaining falls: a window")
    func standing() {
        var evidence = RefillEvidence()
        evidence.read(observation(50, remaining: 9, reset: 60))
        #expect(evidence.refill == .unknown)
        for step in 1...5 { evidence.read(observation(50 + Double(step), remaining: 9 - step, reset: 60)) }
        #expect(evidence.refill == .fixedWindow)
    }

    @Test("A reset that moves before it has come: a bucket")
    func bucket() {
        var evidence = RefillEvidence()
        evidence.read(observation(0, remaining: 6, reset: 4))
        evidence.read(observation(0.5, remaining: 3, reset: 8))
        #expect(evidence.refill == .tokenBucket)
    }

    @Test("In whatever order the answers come")
    func reordered() {
        var evidence = RefillEvidence()
        evidence.read(observation(0.5, remaining: 3, reset: 8))
        evidence.read(observation(0.5, remaining: 6, reset: 4))
        #expect(evidence.refill == .tokenBucket)
    }

    @Test("A Remaining that rises before its reset: a bucket")
    func rising() {
        var evidence = RefillEvidence()
        evidence.read(observation(0, remaining: 0, reset: 10))
        evidence.read(observation(3, remaining: 2, reset: 10))
        #expect(evidence.refill == .tokenBucket)
    }

    @Test("A reset that comes and then moves on a little: each permit comes back by itself; by a minute: a new window")
    func sliding() {
        var evidence = RefillEvidence()
        evidence.read(observation(0, remaining: 59, reset: 60))
        evidence.read(observation(60.5, remaining: 3, reset: 63))
        #expect(evidence.refill == .slidingWindow)
        evidence = RefillEvidence()
        evidence.read(observation(0, remaining: 59, reset: 60))
        evidence.read(observation(60.5, remaining: 59, reset: 120))
        #expect(evidence.refill == .fixedWindow)
    }

    @Test("Whole seconds may be rounded either way: a second more or less says nothing")
    func rounding() {
        var evidence = RefillEvidence()
        for (at, reset) in [(0.2, 60), (0.9, 61), (1.1, 60), (20.5, 61)] {
            evidence.read(observation(at, remaining: 40, reset: Int64(reset)))
        }
        #expect(evidence.refill == .fixedWindow)
    }
}

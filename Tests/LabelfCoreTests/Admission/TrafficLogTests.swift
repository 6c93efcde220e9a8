import Testing

@testable import LabelfCore

/// What a log says, without changing it.
extension TrafficLog {
    func toldSent(by instant: Instant) -> UInt32 {
        var copy = self
        return copy.sent(by: instant)
    }

    func toldEnded(by instant: Instant) -> UInt32? {
        var copy = self
        return copy.ended(by: instant)
    }

    func toldGranted(by instant: Instant) -> UInt32? {
        var copy = self
        return copy.granted(by: instant)
    }
}

@Suite struct TrafficLogTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    @Test("What was sent and what had ended by an instant, rounded so that neither is ever too favourable")
    func bounds() {
        var log = TrafficLog()
        log.send(now: second(10))
        log.send(now: second(20))
        log.end(isGranted: true, now: second(25))
        log.end(isGranted: false, now: second(30))
        #expect(log.inFlight == 0)
        #expect(log.toldSent(by: second(9.9)) == 0)
        #expect(log.toldSent(by: second(10)) == 1)
        #expect(log.toldSent(by: second(19.9)) == 1)
        #expect(log.toldSent(by: second(20)) == 2)
        #expect(log.toldEnded(by: second(25)) == 0)
        #expect(log.toldEnded(by: second(25.2)) == 1)
        #expect(log.toldEnded(by: second(31)) == 2)
        #expect(log.toldGranted(by: second(31)) == 1)
    }

    @Test("A minute is kept; what is longer ago is not told")
    func span() {
        var log = TrafficLog()
        log.send(now: second(1))
        log.end(isGranted: true, now: second(2))
        log.send(now: second(100))
        #expect(log.toldEnded(by: second(40)) == 1)
        #expect(log.toldEnded(by: second(20)) == nil)
        #expect(log.toldSent(by: second(0.5)) == 1)
    }

    @Test("Every count of a random minute is between the bounds", arguments: 0..<20)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var log = TrafficLog()
        var sent: [Double] = []
        var ended: [Double] = []
        var now = Double.random(in: 0...1_000, using: &random)
        for _ in 0..<500 {
            now += Double.random(in: 0...0.2, using: &random)
            if sent.count == ended.count || Bool.random(using: &random) {
                log.send(now: second(now))
                sent.append(now)
            } else {
                log.end(isGranted: true, now: second(now))
                ended.append(now)
            }
            let past = now - Double.random(in: 0...60, using: &random)
            let sentThen = sent.count { $0 <= past }
            let endedThen = ended.count { $0 <= past }
            let toldSent = log.toldSent(by: second(past))
            #expect(toldSent >= sentThen && toldSent <= sent.count { $0 <= past + 0.07 })
            let told = log.toldEnded(by: second(past)) ?? .max
            #expect(told <= endedThen && told >= ended.count { $0 <= past - 0.14 })
        }
    }
}

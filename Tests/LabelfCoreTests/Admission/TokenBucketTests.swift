import Testing

@testable import LabelfCore

@Suite struct TokenBucketTests {
    let limit = RateLimit(perMinute: 60)

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    @Test("Ten seconds of the rate at once, then the rate (API document, Limits)")
    func burst() {
        var bucket = TokenBucket(full: limit, less: 0, now: second(0))
        for _ in 0..<10 { bucket.take() }
        #expect(bucket.level == 0)
        bucket.refill(limit, onTheWay: 0, now: second(3))
        #expect(bucket.level == 3)
        bucket.refill(limit, onTheWay: 0, now: second(1_000))
        #expect(bucket.level == 10)
    }

    @Test("While requests are under way the service's bucket may still be full: it is not refilled beyond")
    func underWay() {
        var bucket = TokenBucket(full: limit, less: 0, now: second(0))
        for _ in 0..<10 { bucket.take() }
        bucket.refill(limit, onTheWay: 10, now: second(2))
        #expect(bucket.level == 0)
        bucket.refill(limit, onTheWay: 7, now: second(7))
        #expect(bucket.level == 3)
    }

    @Test("When there will be so many permits")
    func time() {
        var bucket = TokenBucket(full: limit, less: 10, now: second(0))
        let instant = bucket.time(until: 2, limit)
        #expect(instant >= second(2) && instant < second(2.001))
        bucket.refill(limit, onTheWay: 0, now: instant)
        #expect(bucket.level >= 2)
        #expect(bucket.time(until: 1, limit) <= instant + .milliseconds(1))
    }
}

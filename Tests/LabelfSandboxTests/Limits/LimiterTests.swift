import Testing

@testable import LabelfSandbox

/// Limiters as transcripts: at these seconds, these decisions.
@Suite struct LimiterTests {
    private func at(_ seconds: Double) -> Int64 { Int64(seconds * 1e9) }

    @Test func tokenBucketHoldsASixthAndRefillsEverySecond() {
        var limiter = TokenBucketLimiter(requestsPerMinute: 60, now: at(1_000))
        for left in (0..<10).reversed() {
            let decision = limiter.admit(now: at(1_000))
            #expect(decision.granted && decision.remaining == left && decision.limit == 60)
        }
        let refused = limiter.admit(now: at(1_000))
        #expect(!refused.granted && refused.retryAfterSeconds == 1 && refused.resetSeconds == 1_010)
        #expect(!limiter.admit(now: at(1_000.999)).granted)
        #expect(limiter.admit(now: at(1_001)).granted)
        #expect(!limiter.admit(now: at(1_001)).granted)
        #expect(limiter.peek(now: at(1_500)).remaining == 10)
    }

    @Test func tokenBucketGivesDoubleTheRateForTenSeconds() {
        var limiter = TokenBucketLimiter(requestsPerMinute: 300, now: 0)
        let granted = (0..<2_000).count { limiter.admit(now: at(Double($0) / 200)).granted }
        #expect((99...100).contains(granted))
    }

    @Test func tokenBucketOfATinyRateHoldsOne() {
        var limiter = TokenBucketLimiter(requestsPerMinute: 1, now: 0)
        #expect(limiter.admit(now: 0).granted)
        let refused = limiter.admit(now: at(15))
        #expect(!refused.granted && refused.retryAfterSeconds == 45)
        #expect(limiter.admit(now: at(60)).granted)
    }

    @Test func fixedWindowStartsAnewWithTheMinute() {
        var limiter = FixedWindowLimiter(requestsPerMinute: 3)
        for left in [2, 1, 0] { #expect(limiter.admit(now: at(659)).remaining == left) }
        let refused = limiter.admit(now: at(659.5))
        #expect(!refused.granted && refused.retryAfterSeconds == 1 && refused.resetSeconds == 660)
        let next = limiter.admit(now: at(660))
        #expect(next.granted && next.remaining == 2 && next.resetSeconds == 720)
    }

    @Test func slidingWindowFreesEachGrantAfterAMinute() {
        var limiter = SlidingWindowLimiter(requestsPerMinute: 2)
        #expect(limiter.admit(now: at(100)).remaining == 1)
        #expect(limiter.admit(now: at(130)).remaining == 0)
        let refused = limiter.admit(now: at(131))
        #expect(!refused.granted && refused.retryAfterSeconds == 29 && refused.resetSeconds == 160)
        #expect(limiter.admit(now: at(160)).granted)
        #expect(!limiter.admit(now: at(189)).granted)
        #expect(limiter.admit(now: at(190)).granted)
    }

    @Test func slidingWindowAgreesWithAPlainListOfGrants() {
        var limiter = SlidingWindowLimiter(requestsPerMinute: 50)
        var grants: [Int64] = []
        for step in 0..<5_000 {
            let now = at(Double(step) * 0.37 + Double(step % 7) * 0.01)
            let expected = grants.count { $0 + Span.window > now } < 50
            #expect(limiter.admit(now: now).granted == expected)
            if expected { grants.append(now) }
        }
    }

    @Test(arguments: LimiterKind.allCases) func theClockMayStandStill(kind: LimiterKind) {
        var limiter = kind.makeLimiter(requestsPerMinute: 6, now: at(7))
        let granted = (0..<100).count { _ in limiter.admit(now: at(7)).granted }
        #expect(granted == (kind == .tokenBucket ? 1 : 6))
    }
}

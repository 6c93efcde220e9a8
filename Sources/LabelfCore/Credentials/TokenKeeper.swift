/// Keeps the short-lived token of a client (API document, "Where and who"): one request for all who wait, a new one before
/// the old runs out, another one after a 401. A machine: it is handed the time, and does no I/O.
package struct TokenKeeper {
    /// Which token a request was sent with: the first is 1.
    package typealias Generation = UInt64

    /// What a request that needs a token now has to do.
    package enum Answer: Equatable {
        case use(APIKey, Generation)
        /// Use it, and ask for the next one meanwhile: this one runs out soon.
        case useAndFetch(APIKey, Generation)
        /// Ask for one; what needs it waits. Given once, until something has come of it.
        case fetch
        /// Somebody has asked; ask here again when something has come of it.
        case wait
        case failed(LabelfError)
    }

    /// What to do with a request that was answered with 401.
    package enum Rejection: Equatable {
        /// Send it once more, with what `needed` gives then.
        case again
        /// It was sent once more already, or would be in vain.
        case final
    }

    /// A token is used for at least so long, whatever the service says: one that lasts a second would double every request.
    /// If it really is not good any more, a 401 says so.
    package static let shortest = Interval.milliseconds(60_000)
    /// And at most so long.
    package static let longest = Interval.milliseconds(86_400_000)
    /// How long one is used of which the service does not say it.
    package static let usual = Interval.milliseconds(300_000)
    /// How long a failure stands for all who ask, and how long the next attempt to renew a good token waits.
    package static let pause = Interval.milliseconds(5_000)
    /// Tokens that were refused one after the other, with no request let in, after which that stands as a failure.
    private static let mostRejections = 2

    private struct Held {
        var token: APIKey
        var generation: Generation
        /// When the next one is asked for.
        var renewal: Instant
        var end: Instant
    }

    private var held: Held?
    private var last: Generation = 0
    /// When the request was sent that is under way.
    private var asked: Instant?
    private var failure: LabelfError?
    /// Nothing is asked for before then.
    private var resume = Instant(nanoseconds: .min)
    private var rejections = 0

    package init() {}

    /// Which token requests go with now, if there is one: the one that came last.
    package var generation: Generation { last }

    /// The request for a token is sent, perhaps not for the first time: the token's life does not begin before.
    package mutating func sent(now: Instant) {
        asked = now
    }

    /// Somebody is about to send a request.
    package mutating func needed(now: Instant) -> Answer {
        if let held, now < held.end {
            guard now >= held.renewal, asked == nil, now >= resume else { return .use(held.token, held.generation) }
            asked = now
            return .useAndFetch(held.token, held.generation)
        }
        held = nil
        if asked != nil { return .wait }
        if let failure, now < resume { return .failed(failure) }
        failure = nil
        asked = now
        return .fetch
    }

    /// The token that was asked for has come.
    package mutating func arrived(_ grant: TokenGrant, now: Instant) {
        // It began to run out when the service made it, which is not before it was asked.
        let start = asked ?? now
        asked = nil
        failure = nil
        let lifetime = Self.lifetime(grant.expiresInSeconds)
        // A tenth before the end, and no less than half a minute, but never sooner than half-way.
        let margin = min(max(lifetime.nanoseconds / 10, 30_000_000_000), lifetime.nanoseconds / 2)
        last += 1
        held = Held(
            token: grant.token, generation: last,
            renewal: start + Interval(nanoseconds: lifetime.nanoseconds - margin), end: start + lifetime)
    }

    /// The token that was asked for could not be had; what is worth retrying was retried. A good one is used on.
    package mutating func failed(_ error: LabelfError, now: Instant) {
        asked = nil
        failure = error
        resume = now + Self.pause
    }

    /// A request with this token was let in.
    package mutating func accepted(_ generation: Generation) {
        if generation == last { rejections = 0 }
    }

    /// A request with this token was answered with 401.
    /// - Parameters:
    ///   - isRepeated: the request was sent once more already after a 401.
    ///   - error: what to tell those who ask if no token is any good.
    package mutating func rejected(
        _ generation: Generation, isRepeated: Bool, _ error: LabelfError, now: Instant
    ) -> Rejection {
        // Of all the requests that were under way with one token, the first one to come back counts.
        if held?.generation == generation {
            held = nil
            rejections += 1
            if rejections >= Self.mostRejections, asked == nil {
                failure = error
                resume = now + Self.pause
                rejections = 0
            }
        }
        return isRepeated ? .final : .again
    }

    private static func lifetime(_ seconds: Double?) -> Interval {
        guard let seconds, seconds.isFinite, seconds > 0 else { return usual }
        return min(max(Interval.seconds(min(seconds, longest.seconds)), shortest), longest)
    }
}

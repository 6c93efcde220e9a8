import Testing

@testable import LabelfCore

@Suite struct TokenKeeperTests {
    let error = LabelfError(.key, "invalid_client")

    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: Int64(seconds * 1e9)) }

    func grant(_ number: Int, expiresIn seconds: Double? = 3600) throws -> TokenGrant {
        TokenGrant(token: try token(number), expiresInSeconds: seconds)
    }

    func token(_ number: Int) throws -> APIKey { try APIKey("token-number-\(number)") }

    @Test("Two hundred who wait, one request; then all use what came")
    func waiters() throws {
        var keeper = TokenKeeper()
        let answers = (0..<200).map { _ in keeper.needed(now: second(0)) }
        #expect(answers.first == .fetch)
        #expect(answers.dropFirst().allSatisfy { $0 == .wait })
        keeper.arrived(try grant(1), now: second(1))
        for _ in 0..<200 { #expect(keeper.needed(now: second(1)) == .use(try token(1), 1)) }
    }

    @Test("The next one is asked for ahead, once, while the old one is used")
    func ahead() throws {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        keeper.arrived(try grant(1), now: second(2))
        // An hour from when it was asked for, less a tenth.
        #expect(keeper.needed(now: second(3239)) == .use(try token(1), 1))
        #expect(keeper.needed(now: second(3240)) == .useAndFetch(try token(1), 1))
        #expect(keeper.needed(now: second(3241)) == .use(try token(1), 1))
        keeper.arrived(try grant(2), now: second(3242))
        #expect(keeper.needed(now: second(3243)) == .use(try token(2), 2))
    }

    @Test("A renewal that fails is tried again later, and the token is used until it ends")
    func failedRenewal() throws {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        keeper.arrived(try grant(1), now: second(0))
        #expect(keeper.needed(now: second(3300)) == .useAndFetch(try token(1), 1))
        keeper.failed(error, now: second(3301))
        #expect(keeper.needed(now: second(3302)) == .use(try token(1), 1))
        #expect(keeper.needed(now: second(3306)) == .useAndFetch(try token(1), 1))
        keeper.failed(error, now: second(3598))
        #expect(keeper.needed(now: second(3599)) == .use(try token(1), 1))
        #expect(keeper.needed(now: second(3600)) == .failed(error))
        #expect(keeper.needed(now: second(3603)) == .fetch)
    }

    @Test("A failure stands for five seconds, then it is tried again")
    func failure() {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        #expect(keeper.needed(now: second(0)) == .wait)
        keeper.failed(error, now: second(1))
        #expect(keeper.needed(now: second(1)) == .failed(error))
        #expect(keeper.needed(now: second(5.9)) == .failed(error))
        #expect(keeper.needed(now: second(6)) == .fetch)
        #expect(keeper.needed(now: second(6)) == .wait)
    }

    @Test(
        "Absurd times: a floor, a ceiling, and what is usual",
        arguments: [
            (nil, 270, 300), (0, 270, 300), (-5, 270, 300), (.nan, 270, 300), (.infinity, 270, 300), (1, 30, 60),
            (60, 30, 60), (100, 70, 100), (1e300, 77_760, 86_400), (1e18, 77_760, 86_400),
        ] as [(Double?, Double, Double)])
    func times(expiresIn: Double?, renewal: Double, end: Double) throws {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        keeper.arrived(try grant(1, expiresIn: expiresIn), now: second(0))
        #expect(keeper.needed(now: second(renewal - 0.1)) == .use(try token(1), 1))
        #expect(keeper.needed(now: second(renewal)) == .useAndFetch(try token(1), 1))
        #expect(keeper.needed(now: second(end - 0.1)) == .use(try token(1), 1))
        #expect(keeper.needed(now: second(end)) == .wait)
    }

    @Test("A 401: one new token for all requests that had the old one, each is sent once more, and then it is an error")
    func rejected() throws {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        keeper.arrived(try grant(1), now: second(0))
        keeper.accepted(1)
        var fetches = 0
        for _ in 0..<8 {
            #expect(keeper.rejected(1, isRepeated: false, error, now: second(10)) == .again)
            let answer = keeper.needed(now: second(10))
            if answer == .fetch { fetches += 1 } else { #expect(answer == .wait) }
        }
        #expect(fetches == 1)
        keeper.arrived(try grant(2), now: second(11))
        // One that was late with the old token does no harm to the new one.
        #expect(keeper.rejected(1, isRepeated: false, error, now: second(11)) == .again)
        #expect(keeper.needed(now: second(11)) == .use(try token(2), 2))
        #expect(keeper.rejected(2, isRepeated: true, error, now: second(12)) == .final)
        // Two tokens in a row, and nobody was let in: no third one for a while.
        #expect(keeper.needed(now: second(12)) == .failed(error))
        #expect(keeper.needed(now: second(17)) == .fetch)
    }

    @Test("Tokens that are refused long after they were good are renewed each time")
    func rejectedNowAndThen() throws {
        var keeper = TokenKeeper()
        for round in 1...5 {
            #expect(keeper.needed(now: second(Double(round))) == .fetch)
            keeper.arrived(try grant(round), now: second(Double(round)))
            keeper.accepted(UInt64(round))
            #expect(
                keeper.rejected(UInt64(round), isRepeated: false, error, now: second(Double(round) + 0.5)) == .again)
        }
    }

    @Test("A token that is refused while the next one is under way is waited for")
    func rejectedWhileRenewed() throws {
        var keeper = TokenKeeper()
        #expect(keeper.needed(now: second(0)) == .fetch)
        keeper.arrived(try grant(1), now: second(0))
        #expect(keeper.needed(now: second(3500)) == .useAndFetch(try token(1), 1))
        #expect(keeper.rejected(1, isRepeated: false, error, now: second(3500)) == .again)
        #expect(keeper.needed(now: second(3500)) == .wait)
        keeper.arrived(try grant(2), now: second(3501))
        #expect(keeper.needed(now: second(3501)) == .use(try token(2), 2))
    }
}

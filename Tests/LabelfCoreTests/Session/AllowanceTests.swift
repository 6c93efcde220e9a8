import Testing

@testable import LabelfCore

@Suite("What may be spent: the quota and the cap") struct AllowanceTests {
    let samples = Samples()
    let error = LabelfError(.quota, "used up")

    @Test("What is in flight is held, and is spent unless it was certainly not billed")
    func cap() {
        var allowance = Allowance(maxBilledTexts: 10)
        allowance.hold(8)
        #expect(allowance.left == 2 && allowance.spent == 0 && !allowance.isSpent)
        allowance.settle(8, isBilled: false)
        #expect(allowance.left == 10)
        allowance.hold(10)
        allowance.settle(10, isBilled: true)
        #expect(allowance.left == 0 && allowance.isSpent)
        #expect(Allowance(maxBilledTexts: nil).left == .max)
    }

    @Test(
        "A request from before the quota was used up says nothing new; one from after it that is answered, that there is some"
    )
    func quota() {
        var allowance = Allowance(maxBilledTexts: nil)
        let old = Outbound.batch(samples.batch(1, of: samples.job(["x"])))
        let older = Outbound.batch(samples.batch(2, of: samples.job(["y"])))
        let new = Outbound.batch(samples.batch(6, of: samples.job(["z"])))
        let news = [old, older].map { allowance.quotaIsUsedUp($0, error, last: 5) }
        #expect(news == [true, false] && allowance.isQuotaUsedUp)
        #expect(allowance.quotaError(of: older) == error && allowance.quotaError(of: new) == nil)
        allowance.answered(older)
        #expect(allowance.isQuotaUsedUp)
        allowance.answered(new)
        #expect(!allowance.isQuotaUsedUp && allowance.quotaError(of: older) == nil)
    }

    @Test("A request that does not use the quota neither ends with it nor shows that there is some")
    func others() {
        var allowance = Allowance(maxBilledTexts: nil)
        _ = allowance.quotaIsUsedUp(.batch(samples.batch(1, of: samples.job(["x"]))), error, last: 1)
        let request = SourceRequest(
            id: 2, source: samples.source(), request: Request(method: .get, path: "/", body: nil))
        allowance.answered(.request(request))
        #expect(allowance.isQuotaUsedUp && allowance.quotaError(of: .request(request)) == nil)
    }
}

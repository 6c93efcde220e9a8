import Testing

@testable import LabelfCore

@Suite struct RetryBudgetTests {
    func second(_ seconds: Double) -> Instant { Instant(nanoseconds: 0) + .seconds(seconds) }

    func spend(_ budget: inout RetryBudget, _ cost: RetryBudget.Cost, _ now: Instant) -> Bool {
        budget.spend(cost, now: now)
    }

    @Test(
        "Fifty tokens: ten answers or five connections", arguments: [(RetryBudget.Cost.answer, 10), (.connection, 5)])
    func capacity(cost: RetryBudget.Cost, retries: Int) {
        var budget = RetryBudget()
        for _ in 0..<retries { #expect(spend(&budget, cost, second(0))) }
        #expect(!spend(&budget, cost, second(0)))
    }

    @Test("A success gives one back, a second another, and never more than fifty")
    func refill() {
        var budget = RetryBudget()
        for _ in 0..<10 { _ = budget.spend(.answer, now: second(0)) }
        for _ in 0..<4 { budget.earn(now: second(0)) }
        #expect(!spend(&budget, .answer, second(0.5)))
        #expect(spend(&budget, .answer, second(1)))
        #expect(!spend(&budget, .answer, second(5.9)))
        #expect(spend(&budget, .answer, second(6)))
        for _ in 0..<100 { budget.earn(now: second(1_000)) }
        for _ in 0..<10 { #expect(spend(&budget, .answer, second(1_000))) }
        #expect(!spend(&budget, .answer, second(1_000)))
    }

    @Test("Time that goes back gives nothing and takes nothing")
    func backwards() {
        var budget = RetryBudget()
        for _ in 0..<10 { _ = budget.spend(.answer, now: second(100)) }
        #expect(!spend(&budget, .answer, second(1)))
        #expect(!spend(&budget, .answer, second(104)))
        #expect(spend(&budget, .answer, second(105)))
    }
}

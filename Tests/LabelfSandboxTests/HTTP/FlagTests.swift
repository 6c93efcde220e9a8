import Testing

@testable import LabelfSandbox

@Suite struct FlagTests {
    @Test func latencies() {
        #expect(Latency(argument: "0")?.range == 0...0)
        #expect(Latency(argument: "20-50")?.range == 20...50)
        for wrong in ["", "-", "5-", "-5", "50-20", "a", "1-2-3"] { #expect(Latency(argument: wrong) == nil) }
    }

    @Test func plans() {
        #expect(Plan.starter.requestsPerMinute == 60 && Plan.growth.requestsPerMinute == 300)
    }
}

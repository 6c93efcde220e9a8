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
        #expect(Plan.enterprise.requestsPerMinute == nil)
    }

    @Test(arguments: [
        ["--client-id", "a"], ["--client-secret", "a"], ["--token-lifetime", "0"], ["--quota", "-1"],
        ["--key", "a", "--read-only-key", "a"], ["--read-only-key", ""], ["--rpm", "-1"], ["--plan", "free"],
    ])
    func flagsThatDoNotGoTogether(flags: [String]) {
        #expect(throws: (any Error).self) { try Sandbox.parse(flags) }
    }

    @Test func flagsThatDo() throws {
        let sandbox = try Sandbox.parse([
            "--client-id", "a", "--client-secret", "b", "--plan", "growth", "--quota", "0",
        ])
        #expect(sandbox.clientId == "a" && sandbox.plan == .growth && sandbox.quota == 0)
    }
}

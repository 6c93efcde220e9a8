import Testing

@testable import LabelfSandbox

@Suite struct FaultScriptTests {
    private func script(_ json: String) throws -> FaultScript {
        FaultScript(rules: try FaultScriptReader.rules(parsing: Array(json.utf8)))
    }

    private func struck(_ json: String, requests: Int) throws -> [Int] {
        var script = try script(json)
        return (1...requests).filter { _ in script.next(path: "/v2/models/1/inference", texts: ["hello"]) != nil }
    }

    @Test func countersChooseWhichRequestsAreStruck() throws {
        #expect(try struck(#"[{"nth":3,"do":{"status":503}}]"#, requests: 9) == [3])
        #expect(try struck(#"[{"every":3,"do":{"status":503}}]"#, requests: 9) == [3, 6, 9])
        #expect(try struck(#"[{"times":2,"do":{"status":503}}]"#, requests: 9) == [1, 2])
        #expect(try struck(#"[{"after":4,"every":2,"times":1,"do":{"status":503}}]"#, requests: 9) == [6])
    }

    @Test func matchersChooseByPathAndText() throws {
        var script = try script(#"[{"match":{"path":"models/2","text":"bad"},"do":{"reset":true}}]"#)
        #expect(script.next(path: "/v2/models/1/inference", texts: ["bad"]) == nil)
        #expect(script.next(path: "/v2/models/2/inference", texts: ["good"]) == nil)
        #expect(script.next(path: "/v2/models/2/inference", texts: ["good", "so bad"])?.ending == .reset)
    }

    @Test func theFirstRuleThatStrikesDecides() throws {
        var script = try script(#"[{"nth":2,"do":{"status":500}},{"do":{"status":503}}]"#)
        let statuses = (0..<3).map { _ in script.next(path: "/", texts: [])?.status }
        #expect(statuses == [503, 500, 503])
        #expect(script.strikes == 3)
    }

    @Test(arguments: [
        "{}", "[1]", "[{}]", #"[{"do":{}}]"#, #"[{"do":{"staus":503}}]"#, #"[{"nth":0,"do":{"reset":true}}]"#,
        #"[{"do":{"close":"reset"}}]"#, #"[{"do":{"status":99}}]"#, #"[{"match":{"body":"x"},"do":{"reset":true}}]"#,
    ])
    func misspeltScriptsAreErrors(json: String) {
        #expect(throws: FaultScriptReader.Failure.self) { try script(json) }
    }

    @Test func bombsAreSmall() {
        #expect(GzipBomb.bytes(unpackingTo: 1_000_000).count < 7_000)
    }
}

import Testing

@testable import LabelfCore

@Suite struct RequestPathTests {
    @Test(arguments: [
        "/models", "/models/1", "/datasets/ds_1/records?offset=0&limit=10", "/a.b/..c/d..", "/...", "/x?next=../y",
        "/datasets/a%20b", "/d%C3%A5", "/.well-known", "/", "/a/", "/a/?b",
    ])
    func good(path: String) throws {
        try RequestPath.check(path)
    }

    @Test(arguments: [
        "", "models", "https://elsewhere/", "//elsewhere/x", "//", "/..", "/../", "/a/../b", "/a/.", "/./a",
        "/%2e%2E/a",
        "/a/%2e./b", "/a%2f..%2Fb", "/a%5c..%5cb", "/a\\b", "/a b", "/a\r\nHost: x", "/a%0d%0aHost:x", "/a%00", "/a#b",
        "/å", "/a%", "/a%2", "/a%zz", "/a%2?b", "/a?b#c", "/a?b c", "/a//b", "/a//", "@elsewhere/x", "/a\u{7F}",
    ])
    func bad(path: String) {
        #expect(throws: LabelfError.self) { try RequestPath.check(path) }
    }

    @Test func endless() {
        #expect(throws: LabelfError.self) { try RequestPath.check("/" + String(repeating: "a", count: 8_192)) }
    }
}

import Testing

@testable import LabelfSandbox

@Suite struct JSONTests {
    @Test(arguments: [
        "nul", "01", "1e999", "1.", "[1,]", "{\"a\":1,}", "\"\\x\"", "\"\\ud800\"", "\"\u{1}\"", "1 2", "{\"a\"}", "-",
        "\"a",
        String(repeating: "[", count: 5_000),
    ])
    func malformedDocuments(text: String) {
        #expect(JSONValue(parsing: Array(text.utf8)) == nil)
    }

    @Test func bytesThatAreNotUTF8AreMalformed() {
        #expect(JSONValue(parsing: [0x22, 0xFF, 0x22]) == nil)
        #expect(JSONValue(parsing: [0x22, 0xC3, 0xA5, 0x22]) == .string("å"))
    }

    @Test(arguments: [
        "null", "[true,false]", #"{"a":[-1,0.5,1e+30],"b":{"c":"\"\\\n\u0001å"}}"#, "9223372036854775807", "[]", "{}",
    ])
    func whatIsWrittenIsReadAgain(text: String) throws {
        let document = try #require(JSONValue(parsing: Array(text.utf8)))
        #expect(String(decoding: JSONWriter.bytes { $0.value(document) }, as: UTF8.self) == text)
    }

    @Test func wholeNumbersMayBeWrittenAsFractions() {
        #expect(JSONValue(parsing: Array("2.0".utf8))?.integer == 2)
        #expect(JSONValue(parsing: Array("2.5".utf8))?.integer == nil)
        #expect(JSONValue(parsing: Array("1e300".utf8))?.integer == nil)
    }
}

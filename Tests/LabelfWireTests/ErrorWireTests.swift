import LabelfCore
import LabelfWire
import Testing

@Suite struct ErrorWireTests {
    func decode(_ body: some Collection<UInt8>, status: Int = 400) -> ServerError {
        let body = Memory(body)
        defer { withExtendedLifetime(body) {} }
        return ErrorWire.decode(body.bytes, status: status)
    }

    @Test func recorded() {
        let error = decode(Recorded.error.utf8, status: 422)
        #expect(error.status == 422)
        #expect(error.code == "MISSING_REQUIRED_FIELD")
        #expect(error.message == "texts field is required")
        #expect(error.requestID == "req_7f3a9b2c")
    }

    @Test(
        "What is not the documented body leaves the fields empty",
        arguments: [
            "", Recorded.page, "{", "[]", "\"text\"", String(Recorded.error.dropLast()), "{}", "null",
            #"{"message":{"a":1},"error_code":7,"request_id":null}"#, String(repeating: "[", count: 5000),
            #"[{"message":"in an array"}]"#,
        ])
    func others(body: String) {
        #expect(decode(body.utf8, status: 502) == ServerError(status: 502))
    }

    @Test func oneWrongTypeLeavesTheOthers() {
        let error = decode(#"{"message":7,"error_code":"A","request_id":["r"]}"#.utf8)
        #expect(error.code == "A")
        #expect(error.message.isEmpty && error.requestID.isEmpty)
    }

    @Test func controlCharactersAreSpaces() {
        let body = #"{"message":"a\u0000b\r\nc\u001b[31m\u007f\u0085\u009f\u2028\u2029d\u00a0é🐎"}"#
        #expect(decode(body.utf8).message == "a b  c [31m     d\u{A0}é🐎")
    }

    @Test("Strings end at their limit, at the boundary of a character", arguments: 0..<8)
    func limits(shift: Int) {
        let long = String(repeating: "x", count: shift) + String(repeating: "🐎", count: 400)
        let error = decode(#"{"message":"\#(long)","error_code":"\#(long)","request_id":"\#(long)"}"#.utf8)
        for (field, limit) in [(error.message, 1000), (error.code, 128), (error.requestID, 128)] {
            #expect(long.hasPrefix(field))
            #expect((limit - 3...limit).contains(field.utf8.count))
        }
    }
}

import Testing

@testable import LabelfSandbox

@Suite struct InferenceRequestTests {
    private func code(of body: String) -> String? {
        do throws(ServiceError) {
            _ = try InferenceRequest(parsing: Array(body.utf8))
            return nil
        } catch {
            #expect(error.status == 400)
            return error.code
        }
    }

    @Test(arguments: [
        ("", "MALFORMED_JSON"), ("[]", "MALFORMED_JSON"), ("{\"texts\":[\"a\"]", "MALFORMED_JSON"),
        ("{}", "MISSING_REQUIRED_FIELD"), ("{\"texts\":null}", "MISSING_REQUIRED_FIELD"),
        ("{\"texts\":\"a\"}", "INVALID_FIELD_TYPE"), ("{\"texts\":[\"a\",1]}", "INVALID_FIELD_TYPE"),
        ("{\"texts\":[]}", "EMPTY_TEXTS"), ("{\"texts\":[\"a\",\"\"]}", "EMPTY_TEXT"),
        ("{\"texts\":[\"a\"],\"max_predictions\":0}", "INVALID_PARAMETER"),
        ("{\"texts\":[\"a\"],\"max_predictions\":true}", "INVALID_PARAMETER"),
        ("{\"texts\":[\"a\"],\"label_filter\":[1]}", "INVALID_PARAMETER"),
    ])
    func refuses(body: String, expected: String) {
        #expect(code(of: body) == expected)
    }

    @Test func countsTextsAndCodePoints() {
        let texts = { (count: Int) in
            "{\"texts\":[" + repeatElement("\"x\"", count: count).joined(separator: ",") + "]}"
        }
        #expect(code(of: texts(8)) == nil)
        #expect(code(of: texts(9)) == "TOO_MANY_TEXTS")
        let text = { (count: Int) in "{\"texts\":[\"" + String(repeating: "é", count: count) + "\"]}" }
        #expect(code(of: text(10_000)) == nil)
        #expect(code(of: text(10_001)) == "TEXT_TOO_LONG")
    }

    @Test func readsWhatMayBeLeftOut() throws {
        let body = #"{"texts":["a\u00e5\ud83d\ude00\n"],"max_predictions":2,"label_filter":["x"],"more":{"b":[1.5e3]}}"#
        let request = try InferenceRequest(parsing: Array(body.utf8))
        #expect(request.texts == ["aå😀\n"] && request.maxPredictions == 2 && request.labelFilter == ["x"])
    }
}

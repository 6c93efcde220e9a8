import Testing

@testable import LabelfSandbox

@Suite struct SimilarityTests: ServiceSuite {
    private func similarity(_ left: String, _ right: String) -> UInt32 {
        NGramProfile(left).similarity(to: NGramProfile(right))
    }

    @Test(arguments: [
        "a", "Where is my parcel?", "   ", "😀", "ÅÄÖ och så vidare", String(repeating: "ab ", count: 3_000),
    ])
    func aTextIsLikeItself(text: String) {
        #expect(similarity(text, text) == 1_000_000)
    }

    @Test func cosinesOfTrigrams() {
        // " ab", "abc", "bc " against " ab", "abd", "bd ": one of three in common.
        #expect(similarity("abc", "abd") == 333_333)
        #expect(similarity("abc", "xyz") == 0)
        #expect(similarity("abc", "ABC") == 1_000_000)
        // " aa" and "aa " once, "aaa" n times: (2 + 1 * 2) / sqrt((2 + 1) * (2 + 4)).
        #expect(similarity("aaa", "aaaa") == UInt32((4 / 18.0.squareRoot() * 1_000_000).rounded()))
    }

    @Test func itIsSymmetricAndMeansSomething() {
        let question = "Where is my parcel?"
        let near = similarity(question, "where is the parcel I ordered")
        #expect(near == similarity("where is the parcel I ordered", question))
        #expect(near > 300_000 && near > 3 * similarity(question, "Thank you for the invoice"))
    }

    @Test func theAnswerRanksEveryBaseText() {
        let body = """
            {"base_texts":{"b":"I want a refund","a":"I want a refund","c":"My parcel is late"},\
            "compare_to_texts":{"2":"my parcel is late!","1":"I want a refund"}}
            """
        let service = service()
        let (reply, json) = send(service, "POST", "/v2/similarity", body)
        #expect(reply.status == 200)
        #expect(json.object?.keys.sorted() == ["1", "2"])
        let first = json["1"]?.array ?? []
        #expect(first.map { $0["id"] } == ["a", "b", "c"])
        #expect(first.map { $0["similarity"]?.integer } == [1, 1, 0])
        #expect(json["2"]?.array?.first?["id"] == "c")
        #expect(report(service)["texts_billed"] == 0)
    }

    @Test func topNCutsTheRanking() {
        let body = #"{"base_texts":{"a":"x","b":"y"},"compare_to_texts":{"1":"x"},"top_n":1}"#
        let answer = send(service(), "POST", "/v2/similarity", body).json
        #expect(answer["1"]?.array?.count == 1 && answer["1"]?.array?[0]["id"] == "a")
    }

    @Test func twoHundredTextsAreTheMost() {
        let members = { (count: Int) in (0..<count).map { "\"\($0)\":\"text \($0)\"" }.joined(separator: ",") }
        let body = { (base: Int) in "{\"base_texts\":{\(members(base))},\"compare_to_texts\":{\(members(100))}}" }
        let service = service()
        #expect(send(service, "POST", "/v2/similarity", body(100)).reply.status == 200)
        let (reply, json) = send(service, "POST", "/v2/similarity", body(101))
        #expect(reply.status == 400 && json["error_code"] == "TOO_MANY_TEXTS")
        #expect(report(service)["similarity_sizes"] == ["200": 1])
    }

    @Test(arguments: [
        ("{}", "MISSING_REQUIRED_FIELD"), (#"{"base_texts":{"a":"x"}}"#, "MISSING_REQUIRED_FIELD"),
        (#"{"base_texts":["x"],"compare_to_texts":{"1":"x"}}"#, "INVALID_FIELD_TYPE"),
        (#"{"base_texts":{"a":1},"compare_to_texts":{"1":"x"}}"#, "INVALID_FIELD_TYPE"),
        (#"{"base_texts":{},"compare_to_texts":{"1":"x"}}"#, "EMPTY_TEXTS"),
        (#"{"base_texts":{"a":""},"compare_to_texts":{"1":"x"}}"#, "EMPTY_TEXT"),
        (#"{"base_texts":{"a":"x"},"compare_to_texts":{"1":"x"},"top_n":0}"#, "INVALID_PARAMETER"),
        ("[", "MALFORMED_JSON"),
    ])
    func refusals(body: String, code: String) {
        let (reply, json) = send(service(), "POST", "/v2/similarity", body)
        #expect(reply.status == 400 && json["error_code"] == .string(code))
    }

    @Test func faultsSpoilTheAnswer() throws {
        let spoilt = { (fault: String) in
            let service = service()
            send(service, "POST", "/sandbox/faults", "[{\"do\":\(fault)}]", key: nil)
            let body = #"{"base_texts":{"a":"x","b":"y"},"compare_to_texts":{"1":"x","2":"y"}}"#
            return send(service, "POST", "/v2/similarity", body).json
        }
        #expect(spoilt(#"{"count":-1}"#).object?.count == 1)
        #expect(spoilt(#"{"count":1}"#).object?.count == 3)
        #expect(spoilt(#"{"reorder":true}"#)["1"]?.array?.first?["id"] == "b")
        #expect(spoilt(#"{"wrong_types":true}"#)["1"]?.array?.first?["similarity"] == "very")
    }
}

import LabelfCore
import LabelfWire
import Testing

@Suite struct SimilarityWireTests {
    func encode(_ base: [String], _ compared: [String], topN: Int = 0) -> String? {
        let memory = (base + compared).map { Memory($0.utf8) }
        defer { withExtendedLifetime(memory) {} }
        let texts = memory.map { Text($0.bytes) }
        let body = SimilarityWire.encode(
            base: Array(texts.prefix(base.count)), compared: Array(texts.dropFirst(base.count)), topN: topN)
        return body.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    static func decode(
        _ body: some Collection<UInt8>, base: Int = 3, compared: Int = 2, topN: Int = 0
    ) throws(WireError) -> SimilarityAnswer {
        let body = Memory(body)
        defer { withExtendedLifetime(body) {} }
        return try SimilarityWire.decode(body.bytes, base: base, compared: compared, topN: topN)
    }

    func refusal(_ body: String, base: Int = 3, compared: Int = 1, topN: Int = 1) -> String? {
        do {
            _ = try Self.decode(Array(body.utf8), base: base, compared: compared, topN: topN)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func request() {
        #expect(
            encode(["a", "\"b\""], ["c"], topN: 5)
                == #"{"base_texts":{"0":"a","1":"\"b\""},"compare_to_texts":{"0":"c"},"top_n":5}"#)
        #expect(encode([], []) == #"{"base_texts":{},"compare_to_texts":{}}"#)
        let many = encode((0..<120).map { "t\($0)" }, ["c"])
        #expect(many?.contains(#""9":"t9","10":"t10","11":"t11","#) == true)
        #expect(many?.contains(#""119":"t119"}"#) == true)
    }

    @Test func recorded() throws {
        let answer = try Self.decode(Array(Recorded.similarity.utf8))
        #expect(answer.texts == 2)
        #expect(answer.offsets == [0, 3, 6])
        #expect(answer.bases == [2, 0, 1, 1, 0, 2])
        #expect(answer.similarities == [0.91, 0.25, 0, 1, 0.5, 0.5])
    }

    @Test("Compared texts may come in any order; they are told by their ids")
    func order() throws {
        let body = #"{"1":[{"id":"0","similarity":0.1}],"0":[{"similarity":0.2,"id":"1","extra":[]}]}"#
        let answer = try Self.decode(Array(body.utf8), base: 2, compared: 2, topN: 1)
        #expect(answer.bases == [1, 0] && answer.similarities == [0.2, 0.1])
    }

    @Test("More than was asked for is taken, rounding is forgiven")
    func lenient() throws {
        let body = #"{"0":[{"id":"0","similarity":1.0000001},{"id":"1","similarity":-0.0000001}]}"#
        let answer = try Self.decode(Array(body.utf8), base: 3, compared: 1, topN: 1)
        #expect(answer.similarities == [1, 0])
        #expect(try Self.decode(Array("{}".utf8), base: 3, compared: 0) == SimilarityAnswer())
    }

    @Test(
        "Whatever does not fit the request is named",
        arguments: [
            ("[]", "the answer is not an object"),
            ("{}", "the answer has nothing for compared text 0"),
            (#"{"00":[{"id":"0","similarity":1}]}"#, "the answer has nothing for compared text 0"),
            (#"{"0":{}}"#, "compared text 0 is not an array"),
            (#"{"0":[]}"#, "compared text 0 has 0 matches, and 1 were asked for"),
            (#"{"0":[7]}"#, "[0][0] is not an object"),
            (#"{"0":[{"similarity":1}]}"#, "[0][0].id is missing"),
            (#"{"0":[{"id":"3","similarity":1}]}"#, "[0][0].id is none that was sent"),
            (#"{"0":[{"id":"01","similarity":1}]}"#, "[0][0].id is none that was sent"),
            (#"{"0":[{"id":"","similarity":1}]}"#, "[0][0].id is none that was sent"),
            (#"{"0":[{"id":"18446744073709551616","similarity":1}]}"#, "[0][0].id is none that was sent"),
            (#"{"0":[{"id":1,"similarity":1}]}"#, "[0][0].id is none that was sent"),
            (#"{"0":[{"id":"1"}]}"#, "[0][0].similarity is missing"),
            (#"{"0":[{"id":"1","similarity":"1"}]}"#, "[0][0].similarity is not a number"),
            (#"{"0":[{"id":"1","similarity":1.01}]}"#, "[0][0].similarity is not from 0 to 1"),
            (#"{"0":[{"id":"1","similarity":-0.5}]}"#, "[0][0].similarity is not from 0 to 1"),
            (#"{"0":[{"id":"1","similarity":1},{"id":"1","similarity":1}]}"#, "[0][1].id is there twice"),
            (#"{"0":[{"id":"1","similarity":1}],"1":[]}"#, "the answer has 2 entries for 1 compared texts"),
        ])
    func faults(body: String, message: String) {
        #expect(refusal(body) == message)
    }

    @Test("Fewer matches than base texts, when all were asked for")
    func missing() {
        #expect(
            refusal(#"{"0":[{"id":"1","similarity":1}]}"#, base: 2, topN: 0)
                == "compared text 0 has 1 matches, and 2 were asked for")
    }
}

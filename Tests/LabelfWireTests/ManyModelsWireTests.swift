import LabelfCore
import LabelfWire
import Testing

@Suite struct ManyModelsWireTests {
    static let queries = [ClassifyQuery(model: 42), ClassifyQuery(model: 7, maxPredictions: 3, labelFilter: [[65]])]

    static func decode(_ body: some Collection<UInt8>) throws(WireError) -> [Answer] {
        let memory = Memory(body)
        let texts = Recorded.texts.map { Memory($0.utf8) }
        defer { withExtendedLifetime((memory, texts)) {} }
        return try ManyModelsWire.decode(memory.bytes, queries, texts: texts.map { Text($0.bytes) })
    }

    @Test func request() {
        let text = Memory("a".utf8)
        let body = ManyModelsWire.encode(Self.queries, texts: [Text(text.bytes)])
        #expect(
            body.map { String(decoding: $0.bytes, as: UTF8.self) }
                == #"{"model_settings":[{"model_id":42},{"model_id":7,"max_predictions":3,"label_filter":["A"]}],"texts":["a"]}"#
        )
        let full = ManyModelsWire.encode([Self.queries[0]], texts: [], fullText: true)
        #expect(
            full.map { String(decoding: $0.bytes, as: UTF8.self) }
                == #"{"model_settings":[{"model_id":42,"read_full_text":true}],"texts":[]}"#)
    }

    @Test(
        "Either shape gives what each model would answer alone",
        arguments: [
            #"{"results":[\#(Recorded.current),{"predictions":[[],[]],"model_id":7}]}"#,
            #"[{"model_id":42,"results":\#(Recorded.older)},{"model_id":7,"results":[{"predictions":[]},{"predictions":[]}]}]"#,
        ])
    func shapes(body: String) throws {
        let answers = try Self.decode(Array(body.utf8))
        #expect(answers.count == 2)
        #expect(answers[0] == (try LabelfWireTests.decode(Recorded.current, texts: Recorded.texts)))
        #expect(answers[1].offsets == [0, 0, 0])
    }

    @Test(
        "Whatever does not fit the request is named",
        arguments: [
            ("{}", "results is missing"), (#"{"results":{}}"#, "results is not an array"),
            ("[]", "the answer is of 0 models, and 2 were asked"),
            (#"{"results":[1,2]}"#, "results[0] is not an object"),
            (#"{"results":[{"model_id":7,"predictions":[[],[]]},{}]}"#, "results[0] is of another model"),
            (
                #"{"results":[{"predictions":[[],[]]},{"model_id":7,"predictions":[[]]}]}"#,
                "results[1]: predictions has 1 entries for 2 texts"
            ),
        ])
    func faults(body: String, message: String) {
        #expect(throws: WireError(Message(message))) { try Self.decode(Array(body.utf8)) }
    }
}

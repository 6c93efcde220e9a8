import LabelfCore
import LabelfWire
import Testing

@Suite struct InferenceEncodeTests {
    @Test func path() {
        #expect(InferenceWire.path(ClassifyQuery(model: 42)) == "/models/42/inference")
        #expect(InferenceWire.path(ClassifyQuery(model: .max)) == "/models/9223372036854775807/inference")
    }

    @Test("Only what restricts anything is sent")
    func fields() {
        #expect(encode(ClassifyQuery(model: 42), texts: ["a", "b"]) == #"{"texts":["a","b"]}"#)
        #expect(
            encode(
                ClassifyQuery(model: 42, maxPredictions: 3, labelFilter: [Array("Delivery".utf8), Array("Å".utf8)]),
                texts: ["a"])
                == #"{"texts":["a"],"max_predictions":3,"label_filter":["Delivery","Å"]}"#)
        #expect(encode(ClassifyQuery(model: 42), texts: []) == #"{"texts":[]}"#)
    }

    @Test func escapes() {
        #expect(
            encode(ClassifyQuery(model: 1), texts: ["\"quoted\"\n\\tab\t/", "nul\0", "häst 🐎", ""])
                == #"{"texts":["\"quoted\"\n\\tab\t/","nul\u0000","häst 🐎",""]}"#)
    }

    @Test("A body that outgrows the guess is whole", arguments: [1, 63, 64, 65, 1000, 10_000, 1_000_000])
    func growth(count: Int) {
        let text = String(repeating: "\u{1}", count: count)
        let escaped = String(repeating: #"\u0001"#, count: count)
        #expect(encode(ClassifyQuery(model: 1), texts: [text]) == #"{"texts":["\#(escaped)"]}"#)
        let plain = String(repeating: "x", count: count)
        #expect(encode(ClassifyQuery(model: 1), texts: [plain]) == #"{"texts":["\#(plain)"]}"#)
    }

    @Test("A body that is longer than the guess by any number of bytes is whole", arguments: [0, 8, 80, 800])
    func everyExcess(plain: Int) {
        for breaks in 0...300 {
            let text = String(repeating: "x", count: plain) + String(repeating: "\n", count: breaks)
            let escaped = String(repeating: "x", count: plain) + String(repeating: #"\n"#, count: breaks)
            #expect(encode(ClassifyQuery(model: 1), texts: [text]) == #"{"texts":["\#(escaped)"]}"#)
        }
    }

    @Test("Bytes that are not UTF-8 are no body, and no harm")
    func invalid() {
        let memory = Memory([0x61, 0xFF, 0xC3])
        #expect(InferenceWire.encode(ClassifyQuery(model: 1), texts: [Text(memory.bytes)]) == nil)
    }

    @Test("What is sent comes back whole in the echo of the older shape")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let scalars = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Unicode.Scalar(UInt32.random(in: 0...0xFFFF, using: &random)) ?? "\u{1F40E}"
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            let body = try #require(encode(ClassifyQuery(model: 1), texts: [text]))
            let literal = body.dropFirst(#"{"texts":["#.count).dropLast(2)
            #expect(refusal(#"[{"text":\#(literal),"predictions":[]}]"#, texts: [text]) == nil)
        }
    }
}

import LabelfCore
import LabelfWire
import Testing

@Suite struct PlainInferenceTests {
    static func plain(_ body: [UInt8], texts: Int = 2) -> Answer? {
        let memory = Memory(body)
        defer { withExtendedLifetime(memory) {} }
        return PlainInference.read(memory.bytes, texts: texts)
    }

    static func plain(_ body: String, texts: Int = 2) -> Answer? {
        plain(Array(body.utf8), texts: texts)
    }

    /// The same document, but for a field whose name has an escape: by way of Jansson's tree.
    static func throughTree(_ body: [UInt8], texts: [String] = Recorded.texts) -> Answer? {
        guard let brace = body.firstIndex(of: UInt8(ascii: "{")) else { return nil }
        return try? decode(body[...brace] + Array(#""\u0061":0,"#.utf8) + body[(brace + 1)...], texts: texts)
    }

    @Test("What is documented is plain, with white space, in any order, and beside other fields")
    func plainly() throws {
        let bodies = [
            Recorded.current,
            """
            { "model_id" : 42, "note" : null, "cut": false,\t"whole" : true, "predictions" :
              [ [ { "confidence" : 0.9312 , "label" : "Delivery", "rank": 1 }, { "label":"Billing","confidence":0.0441} ] ,
                [ {"label":"Cancellation","confidence":0.8817,"id":"c\u{E5}"},{"label":"Billing","confidence":0.1} ] ] }\r\n
            """,
            Recorded.current.replacing("0.0441", with: "0.04410000000000000000").replacing("0.1}", with: "1e-1}"),
        ]
        for body in bodies {
            #expect(try Self.plain(body) == decode(Recorded.current, texts: Recorded.texts))
        }
        #expect(Self.plain(#"{"predictions":[[],[]]}"#)?.offsets == [0, 0, 0])
        #expect(Self.plain(#"{"predictions":[]}"#, texts: 0) == Answer())
    }

    @Test(
        "Everything else is left to Jansson",
        arguments: [
            "", "{", "[]", "{}", #"{"predictions":[[],[]]"#, #"{"predictions":[[],[]]}x"#,
            #"{"predictions":[[],[]],}"#, #"{"predictions":[[]]}"#, #"{"predictions":[[],[],[]]}"#,
            #"{"predictions":[[] []]}"#, #"{"predictions":[[],[]],"predictions":[[],[]]}"#,
            #"{"predictions":[[],[]],"more":{}}"#, #"{"predictions":[[],[]],"more":nul}"#,
            #"{"predictions":[[],[]],"more":}"#, #"{"predictions":[[],null]}"#,
            #"{"predictions":[[],[]],"a\u0062":1}"#, "{\"predictions\":[[],[]],\"a\tb\":1}",
            #"{predictions:[[],[]]}"#, #"{"predictions":[[{"label":"a"}],[]]}"#,
            #"{"predictions":[[{"confidence":1}],[]]}"#, #"{"predictions":[[{"label":"a","confidence":"1"}],[]]}"#,
            #"{"predictions":[[{"label":1,"confidence":1}],[]]}"#,
            #"{"predictions":[[{"label":"a\n","confidence":1}],[]]}"#,
            #"{"predictions":[[{"label":"a","confidence":1},],[]]}"#,
            #"{"predictions":[[{"label":"a","confidence":1}{"label":"a","confidence":1}],[]]}"#,
            #"{"predictions":[[{"label":"a","confidence":1,}],[]]}"#,
            #"{"predictions":[[{"label":"a","confidence":1]],[]]}"#,
            #"{"predictions":[[{"label":"a,"confidence":1}],[]]}"#,
            #"{"predictions":[[{"label":"a","confidence":1}],["#,
        ])
    func others(body: String) {
        #expect(Self.plain(body) == nil)
    }

    @Test("Strings are UTF-8, in labels, keys and elsewhere")
    func encoding() {
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            for body in [
                #"{"predictions":[[{"label":"?","confidence":1}],[]]}"#, #"{"?":1,"predictions":[[],[]]}"#,
                #"{"other":"?","predictions":[[],[]]}"#,
            ] {
                let bytes = body.utf8.flatMap { $0 == UInt8(ascii: "?") ? bytes : [$0] }
                #expect(Self.plain(bytes) == nil)
            }
        }
        #expect(Self.plain(#"{"å":"ö","predictions":[[{"label":"återbetalning 🙂","confidence":1}],[]]}"#) != nil)
    }

    @Test("A number is the nearest one that there is, however it is written")
    func numbers() throws {
        var random = SeededGenerator(seed: 2029)
        for _ in 0..<20_000 {
            let whole = Int.random(in: 0...1, using: &random)
            let digits = (0..<Int.random(in: 1...20, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
            let exponent =
                Int.random(in: 0..<4, using: &random) == 0 ? "e-\(Int.random(in: 0...12, using: &random))" : ""
            let written = "\(whole).\(digits.map(String.init).joined())\(exponent)"
            let answer = Self.plain(#"{"predictions":[[{"label":"a","confidence":\#(written)}]]}"#, texts: 1)
            #expect(try #require(answer).confidences == [try #require(Double(written))], "\(written)")
        }
    }

    @Test("Numbers that JSON does not have are left to Jansson, and refused")
    func notNumbers() {
        for written in [
            "00", "01.5", ".5", "1.", "1.2.3", "+1", "-", "--1", "1e", "0x1", "NaN", "1e999", "", "1_0", "1a",
            "0123456789012345", "012345678901234567",
        ] {
            let body = #"{"predictions":[[{"label":"a","confidence":\#(written)}]]}"#
            #expect(Self.plain(body, texts: 1) == nil, "\(written)")
            #expect(refusal(body, texts: ["a"]) != nil, "\(written)")
        }
        for written in ["0", "1", "-0.25", "123456789012345", "1234567890123456", "0.5", "0.0"] {
            let body = #"{"predictions":[[{"label":"a","confidence":\#(written)}]]}"#
            #expect(Self.plain(body, texts: 1)?.confidences == [Double(written)!], "\(written)")
        }
    }

    @Test("What is plain reads alike by way of the tree, however a body is mutilated")
    func alike() {
        var random = SeededGenerator(seed: 2030)
        var taken = 0
        for _ in 0..<40_000 {
            let body = FuzzTests.mutate(Array(Recorded.current.utf8), using: &random)
            guard let answer = Self.plain(body) else { continue }
            taken += 1
            #expect(Self.throughTree(body) == answer, "\(String(decoding: body, as: UTF8.self))")
        }
        #expect(taken > 1000 && taken < 39_000)
    }

    @Test("What the tree takes and has nothing special in it is plain")
    func nearlyAlways() {
        var random = SeededGenerator(seed: 2031)
        for _ in 0..<2000 {
            let lists = (0..<8).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { index in
                    #"{"label":"Label \#(index)","confidence":\#(Double.random(in: 0...1, using: &random))}"#
                }
            }
            let body = #"{"predictions":[\#(lists.map { "[\($0.joined(separator: ","))]" }.joined(separator: ","))]}"#
            let plain = Self.plain(body, texts: 8)
            #expect(plain != nil && plain == Self.throughTree(Array(body.utf8), texts: Array(repeating: "a", count: 8)))
        }
    }
}

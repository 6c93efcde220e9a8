import LabelfCore
import LabelfWire
import Testing

@Suite struct InferenceDecodeTests {
    @Test("Both shapes of the same answer give the same columns", arguments: [Recorded.current, Recorded.older])
    func recorded(body: String) throws {
        let answer = try decode(body, texts: Recorded.texts)
        #expect(answer.texts == 2)
        #expect(answer.offsets == [0, 2, 4])
        #expect(answer.labels == ["Delivery", "Billing", "Cancellation"].map { Array($0.utf8) })
        #expect(answer.labelIndices == [0, 1, 2, 1])
        #expect(answer.confidences == [0.9312, 0.0441, 0.8817, 0.1])
    }

    @Test func noTextsAndNoPredictions() throws {
        #expect(try decode(#"{"predictions":[]}"#, texts: []) == Answer())
        #expect(try decode("[]", texts: []) == Answer())
        #expect(try decode(#"{"predictions":[[],[]]}"#, texts: ["a", "b"]).offsets == [0, 0, 0])
        #expect(try decode(#"[{"predictions":[]}]"#, texts: ["a"]).offsets == [0, 0])
    }

    @Test(
        "Each fault is named with its place",
        arguments: [
            (#"{}"#, "predictions is missing"),
            (#"{"predictions":{}}"#, "predictions is not an array"),
            (#"{"predictions":[[]]}"#, "predictions has 1 entries for 2 texts"),
            (#"{"predictions":[[],[],[]]}"#, "predictions has 3 entries for 2 texts"),
            (#"{"predictions":[[],null]}"#, "predictions[1] is not an array"),
            (#"{"predictions":[[],[7]]}"#, "predictions[1][0] is not an object"),
            (#"{"predictions":[[],[{"confidence":1}]]}"#, "predictions[1][0].label is missing"),
            (#"{"predictions":[[],[{"label":3,"confidence":1}]]}"#, "predictions[1][0].label is not a string"),
            (
                #"{"predictions":[[{"label":"a","confidence":1},{"label":"b"}],[]]}"#,
                "predictions[0][1].confidence is missing"
            ),
            (
                #"{"predictions":[[{"label":"a","confidence":"1"}],[]]}"#,
                "predictions[0][0].confidence is not a number"
            ),
            (#"{"predictions":[[{"label":"a","score":1}],[]]}"#, "predictions[0][0].confidence is missing"),
            (#"[]"#, "the answer has 0 entries for 2 texts"),
            (#"[{"predictions":[]},[]]"#, "[1] is not an object"),
            (#"[{"predictions":[]},{}]"#, "[1].predictions is missing"),
            (#"[{"predictions":[]},{"predictions":1}]"#, "[1].predictions is not an array"),
            (#"[{"predictions":[{"label":"a"}]},{"predictions":[]}]"#, "[0].predictions[0].score is missing"),
            (#"[{"text":1,"predictions":[]},{"predictions":[]}]"#, "[0].text is not a string"),
        ])
    func faults(body: String, message: String) {
        #expect(refusal(body, texts: ["one", "two"]) == message)
    }

    @Test(
        "What cannot be parsed is named too, and nothing of it is quoted",
        arguments: [
            ("", "the body is empty"),
            (#"{"predictions":[["#, "the body is cut short (at byte 17)"),
            ("<html>secret", "the body is not JSON (at byte 1)"),
            (#"{"predictions":[]} x"#, "the body is not JSON (at byte 20)"),
            ("[1e999]", "the body has a number that is too large (at byte 6)"),
            (String(repeating: "[", count: 100_000), "the body is nested too deep (at byte 2049)"),
        ])
    func notJSON(body: String, message: String) {
        #expect(refusal(body, texts: ["one"]) == message)
    }

    @Test func invalidUTF8() {
        let body = Array(#"{"predictions":[[{"label":""#.utf8) + [0xFF] + Array(#"","confidence":1}]]}"#.utf8)
        #expect(throws: WireError.self) { try decode(body, texts: ["a"]) }
    }

    @Test("Texts in another order are refused, equal by bytes only")
    func echo() throws {
        let body = #"[{"text":"b","predictions":[]},{"text":"a","predictions":[]}]"#
        #expect(refusal(body, texts: ["b", "a"]) == nil)
        #expect(refusal(body, texts: ["a", "b"]) == "[0].text is not the text that was sent at this place")
        // The same letter to Unicode, and to String's ==, in two forms.
        #expect(refusal(#"[{"text":"\u00e4","predictions":[]}]"#, texts: ["a\u{308}"]) != nil)
        #expect(refusal(#"[{"text":"a\u0000b","predictions":[]}]"#, texts: ["a\0b"]) == nil)
        #expect(refusal(#"[{"text":"a\u0000c","predictions":[]}]"#, texts: ["a\0b"]) != nil)
        #expect(refusal(#"[{"text":"ab","predictions":[]}]"#, texts: ["a"]) != nil)
        #expect(refusal(#"[{"text":"","predictions":[]}]"#, texts: [""]) == nil)
    }

    @Test func numbers() throws {
        let body = """
            {"predictions":[[{"label":"a","confidence":1},{"label":"b","confidence":0.5e0},{"label":"c","confidence":0}]],\
            "model_id":123456789012345678901234567890}
            """
        #expect(try decode(body, texts: ["x"]).confidences == [1, 0.5, 0])
        for value in ["true", "null", "[]", "NaN", "Infinity", "1e400", "\"0.5\""] {
            #expect(refusal(#"{"predictions":[[{"label":"a","confidence":\#(value)}]]}"#, texts: ["x"]) != nil)
        }
    }

    @Test("A repeated key counts once, as its last value")
    func repeatedKeys() throws {
        let body = #"{"predictions":1,"predictions":[[{"label":"a","label":"b","confidence":2,"confidence":0.5}]]}"#
        #expect(try decode(body, texts: ["x"]).predictions(0) == ["b 0.5"])
    }

    @Test func labelsMayHoldNULAndBeEmpty() throws {
        let body =
            #"{"predictions":[[{"label":"a\u0000b","confidence":0.9},{"label":"a","confidence":0.8},{"label":"","confidence":0.1}]]}"#
        #expect(try decode(body, texts: ["x"]).labels == [[97, 0, 98], [97], []])
    }

    @Test("Predictions out of order are sorted, ties stay as they were, and other texts are left alone")
    func sorting() throws {
        let body = """
            {"predictions":[[{"label":"z","confidence":0.9},{"label":"y","confidence":0.1}],\
            [{"label":"a","confidence":0.2},{"label":"b","confidence":0.5},{"label":"c","confidence":0.2},\
            {"label":"d","confidence":0.5}],[{"label":"z","confidence":0.3},{"label":"y","confidence":0.3}]]}
            """
        let answer = try decode(body, texts: ["1", "2", "3"])
        #expect(answer.predictions(0) == ["z 0.9", "y 0.1"])
        #expect(answer.predictions(1) == ["b 0.5", "d 0.5", "a 0.2", "c 0.2"])
        #expect(answer.predictions(2) == ["z 0.3", "y 0.3"])
    }

    /// Compared one by one, so many labels would take hours: the limit is far from both.
    @Test("Many different labels keep their indices, and are not compared one by one", .timeLimit(.minutes(5)))
    func manyLabels() throws {
        let count = 100_000
        let list = (0..<count).map { #"{"label":"label \#($0)","confidence":0.5}"# }.joined(separator: ",")
        let body = Array(#"{"predictions":[[\#(list)],[\#(list)]]}"#.utf8)
        let answer = try decode(body, texts: ["x", "y"])
        #expect(answer.labels.count == count)
        #expect(answer.labelIndices == (0..<Int32(count)).map { $0 } + (0..<Int32(count)).map { $0 })
        #expect(answer.labels[77_777] == Array("label 77777".utf8))
    }
}

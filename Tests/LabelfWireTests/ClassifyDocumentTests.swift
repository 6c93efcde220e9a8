import LabelfCore
import LabelfWire
import Testing

@Suite struct ClassifyDocumentTests {
    func parse(_ document: some Collection<UInt8>) throws(LabelfError) -> ClassifyDocument {
        // The memory is gone before the texts are read: they must not lie in it.
        let memory = Memory(document)
        defer { withExtendedLifetime(memory) {} }
        return try ClassifyDocument.parse(memory.bytes)
    }

    func texts(_ document: ClassifyDocument) -> [String] {
        document.texts.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func whole() throws {
        let document = try parse(Array(Recorded.document.utf8))
        #expect(texts(document) == ["Where is my parcel?", "I was charged twice"])
        #expect(document.maxPredictions == 3)
        #expect(document.labelFilter == [Array("Delivery".utf8), Array("Billing".utf8)])
    }

    @Test("What is left out, or null; texts that are bad one by one are left to the call")
    func options() throws {
        let document = try parse(
            Array(#"{"texts":["","a\u0000b"],"max_predictions":null,"label_filter":null,"more":null}"#.utf8))
        #expect(texts(document) == ["", "a\0b"])
        #expect(document.maxPredictions == 0 && document.labelFilter.isEmpty)
    }

    @Test(
        "Each error says what to do",
        arguments: [
            ("", "the document cannot be read: the body is empty"),
            (#"["a"]"#, #"the document is not an object; write it like {"texts": ["one", "two"]}"#),
            (
                #"{"texts":["a"],"window_characters":5}"#,
                #"the document has "window_characters", which is not known here; leave it out"#
            ),
            (#"{"texts":["a"],"some text\n":5}"#, "the document has a member, which is not known here; leave it out"),
            ("{}", "the document has no texts; send an array of strings, even for one text"),
            (
                #"{"texts":"one"}"#,
                "the document has texts that are not an array; send an array of strings, even for one text"
            ),
            (
                #"{"texts":[]}"#,
                "the document has no text in texts; send at least one text that is not empty"
            ),
            (
                #"{"texts":["a",7]}"#,
                "the document has something else than a string in texts[1]; send an array of strings"
            ),
            (
                #"{"texts":["a"],"max_predictions":0}"#,
                "the document has a max_predictions that is not a whole number of at least 1; leave it out for all"
            ),
            (
                #"{"texts":["a"],"max_predictions":3000000000}"#,
                "the document has a max_predictions that is not a whole number of at least 1; leave it out for all"
            ),
            (
                #"{"texts":["a"],"label_filter":"a"}"#,
                "the document has a label_filter that is not an array of strings"
            ),
            (
                #"{"texts":["a"],"label_filter":[1]}"#,
                "the document has a label_filter that is not an array of strings"
            ),
        ])
    func faults(document: String, message: String) {
        #expect(throws: LabelfError(.argument, Message(message))) { try parse(Array(document.utf8)) }
    }
}

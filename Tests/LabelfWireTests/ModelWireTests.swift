import LabelfCore
import LabelfWire
import Testing

@Suite struct ModelWireTests {
    static func decode(_ body: some Collection<UInt8>) throws(WireError) -> ListItem {
        let body = Memory(body)
        defer { withExtendedLifetime(body) {} }
        return try ModelWire.decode(body.bytes)
    }

    @Test func recorded() throws {
        let model = try Self.decode(Array(Recorded.model.utf8))
        #expect(ModelWire.path(7) == "/models/7")
        #expect(model.id == Array("1".utf8) && String(decoding: model.json, as: UTF8.self) == Recorded.model)
    }

    @Test("A model that was never trained, and labels that are objects")
    func others() throws {
        let bare = try Self.decode(Array(#"{"id":1,"name":"a","accuracy":null,"labels":null}"#.utf8))
        #expect(bare.id == [49])
        let objects = try Self.decode(Array(#"{"id":1,"name":"a","labels":[{"id":4,"name":"b"},"c"]}"#.utf8))
        #expect(objects.id == [49])
    }

    @Test(
        "What is missing or of another type is named",
        arguments: [
            (#"{"name":"a"}"#, "the model.id is missing"),
            (#"[]"#, "the model is not an object"),
            (#"{"id":1,"name":"a","accuracy":2}"#, "accuracy is not a number from 0 to 1"),
            (#"{"id":1,"name":"a","labels":{}}"#, "labels is not an array"),
            (#"{"id":1,"name":"a","labels":["a",7]}"#, "labels[1] is not a string"),
            (#"{"id":1,"name":"a","training_status":7}"#, "training_status is not a string"),
        ])
    func faults(body: String, message: String) {
        #expect(throws: WireError(Message(message))) { try Self.decode(Array(body.utf8)) }
    }
}

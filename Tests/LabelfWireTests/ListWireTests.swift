import LabelfCore
import LabelfWire
import Testing

@Suite struct ListWireTests {
    static func decode(_ body: some Collection<UInt8>, _ kind: ListKind) throws(WireError) -> ListPage {
        let body = Memory(body)
        defer { withExtendedLifetime(body) {} }
        return try ListWire.decode(body.bytes, kind)
    }

    func page(_ body: String, _ kind: ListKind) throws(WireError) -> ListPage {
        try Self.decode(Array(body.utf8), kind)
    }

    func read(_ item: ListItem, _ field: String) -> String? {
        let reader = ItemReader(item)
        return withExtendedLifetime(reader) { reader.text(field).map { String(cString: $0.start) } }
    }

    func string(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    @Test func paths() throws {
        let request = ListRequest(offset: 20, limit: 10)
        #expect(try ListWire.path("/models", request) == "/models?offset=20&limit=10")
        #expect(
            try ListWire.path("/datasets?status=ready&x=limit=", request)
                == "/datasets?status=ready&x=limit=&offset=20&limit=10")
        for path in ["/models?offset=1", "/models?a=1&limit=5"] {
            #expect(throws: LabelfError.self) { try ListWire.path(path, request) }
        }
        #expect(try ListWire.datasetPath(Array("a/b ?ö".utf8)) == "/datasets/a%2Fb%20%3F%C3%B6")
        for id in ["", ".", "..", String(repeating: "x", count: 257)] {
            #expect(throws: LabelfError.self) { try ListWire.datasetPath(Array(id.utf8)) }
        }
    }

    @Test("Models: numbers keep all their digits, and unknown fields stay in the JSON")
    func models() throws {
        let page = try page(Recorded.models, .models)
        #expect(page.offset == 20 && page.limit == 2 && page.total == 47 && page.hasMore)
        #expect(page.items.count == 2)
        #expect(string(page.items[0].id) == "1")
        #expect(read(page.items[0], "type") == "text_classification")
        #expect(read(page.items[0], "status") == "deployed")
        #expect(string(page.items[1].id) == "9007199254740993")
        #expect(read(page.items[1], "name") == "Sälj")
        #expect(
            string(page.items[1].json)
                == #"{"id":9007199254740993,"name":"S\u00e4lj","type":"text_classification","status":"archived","owner":{"a":[1,2.50]}}"#
        )
    }

    @Test func datasets() throws {
        let page = try page(Recorded.datasets, .datasets)
        let item = try #require(page.items.first)
        #expect(!page.hasMore && page.items.count == 1)
        #expect(string(item.id) == "ds_1" && read(item, "text_column") == "message")
        #expect(read(item, "metadata_columns") == #"["channel","is \"new\""]"#)
        #expect(read(item, "row_count") == "12345678901234567890")
        #expect(
            read(item, "last_ingested_at") == nil && read(item, "integration_id") == nil && read(item, "text") == nil)
        #expect(
            string(item.json)
                == #"{"id":"ds_1","name":"Chats","text_column":"message","metadata_columns":["channel","is \"new\""],"#
                + #""row_count":12345678901234567890,"created_at":"2026-01-02T03:04:05Z","last_ingested_at":null,"#
                + #""integration_id":null}"#)
    }

    @Test func records() throws {
        let page = try page(Recorded.records, .records)
        #expect(page.items.map { string($0.id) } == ["r1", nil])
        #expect(page.items.map { read($0, "text") } == ["Where is my parcel?", "no id"])
        #expect(string(page.items[0].json)?.contains(#""rating":4.10,"tags":["a","b"]"#) == true)
    }

    @Test("An empty page, names that repeat, values that look like structure")
    func odd() throws {
        #expect(try page(#"{"data":[ ],"total":0,"offset":0,"limit":1,"has_more":false}"#, .models).items.isEmpty)
        let body =
            #"{"data":[1],"x":"\"data\":[{]\\","data":[{"id":"}","name":"[\\\"","id":"last"}],"total":1,"offset":0,"limit":1,"has_more":false}"#
        let item = try #require(try page(body, .models).items.first)
        #expect(string(item.id) == "last" && read(item, "name") == #"[\""#)
        #expect(string(item.json) == #"{"id":"}","name":"[\\\"","id":"last"}"#)
    }

    @Test(
        "What is missing or of another type is named",
        arguments: [
            ("[]", "data is missing"),
            (#"{"data":{}}"#, "data is not an array"),
            (#"{"data":[]}"#, "offset is missing"),
            (#"{"data":[],"offset":1.5}"#, "offset is not a whole number"),
            (#"{"data":[],"offset":1e300}"#, "offset is not a whole number"),
            (#"{"data":[],"offset":0}"#, "limit is missing"),
            (#"{"data":[],"offset":0,"limit":"1"}"#, "limit is not a whole number"),
            (#"{"data":[],"offset":0,"limit":1}"#, "total is missing"),
            (#"{"data":[],"offset":0,"limit":1,"total":-1}"#, "offset, limit or total is below 0"),
            (#"{"data":[],"offset":0,"limit":1,"total":0}"#, "has_more is missing"),
            (#"{"data":[],"offset":0,"limit":1,"total":0,"has_more":1}"#, "has_more is not true or false"),
        ])
    func envelope(body: String, message: String) {
        #expect(throws: WireError(Message(message))) { try page(body, .models) }
    }

    @Test(
        "So is what an item lacks",
        arguments: [
            ("7", "data[1] is not an object"),
            ("{}", "data[1].id is missing"),
            (#"{"id":null,"name":"a"}"#, "data[1].id is missing"),
            (#"{"id":"","name":"a"}"#, "data[1].id is empty"),
            (#"{"id":[],"name":"a"}"#, "data[1].id is neither a string nor a number"),
            (#"{"id":1}"#, "data[1].name is missing"),
            (#"{"id":1,"name":2}"#, "data[1].name is not a string"),
            (#"{"id":1,"name":"a","status":true}"#, "data[1].status is neither a string nor a number"),
        ])
    func items(item: String, message: String) {
        let body = #"{"data":[{"id":1,"name":"a"},\#(item)],"offset":0,"limit":9,"total":2,"has_more":false}"#
        #expect(throws: WireError(Message(message))) { try page(body, .models) }
    }

    @Test func recordsWithoutText() {
        let body = #"{"data":[{"id":1,"text":5}],"offset":0,"limit":9,"total":1,"has_more":false}"#
        #expect(throws: WireError("data[0].text is not a string")) { try page(body, .records) }
    }

    @Test("Names may be spelled with escapes, and of an endpoint that nobody knows only the page is sure")
    func others() throws {
        let body = #"{"d\u0061ta":[{},{"i\u0064":7,"a":true}],"offset":0,"limit":2,"total":2,"has_more":false}"#
        let page = try page(body, .other)
        #expect(page.items.map { string($0.id) } == [nil, "7"])
        #expect(throws: WireError("data[0].id is neither a string nor a number")) {
            try self.page(#"{"data":[{"id":{}}],"offset":0,"limit":2,"total":2,"has_more":false}"#, .other)
        }
    }

    @Test func oneDataset() throws {
        let body = Memory(#" {"id": "ds_1", "name": "Chats"} "#.utf8)
        let item = try ListWire.decodeDataset(body.bytes)
        #expect(string(item.id) == "ds_1" && string(item.json) == #"{"id":"ds_1","name":"Chats"}"#)
    }
}

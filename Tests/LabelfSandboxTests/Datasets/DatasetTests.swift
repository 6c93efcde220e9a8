import Testing

@testable import LabelfSandbox

/// Datasets and their records, read and changed through the service.
@Suite struct DatasetTests: ServiceSuite {
    private func texts(_ page: JSONValue) -> [String] {
        page["data"]?.array?.compactMap { $0["text"]?.string } ?? []
    }

    @Test func theListDescribesEveryDataset() {
        let (reply, list) = send(service(), "GET", "/v2/datasets")
        #expect(reply.status == 200 && list["total"] == 3 && list["has_more"] == false)
        let datasets = list["data"]?.array ?? []
        #expect(
            datasets.compactMap { $0["id"]?.string } == [
                DatasetCatalog.messagesID, DatasetCatalog.processingID, DatasetCatalog.emptyID,
            ])
        let messages = send(service(), "GET", "/v2/datasets/ds_messages").json
        #expect(messages == datasets.first)
        #expect(messages["row_count"] == .integer(Corpus.examples.count) && messages["text_column"] == "text")
        #expect(messages["metadata_columns"] == ["language", "reason", "sentiment"])
        #expect(messages["created_at"] == "2025-01-15T08:50:00Z" && messages["last_ingested_at"] != nil)
        #expect(datasets.last?["last_ingested_at"] == nil && datasets.last?["row_count"] == 0)
    }

    @Test func pagingFindsEveryRecordOnce() {
        let service = service { $0.pageLimit = 37 }
        var found: [String] = []
        var more = true
        while more, found.count <= Corpus.examples.count {
            let page = send(service, "GET", "/v2/datasets/ds_messages/records?offset=\(found.count)&limit=100").json
            #expect(page["limit"] == 37 && page["offset"] == .integer(found.count))
            found += texts(page)
            more = page["has_more"] == true
        }
        #expect(found == Corpus.examples.map(\.text))
    }

    @Test(arguments: [
        ("/v2/datasets/ds_none", 404, "DATASET_NOT_FOUND"), ("/v2/datasets/ds_none/records", 404, "DATASET_NOT_FOUND"),
        ("/v2/datasets/ds_processing/records", 409, "DATASET_PROCESSING"),
        ("/v2/datasets/ds_messages/rows", 404, "NOT_FOUND"),
        ("/v2/datasets/ds_messages/records?limit=x", 400, "INVALID_PARAMETER"),
        ("/v2/datasets?limit=%zz", 400, "INVALID_PARAMETER"), ("/v2/datasets?limit=%2B1", 400, "INVALID_PARAMETER"),
        ("/v2/datasets?offset=1000000001", 400, "INVALID_PARAMETER"),
    ])
    func refusals(target: String, status: Int, code: String) {
        let (reply, json) = send(service(), "GET", target)
        #expect(reply.status == status && json["error_code"] == .string(code))
    }

    @Test func processingDatasetsAreDescribed() {
        #expect(send(service(), "GET", "/v2/datasets/ds%5Fprocessing").json["id"] == "ds_processing")
    }

    @Test func rowsShiftWhenRecordsComeAndGo() {
        let service = service()
        let path = "/v2/datasets/ds_messages/records?offset=2&limit=2"
        let before = texts(send(service, "GET", path).json)
        let change = send(
            service, "POST", "/sandbox/datasets/ds_messages/records",
            #"{"position":0,"records":[{"text":"new","channel":"chat"}]}"#, key: nil, now: 1_800_000_000_000_000_000)
        #expect(change.json["row_count"] == .integer(Corpus.examples.count + 1))
        let after = texts(send(service, "GET", path).json)
        #expect(after[1] == before[0] && after[0] != before[1])
        let dataset = send(service, "GET", "/v2/datasets/ds_messages").json
        #expect(dataset["metadata_columns"] == ["channel", "language", "reason", "sentiment"])
        #expect(dataset["last_ingested_at"] == "2027-01-15T08:00:00Z")
        let removal = send(service, "DELETE", "/sandbox/datasets/ds_messages/records/0", key: nil)
        #expect(removal.json["row_count"] == .integer(Corpus.examples.count))
        #expect(texts(send(service, "GET", path).json) == before)
        send(service, "POST", "/sandbox/datasets/ds_messages/records", #"{"records":[{"text":"last"}]}"#, key: nil)
        let last = send(service, "GET", "/v2/datasets/ds_messages/records?offset=\(Corpus.examples.count)").json
        #expect(texts(last) == ["last"])
    }

    @Test(arguments: [
        ("POST", "ds_messages/records", #"{"position":100000,"records":[]}"#, 400),
        ("POST", "ds_messages/records", #"{"position":-1,"records":[]}"#, 400),
        ("POST", "ds_messages/records", #"{"records":[{"txt":"x"}]}"#, 400), ("POST", "ds_messages/records", "", 400),
        ("POST", "ds_none/records", #"{"records":[]}"#, 404), ("GET", "ds_messages/records", "", 405),
        ("DELETE", "ds_messages/records/100000", "", 400), ("DELETE", "ds_messages/records/x", "", 404),
        ("POST", "ds_messages/records/0", "", 405), ("POST", "ds_messages", "", 404),
    ])
    func changesThatAreRefused(method: String, path: String, body: String, status: Int) {
        let service = service()
        #expect(send(service, method, "/sandbox/datasets/\(path)", body, key: nil).reply.status == status)
        #expect(
            send(service, "GET", "/v2/datasets/ds_messages").json["row_count"] == .integer(Corpus.examples.count))
    }

    @Test func importedLinesAreRecords() throws {
        let file = "{\"text\":\"a\",\"n\":1.5}\r\n\n  \n{\"z\":null,\"text\":\"å\"}"
        let records = try Record.records(parsingLines: Array(file.utf8))
        let service = service { $0.imports = [("mine", records)] }
        let dataset = send(service, "GET", "/v2/datasets/ds_import_1").json
        #expect(dataset["name"] == "mine" && dataset["row_count"] == 2 && dataset["metadata_columns"] == ["n", "z"])
        let page = send(service, "GET", "/v2/datasets/ds_import_1/records")
        #expect(page.json["data"]?.array?.first == ["text": "a", "n": .number(1.5)])
        #expect(String(decoding: page.reply.body, as: UTF8.self).contains(#"{"text":"å","z":null}"#))
    }

    @Test(arguments: [
        ("{\"text\":\"a\"}\n{", "line 2: not JSON"), ("[]", "line 1: a record is a JSON object"),
        ("\n{\"text\":1}", "line 2: a record has a string \"text\""),
    ])
    func importErrorsNameTheLine(file: String, message: String) {
        #expect(throws: Record.Failure(description: message)) { try Record.records(parsingLines: Array(file.utf8)) }
    }
}

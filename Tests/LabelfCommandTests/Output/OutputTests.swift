import Testing

@testable import LabelfCommand

struct OutputTests {
    private func predictions(_ writer: any RowFormat, carried: String, count: Int) -> String {
        let names = ["Delivery", "Say \"x\""].map { [UInt8]($0) }
        var line: [UInt8] = []
        names[0].raw { first in
            names[1].raw { second in
                let table = LabelTable([first, second], format: writer)
                let (indices, confidences): ([Int32], [Double]) = ([1, 0], [0.93, 6.6e-05])
                indices.withUnsafeBufferPointer { indices in
                    confidences.withUnsafeBufferPointer { confidences in
                        writer.append(
                            Predictions(
                                labels: table, indices: .init(rebasing: indices[..<count]),
                                confidences: .init(rebasing: confidences[..<count])),
                            index: 12, carried: [UInt8](carried)[...], to: &line)
                    }
                }
            }
        }
        return line.text
    }

    @Test func jsonRows() {
        let writer = JSONLinesFormat()
        #expect(
            predictions(writer, carried: "\"a\"", count: 2)
                == "{\"index\":12,\"id\":\"a\",\"predictions\":[{\"label\":\"Say \\\"x\\\"\",\"confidence\":0.93},"
                + "{\"label\":\"Delivery\",\"confidence\":6.6e-05}]}\n")
        #expect(predictions(writer, carried: "", count: 0) == "{\"index\":12,\"predictions\":[]}\n")
    }

    @Test func csvRows() {
        let writer = CSVFormat()
        #expect(predictions(writer, carried: "\"a\"", count: 2) == "\"a\",\"Say \"\"x\"\"\",\"0.93\",\"\"\n")
        #expect(predictions(writer, carried: "\"a\"", count: 0) == "\"a\",\"\",\"\",\"\"\n")
    }

    @Test func errors() {
        var error = RowError(code: "LABELF_ERROR_REFUSED", message: "no \"such\"\nthing", fix: "Do it.")
        var line: [UInt8] = []
        JSONLinesFormat().append(error, index: 0, carried: [], to: &line)
        #expect(
            line.text == "{\"index\":0,\"error\":{\"code\":\"LABELF_ERROR_REFUSED\","
                + "\"message\":\"no \\\"such\\\"\\nthing\",\"fix\":\"Do it.\"}}\n")
        (error.httpStatus, error.serverCode, error.requestID) = (400, "INVALID_TEXT", "req_1")
        line = []
        JSONLinesFormat().append(error, index: 0, carried: [55], to: &line)
        #expect(
            line.text.hasSuffix(
                "\"fix\":\"Do it.\",\"http_status\":400,\"server_code\":\"INVALID_TEXT\",\"request_id\":\"req_1\"}}\n"))
        #expect(line.text.hasPrefix("{\"index\":0,\"id\":7,\"error\":{"))
        line = []
        CSVFormat().append(error, index: 0, carried: [UInt8]("\"a\"")[...], to: &line)
        #expect(line.text == "\"a\",\"\",\"\",\"LABELF_ERROR_REFUSED: no \"\"such\"\"\nthing (request req_1)\"\n")
    }

    @Test func jsonStrings() {
        var line: [UInt8] = []
        JSONText.append(string: "plain", to: &line)
        JSONText.append(string: "\"\\\n\r\t\u{1}\u{1F}é", to: &line)
        [0x61, 0xFF, 0x62].raw { JSONText.append(string: $0, to: &line) }
        #expect(line.text == "\"plain\"\"\\\"\\\\\\n\\r\\t\\u0001\\u001fé\"\"a\u{FFFD}b\"")
    }

    @Test func numbersBringThemselvesBack() {
        for number in [0, 1, 0.1, 0.638282, 6.6e-05, 1.0 / 3, .leastNonzeroMagnitude] {
            var line: [UInt8] = []
            JSONText.append(number: number, to: &line)
            #expect(Double(line.text) == number)
        }
        var line: [UInt8] = []
        JSONText.append(number: .nan, to: &line)
        #expect(line.text == "null")
    }

    @Test func theFormatOfTheOutput() {
        #expect(OutputFormat.choose(explicit: nil, path: nil, inputFormat: nil) == .jsonl)
        #expect(OutputFormat.choose(explicit: nil, path: nil, inputFormat: .csv) == .csv)
        #expect(OutputFormat.choose(explicit: nil, path: "a.jsonl", inputFormat: .csv) == .jsonl)
        #expect(OutputFormat.choose(explicit: nil, path: "a.csv", inputFormat: nil) == .csv)
        #expect(OutputFormat.choose(explicit: nil, path: "a.out", inputFormat: .text) == .jsonl)
        #expect(OutputFormat.choose(explicit: .jsonl, path: "a.csv", inputFormat: .csv) == .jsonl)
    }

    @Test func theFormatOfTheInput() {
        #expect(InputFormat(ending: "/a.csv/b.JSONL") == .jsonl)
        #expect(InputFormat(ending: "a.tsv") == .csv)
        #expect(InputFormat(ending: ".csv") == nil)
        #expect(InputFormat(ending: "a.b/c") == nil)
    }

    @Test func addedColumnsHaveNamesThatAreNotTaken() {
        #expect(addedColumns(beside: ["text"]) == ["label", "confidence", "error"])
        #expect(addedColumns(beside: ["text", "error"]) == ["label_2", "confidence_2", "error_2"])
        #expect(addedColumns(beside: ["label", "error_2"]) == ["label_3", "confidence_3", "error_3"])
    }
}

import LabelfCore
import LabelfWire
import Testing

@Suite struct ResultJSONTests {
    func encode(_ columns: ResultColumns) -> String {
        String(decoding: ResultJSON.encode(columns), as: UTF8.self)
    }

    @Test func empty() {
        let columns = ResultColumns(offsets: [0], labelIndices: [], confidences: [], labels: [], errors: [])
        #expect(encode(columns) == #"{"predictions":[],"errors":[]}"#)
    }

    @Test func partial() {
        var refused = LabelfError(.refused, "the service said \"no\"\n")
        refused.requestID = "req_7f3a9b2c"
        let columns = ResultColumns(
            offsets: [0, 2, 2, 2, 3], labelIndices: [0, 1, 1], confidences: [0.9312, 1, 0.1],
            labels: [Array("Delivery".utf8), Array("a\0\"ö".utf8)],
            errors: [nil, refused, LabelfError(.textEmpty, "empty"), nil])
        #expect(
            encode(columns) == #"{"predictions":[[{"label":"Delivery","confidence":0.9312},"#
                + #"{"label":"a\u0000\"ö","confidence":1.0}],null,null,[{"label":"a\u0000\"ö","confidence":0.1}]],"#
                + #""errors":[{"index":1,"code":"LABELF_ERROR_REFUSED","message":"the service said \"no\"\n","#
                + #""request_id":"req_7f3a9b2c"},{"index":2,"code":"LABELF_ERROR_TEXT_EMPTY","message":"empty"}]}"#)
    }

    @Test("Columns that do not fit each other are no harm")
    func inconsistent() {
        let columns = ResultColumns(
            offsets: [-5, .max, .min], labelIndices: [7, -1, 0], confidences: [0.5, 0.5, .nan, 0.5],
            labels: [Array("a".utf8)], errors: [nil, nil, nil])
        #expect(encode(columns) == #"{"predictions":[[{"label":"a","confidence":null}],[],[]],"errors":[]}"#)
    }

    @Test("What is written is read again as it was")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let labels = (0..<5).map { number in
                Array("\(number)".utf8) + (0..<8).map { _ in UInt8.random(in: 0...0x7F, using: &random) }
            }
            let texts = Int.random(in: 0...5, using: &random)
            var columns = ResultColumns(
                offsets: [0], labelIndices: [], confidences: [], labels: labels,
                errors: Array(repeating: nil, count: texts))
            for _ in 0..<texts {
                let confidences = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    Double.random(in: 0...1, using: &random)
                }
                columns.confidences += confidences.sorted(by: >)
                columns.labelIndices += confidences.map { _ in Int32.random(in: 0..<5, using: &random) }
                columns.offsets.append(Int64(columns.confidences.count))
            }
            let answer = try decode(ResultJSON.encode(columns), texts: Array(repeating: "x", count: texts))
            #expect(answer.offsets.map(Int64.init) == columns.offsets)
            #expect(answer.confidences == columns.confidences)
            #expect(answer.labelIndices.map { answer.labels[Int($0)] } == columns.labelIndices.map { labels[Int($0)] })
        }
    }
}

import LabelfCore
import LabelfWire
import Testing

@Suite struct ResultJSONTests {
    /// The outcome of one text: predictions, or an error.
    enum Outcome {
        case predictions([(label: [UInt8], confidence: Double)])
        case error(LabelfError)
    }

    /// A settled result with these outcomes.
    func result(_ outcomes: [Outcome]) -> ClassifyResult {
        var bytes = Array(outcomes.indices.map { "text \($0);" }.joined().utf8)
        return bytes.withUnsafeMutableBytes { memory in
            var start = 0
            let texts = outcomes.indices.map { index in
                let length = "text \(index);".utf8.count
                defer { start += length }
                return Text(UnsafeRawBufferPointer(rebasing: memory[start..<start + length]))
            }
            let plan = Plan(texts: texts, maxCharacters: 100)
            var settled = Outcomes(count: plan.uniques.count)
            for (index, outcome) in outcomes.enumerated() {
                switch outcome {
                case .error(let error): settled.fail(index, with: error)
                case .predictions(let predictions):
                    var answer = Answer()
                    for (place, prediction) in predictions.enumerated() {
                        answer.labels.append(prediction.label)
                        answer.labelIndices.append(Int32(place))
                        answer.confidences.append(prediction.confidence)
                    }
                    answer.offsets.append(Int32(predictions.count))
                    settled.succeed(index, with: answer, UInt64(index), at: 0)
                }
            }
            return ClassifyResult(plan, settled)
        }
    }

    func encode(_ outcomes: [Outcome]) -> String {
        String(decoding: ResultJSON.encode(result(outcomes)), as: UTF8.self)
    }

    @Test func empty() {
        #expect(encode([]) == #"{"predictions":[],"errors":[]}"#)
    }

    @Test func partial() {
        var refused = LabelfError(.refused, "the service said \"no\"\n")
        refused.requestID = "req_7f3a9b2c"
        let odd = Array("a\0\"ö".utf8)
        let json = encode([
            .predictions([(Array("Delivery".utf8), 0.9312), (odd, 1)]), .error(refused),
            .error(LabelfError(.textEmpty, "empty")), .predictions([(odd, 0.1)]),
        ])
        #expect(
            json == #"{"predictions":[[{"label":"Delivery","confidence":0.9312},"#
                + #"{"label":"a\u0000\"ö","confidence":1.0}],null,null,[{"label":"a\u0000\"ö","confidence":0.1}]],"#
                + #""errors":[{"index":1,"code":"LABELF_ERROR_REFUSED","message":"the service said \"no\"\n","#
                + #""request_id":"req_7f3a9b2c"},{"index":2,"code":"LABELF_ERROR_TEXT_EMPTY","message":"empty"}]}"#)
    }

    @Test("Columns that do not fit each other are no harm")
    func inconsistent() {
        let label = Array("a".utf8)
        let settled = result([.predictions([(label, 0.5), (label, 0.5), (label, 0.5)]), .predictions([(label, 0.5)])])
        (settled.offsets[0], settled.offsets[1], settled.offsets[2]) = (-5, .max, .min)
        (settled.labelIndices[0], settled.labelIndices[1], settled.labelIndices[3]) = (7, -1, 9)
        settled.confidences[2] = .nan
        #expect(
            String(decoding: ResultJSON.encode(settled), as: UTF8.self)
                == #"{"predictions":[[{"label":"a","confidence":null}],[]],"errors":[]}"#)
    }

    @Test("What is written is read again as it was")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let labels = (0..<5).map { number in
                Array("\(number)".utf8) + (0..<8).map { _ in UInt8.random(in: 0...0x7F, using: &random) }
            }
            let texts = Int.random(in: 0...5, using: &random)
            let rows = (0..<texts).map { _ in
                (0..<Int.random(in: 0...5, using: &random)).map { _ in Double.random(in: 0...1, using: &random) }
                    .sorted(by: >).map { (label: labels[Int.random(in: 0..<5, using: &random)], confidence: $0) }
            }
            let json = ResultJSON.encode(result(rows.map { .predictions($0) }))
            let answer = try decode(json, texts: Array(repeating: "x", count: texts))
            #expect(answer.offsets.map(Int.init) == rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
            #expect(answer.confidences == rows.flatMap { $0.map(\.confidence) })
            #expect(answer.labelIndices.map { answer.labels[Int($0)] } == rows.flatMap { $0.map(\.label) })
        }
    }
}

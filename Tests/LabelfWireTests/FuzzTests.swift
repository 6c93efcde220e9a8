import LabelfCore
import LabelfWire
import Testing

/// Whatever a server sends, decoding ends with an answer or an error; here nothing may trap.
@Suite struct FuzzTests {
    static let tokens: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "-0",
        "99999999999999999999", "\"label\":", "\"predictions\":", "\"confidence\":null", "\u{0}", " ",
    ]

    /// One to eight changes: a byte flipped, left out, doubled, a token put in, the end cut off, a piece moved.
    static func mutate(_ body: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var body = body
        for _ in 0..<Int.random(in: 1...8, using: &random) where !body.isEmpty {
            let place = Int.random(in: 0..<body.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: body[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: body.remove(at: place)
            case 2: body.insert(body[place], at: place)
            case 3: body.insert(contentsOf: tokens.randomElement(using: &random)!.utf8, at: place)
            case 4: if Int.random(in: 0..<4, using: &random) == 0 { body.removeSubrange(place...) }
            default:
                let end = Int.random(in: place...min(place + 20, body.count), using: &random)
                let piece = Array(body[place..<end])
                body.removeSubrange(place..<end)
                body.insert(contentsOf: piece, at: Int.random(in: 0...body.count, using: &random))
            }
        }
        return body
    }

    @Test("An answer that decodes is always consistent", arguments: [Recorded.current, Recorded.older])
    func answers(body: String) {
        var random = SeededGenerator(seed: 2026)
        var accepted = 0
        for _ in 0..<20_000 {
            let body = Self.mutate(Array(body.utf8), using: &random)
            guard let answer = try? decode(body, texts: Recorded.texts) else { continue }
            accepted += 1
            #expect(answer.texts == 2)
            #expect(answer.offsets == answer.offsets.sorted() && answer.offsets.first == 0)
            #expect(Int(answer.offsets[2]) == answer.confidences.count)
            #expect(answer.labelIndices.count == answer.confidences.count)
            #expect(answer.labelIndices.allSatisfy { answer.labels.indices.contains(Int($0)) })
            #expect(Set(answer.labels).count == answer.labels.count)
            #expect(answer.confidences.allSatisfy { $0.isFinite })
            for text in 0..<2 {
                let range = Int(answer.offsets[text])..<Int(answer.offsets[text + 1])
                #expect(zip(answer.confidences[range], answer.confidences[range].dropFirst()).allSatisfy { $0 >= $1 })
            }
        }
        // Mutants of either kind: the test would prove little if all were refused, or none.
        #expect(accepted > 500 && accepted < 19_500)
    }

    @Test func errors() {
        var random = SeededGenerator(seed: 2027)
        for _ in 0..<20_000 {
            let body = Memory(Self.mutate(Array(Recorded.error.utf8), using: &random))
            let error = ErrorWire.decode(body.bytes, status: 400)
            #expect(error.code.utf8.count <= 128 && error.message.utf8.count <= 1000)
            #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        }
    }

    @Test func noise() {
        var random = SeededGenerator(seed: 2028)
        for _ in 0..<5_000 {
            let body = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            #expect(throws: WireError.self) { try decode(body, texts: ["a"]) }
        }
    }
}

/// The other shapes, as the answers above.
@Suite struct OtherShapesFuzzTests {
    /// How many of many mutants of a body are taken; whatever is taken, `check` has looked at.
    func accepted<Value>(_ body: String, seed: UInt64, _ decode: ([UInt8]) throws -> Value, check: (Value) -> Void)
        -> Int
    {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<10_000 {
            guard let value = try? decode(FuzzTests.mutate(Array(body.utf8), using: &random)) else { continue }
            accepted += 1
            check(value)
        }
        return accepted
    }

    @Test func similarity() {
        let taken = accepted(Recorded.similarity, seed: 1) {
            try SimilarityWireTests.decode($0)
        } check: { answer in
            #expect(answer.offsets == [0, 3, 6])
            #expect(Set(answer.bases[..<3]) == [0, 1, 2] && Set(answer.bases[3...]) == [0, 1, 2])
            #expect(answer.similarities.allSatisfy { (0...1).contains($0) })
        }
        #expect(taken > 100)
    }

    @Test(arguments: [
        (Recorded.models, ListKind.models), (Recorded.datasets, .datasets), (Recorded.records, .records),
    ])
    func lists(body: String, kind: ListKind) {
        let taken = accepted(body, seed: 2) {
            try ListWireTests.decode($0, kind)
        } check: { page in
            #expect(page.offset >= 0 && page.limit >= 0 && page.total ?? -1 >= 0)
            for item in page.items {
                #expect(item.json.first == UInt8(ascii: "{") && item.json.last == UInt8(ascii: "}"))
                #expect(item.id != [])
            }
        }
        #expect(taken > 100)
    }

    @Test("An item's JSON is read again as the same item")
    func itemsAgain() {
        _ = accepted(Recorded.datasets, seed: 3) {
            try ListWireTests.decode($0, .datasets)
        } check: { page in
            for item in page.items {
                let memory = Memory(item.json)
                #expect((try? ListWire.decodeDataset(memory.bytes)) == item)
            }
        }
    }

    @Test func models() {
        #expect(accepted(Recorded.model, seed: 4, { try ModelWireTests.decode($0) }, check: { _ in }) > 100)
    }

    @Test func tokens() {
        let taken = accepted(Recorded.token, seed: 5) {
            try TokenWireTests.decode($0)
        } check: { grant in
            #expect(grant.token.secret.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
        #expect(taken > 100)
    }

    @Test func documents() {
        let taken = accepted(Recorded.document, seed: 7) { document in
            let memory = Memory(document)
            defer { withExtendedLifetime(memory) {} }
            return try ClassifyDocument.parse(memory.bytes)
        } check: { document in
            #expect(!document.texts.isEmpty && document.maxPredictions >= 0)
        }
        #expect(taken > 100)
    }
}

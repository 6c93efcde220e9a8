import LabelfCore
import Testing

@Suite struct TextCheckTests {
    func fault(_ bytes: [UInt8], max: Int = 10_000) -> TextFault? {
        bytes.withUnsafeBytes { TextCheck.fault(in: Text($0), maxCharacters: max) }
    }

    func fault(_ string: String, max: Int = 10_000) -> TextFault? {
        fault(Array(string.utf8), max: max)
    }

    @Test func empty() {
        #expect(fault("") == .empty)
        #expect(TextCheck.fault(in: Text(UnsafeRawBufferPointer(start: nil, count: 0)), maxCharacters: 1) == .empty)
        #expect(fault(" ") == nil)
        #expect(fault("\0") == nil)
    }

    @Test("Code points are counted, and all of them", arguments: ["x", "é", "縦", "🐎"])
    func length(character: String) {
        for count in [1, 7, 8, 9, 15, 16, 17, 100] {
            let text = String(repeating: character, count: count)
            #expect(fault(text, max: count) == nil)
            #expect(fault(text, max: count - 1) == .tooLong(characters: count, limit: count - 1))
            #expect(fault(text, max: 0) == .tooLong(characters: count, limit: 0))
        }
        #expect(fault("e\u{301}", max: 1) == .tooLong(characters: 2, limit: 1))
    }

    @Test(
        "The first and the last of what is well-formed, and their neighbours",
        arguments: [
            ([0x7F], nil), ([0x80], 0), ([0xBF], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xC2, 0x80], nil),
            ([0xDF, 0xBF], nil), ([0xC2], 0), ([0xC2, 0x7F], 0), ([0xC2, 0xC0], 0), ([0xE0, 0x9F, 0xBF], 0),
            ([0xE0, 0xA0, 0x80], nil), ([0xE0, 0xA0], 0), ([0xED, 0x9F, 0xBF], nil), ([0xED, 0xA0, 0x80], 0),
            ([0xED, 0xBF, 0xBF], 0), ([0xEE, 0x80, 0x80], nil), ([0xEF, 0xBF, 0xBF], nil),
            ([0xF0, 0x8F, 0xBF, 0xBF], 0),
            ([0xF0, 0x90, 0x80, 0x80], nil), ([0xF0, 0x90, 0x80], 0), ([0xF4, 0x8F, 0xBF, 0xBF], nil),
            ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xFF], 0),
            ([0x61, 0xC3, 0xA4, 0xE2, 0x82], 3),
        ] as [([UInt8], Int?)])
    func boundaries(bytes: [UInt8], offset: Int?) {
        let expected = offset.map { TextFault.encoding(offset: $0) }
        #expect(fault(bytes) == expected)
        // The same at every distance from the eight bytes that are looked at together.
        for shift in 1...17 {
            let shifted = [UInt8](repeating: 0x61, count: shift) + bytes
            #expect(fault(shifted + [0x62]) == offset.map { .encoding(offset: $0 + shift) })
            #expect(fault(shifted) == offset.map { .encoding(offset: $0 + shift) })
        }
    }

    @Test("Not UTF-8 wins over too long")
    func precedence() {
        #expect(fault(Array(repeating: 0x61, count: 50) + [0xFF], max: 10) == .encoding(offset: 50))
    }

    @Test("Agrees with the standard library on mutated text")
    func mutants() {
        var random = SeededGenerator(seed: 3)
        let sample = Array("Jag vill säga upp mitt abonnemang, 私の荷物はどこですか 🐎🐎 abcdefghijklmnopqrstuvwxyz".utf8)
        var valid = 0
        for _ in 0..<30_000 {
            let start = Int.random(in: 0..<sample.count, using: &random)
            var bytes = Array(sample[start..<Int.random(in: start...sample.count, using: &random)])
            for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let string = String(validating: bytes, as: UTF8.self)
            switch fault(bytes, max: 20) {
            case nil:
                valid += 1
                #expect((1...20).contains(string?.unicodeScalars.count ?? 0))
            case .empty: #expect(bytes.isEmpty)
            case .tooLong(let characters, let limit):
                #expect(limit == 20 && string?.unicodeScalars.count == characters && characters > 20)
            case .encoding(let offset):
                #expect(string == nil)
                #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil)
                for end in offset..<min(offset + 4, bytes.count) {
                    #expect(String(validating: bytes[...end], as: UTF8.self) == nil)
                }
            }
        }
        #expect(valid > 1_000)
    }

    @Test func errors() {
        #expect(TextFault.empty.error.status == .textEmpty)
        #expect(TextFault.tooLong(characters: 12_000, limit: 10_000).error.status == .textTooLong)
        #expect(TextFault.tooLong(characters: 12_000, limit: 10_000).error.message.contains("12000"))
        #expect(TextFault.encoding(offset: 17).error.status == .textEncoding)
        #expect(TextFault.encoding(offset: 17).error.message.contains("byte 17"))
    }
}

import LabelfCore
import Testing

@testable import LabelfWire

@Suite struct SimilarityJSONTests {
    /// Three base texts by two compared ones, of which the second is bad; the first has two matches.
    func result() throws -> SimilarityResult {
        try withTexts(["one", "two", ""]) { base in
            try withTexts(["three", ""]) { compared in
                let plan = try SimilarityPlan.make(
                    base: Plan(texts: base, maxCharacters: 10), compared: Plan(texts: compared, maxCharacters: 10),
                    topN: 0, maxBytes: 1 << 20)
                let tile = try #require(plan.next())
                var answer = SimilarityAnswer()
                answer.bases = [0, 1]
                answer.similarities = [0.1, 1]
                answer.offsets.append(2)
                plan.answered(tile, answer)
                #expect(!plan.prepare() && plan.isDone)
                return SimilarityResult(plan)
            }
        }
    }

    func withTexts<Result>(_ strings: [String], _ body: ([Text]) throws -> Result) rethrows -> Result {
        let bytes = strings.map { Array($0.utf8) }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_000, alignment: 1)
        defer { memory.deallocate() }
        var texts: [Text] = []
        var offset = 0
        for string in bytes {
            for (index, byte) in string.enumerated() { memory[offset + index] = byte }
            texts.append(Text(UnsafeRawBufferPointer(rebasing: memory[offset..<offset + string.count])))
            offset += string.count
        }
        return try body(texts)
    }

    func encode(_ result: SimilarityResult, _ bases: [String], _ compared: [String]) -> String {
        String(
            decoding: SimilarityJSON.encode(
                result, baseIDs: bases.map { Array($0.utf8) }, comparedIDs: compared.map { Array($0.utf8) }),
            as: UTF8.self)
    }

    @Test("Without ids a text is its index; an error stands where the matches would")
    func indices() throws {
        let text = encode(try result(), [], [])
        #expect(text.hasPrefix(#"{"0":[{"id":"1","similarity":1.0},{"id":"0","similarity":0.1}],"1":{"code":"#))
        #expect(text.contains(#""LABELF_ERROR_TEXT_EMPTY","message":""#) && text.hasSuffix(#""}}"#))
    }

    @Test("Ids are escaped, and those that are missing are indices")
    func ids() throws {
        let text = encode(try result(), ["b\"1"], ["ö", "\n"])
        #expect(text.hasPrefix(#"{"ö":[{"id":"1","similarity":1.0},{"id":"b\"1","similarity":0.1}],"\n":{"code":"#))
    }
}

@Suite struct SimilarityDocumentTests {
    func parse(_ document: String) throws -> SimilarityDocument {
        var document = document
        return try document.withUTF8 { try SimilarityDocument.parse(UnsafeRawBufferPointer($0)) }
    }

    func fault(_ document: String) -> String {
        do {
            _ = try parse(document)
            return ""
        } catch {
            return (error as? LabelfError)?.message ?? ""
        }
    }

    @Test func everything() throws {
        let document = try parse(
            #"{"top_n":3,"base_texts":{"b":"one","a":""},"compare_to_texts":{"":"tv\u00e5","1":"x"},"more":null}"#)
        #expect(document.topN == 3)
        #expect(document.base.ids.map { String(decoding: $0, as: UTF8.self) } == ["b", "a"])
        #expect(document.compared.ids.map { String(decoding: $0, as: UTF8.self) } == ["", "1"])
        #expect(document.base.texts.map(\.count) == [3, 0])
        #expect(document.compared.texts.map(\.count) == [4, 1])
        #expect(try parse(#"{"base_texts":{"1":"x"},"compare_to_texts":{"1":"x"},"top_n":null}"#).topN == 0)
    }

    @Test(
        "What is wrong is named",
        arguments: [
            ("{", "cannot be read"), ("[]", "base_texts"), (#"{"base_texts":{"1":"x"}}"#, "compare_to_texts"),
            (#"{"base_texts":["x"],"compare_to_texts":{"1":"x"}}"#, "base_texts"),
            (#"{"base_texts":{"1":null},"compare_to_texts":{"1":"x"}}"#, "strings"),
            (#"{"base_texts":{"1":"x"},"compare_to_texts":{}}"#, "compare_to_texts"),
            (#"{"base_texts":{"1":"x"},"compare_to_texts":{"1":"x"},"top_n":0}"#, "top_n"),
            (#"{"base_texts":{"1":"x"},"compare_to_texts":{"1":"x"},"top_n":1.5}"#, "top_n"),
            (#"{"base_texts":{"1":"x"},"compare_to_texts":{"1":"x"},"more":1}"#, "more"),
        ])
    func faults(document: String, names: String) {
        #expect(fault(document).contains(names))
    }
}

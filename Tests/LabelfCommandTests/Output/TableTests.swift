import Testing

@testable import LabelfCommand

struct TableTests {
    @Test func columnsAreAsWideAsTheFirstLines() {
        var table = Table(["id", "name"], columns: 80)
        #expect(table.add(["1", "Contact reason"]) == "")
        #expect(table.add(["20", "a\nb\u{1B}[2J"]) == "")
        #expect(table.finish() == "ID  NAME\n1   Contact reason\n20  a b [2J\n")
        #expect(table.add(["3", "Longer than the others are"]) == "3   Longer than t…\n")
        #expect(table.finish() == "")
    }

    @Test func aTableWithoutLinesHasItsNames() {
        var table = Table(["id"], columns: 80)
        #expect(table.finish() == "ID\n")
    }

    @Test func manyLinesAreWrittenAsTheyCome() {
        var table = Table(["n"], columns: 80)
        let first = (0..<100).map { table.add([String($0)]) }
        #expect(first.dropLast().allSatisfy { $0.isEmpty })
        #expect(first.last?.hasPrefix("N\n0\n1\n") == true)
        #expect(table.add(["7"]) == "7\n")
    }

    @Test func theWidestColumnsGiveWay() {
        #expect(Table.fit([10, 100, 50], into: 80) == [10, 33, 33])
        #expect(Table.fit([36, 30, 30], into: 60, keeping: 0) == [36, 10, 10])
        #expect(Table.fit([36, 30, 30], into: 20, keeping: 0) == [36, 8, 8])
    }

    @Test func keysAreNotShown() {
        #expect(KeyShape("lbl_sk_12345678") == KeyShape("lbl_sk_abcdefgh"))
        #expect(KeyShape("lbl_sk_12345678").description == "lbl_sk_ and 8 more characters")
        #expect(KeyShape("eyJhbGciOi.x.y").isGood)
        #expect(!KeyShape("secret-of-mine").isGood)
        #expect(!KeyShape("secret-of-mine").description.contains("secret"))
    }

    @Test func fieldsInTheirOrder() {
        #expect(JSONText.fields(of: [UInt8]("{\"text\":\"x\",\"b\":1,\"a\":null}")) == ["text", "b", "a"])
        #expect(JSONText.fields(of: [UInt8]("[1]")) == [])
        #expect(JSONText.fields(of: [UInt8]("{")) == [])
    }
}

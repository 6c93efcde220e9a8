import Testing

@testable import LabelfCommand

struct ReaderTests {
    @Test func textIsALineARow() throws {
        let rows = try read(TextReader(carry: .id(nil)), "one\n\n{\"text\":1}\n")
        #expect(rows == [ReadRow(text: "one"), ReadRow(text: ""), ReadRow(text: "{\"text\":1}")])
    }

    @Test func textCarriesItselfIntoCSV() throws {
        #expect(
            try read(TextReader(carry: .columns(delimiter: 44)), "say \"so\"\n").first?.carried == "\"say \"\"so\"\"\"")
    }

    @Test(arguments: [1, 5, 1_000]) func jsonHasATextAndAnIDOfAnyKind(piece: Int) throws {
        let input = """
            {"id":7,"text":"one"}

            {"text":"caf\\u00e9 \\u0000.","id":"a\\"b","more":[1,{"text":"no"}]}
              "a string"
            {"text":"","id":{"a":[1.5,null]}}
            """
        let rows = try read(JSONLinesReader(textField: "text", idField: "id", carry: .id("id")), input, piece: piece)
        #expect(
            rows == [
                ReadRow(text: "one", carried: "7"), ReadRow(text: "café \0.", carried: "\"a\\\"b\""),
                ReadRow(text: "a string", carried: "null"), ReadRow(text: "", carried: "{\"a\":[1.5,null]}"),
            ])
    }

    @Test func jsonWithoutATextIsAProblemOfItsRow() throws {
        let input = "\"x\"\n{\"id\":1}\n{\"text\":2,\"id\":2}\n[\"x\"]\n{\"text\":\"x\"\n\"\u{1}\"\n"
        let rows = try read(JSONLinesReader(textField: "text", idField: "id", carry: .id("id")), input)
        #expect(rows.map(\.carried) == ["null", "1", "2", "null", "null", "null"])
        #expect(rows[0].problem == nil)
        #expect(rows[1].problem == "line 2 has no string in the field \"text\"")
        #expect(rows[2].problem == "line 3 has no string in the field \"text\"")
        #expect(rows[3].problem == "line 4 is neither a JSON object nor a string")
        #expect(rows[4].problem?.hasPrefix("line 5 is not JSON: ") == true)
        #expect(rows[5].problem?.hasPrefix("line 6 is not JSON: ") == true)
    }

    @Test func jsonThatNeverHasTheFieldEndsTheRun() {
        #expect(throws: CommandFailure.self) {
            try read(JSONLinesReader(textField: "body", idField: nil, carry: .id(nil)), "{\"text\":\"x\",\"id\":1}\n")
        }
    }

    @Test func jsonIntoCSVHasTheIDAndTheText() throws {
        let reader = JSONLinesReader(textField: "text", idField: "id", carry: .columns(delimiter: 44))
        let rows = try read(reader, "{\"text\":\"a,b\",\"id\":\"x\"}\n{\"text\":\"c\",\"id\":3}\n")
        #expect(rows.map(\.carried) == ["\"x\",\"a,b\"", "\"3\",\"c\""])
        #expect(reader.columnNames == ["id", "text"])
    }

    @Test func jsonKeepsAnIDAsItIsWritten() throws {
        let input = """
            {"text":"x","id":12345678901234567890.10,"a":{"id":1}}
            {"id":1,"text":"x","i\\u0064" : [1, {"id":"}\\""}] }
            {"text":"x","id":-0}
            """
        let rows = try read(JSONLinesReader(textField: "text", idField: "id", carry: .id("id")), input)
        #expect(rows.map(\.carried) == ["12345678901234567890.10", "[1, {\"id\":\"}\\\"\"}]", "-0"])
    }

    private func csv(_ input: String, piece: Int = 7, delimiter: UInt8 = 44) throws -> [ReadRow] {
        try read(
            CSVReader(textField: "text", idField: "id", carry: .id("id"), delimiter: delimiter), input, piece: piece)
    }

    @Test(arguments: [1, 2, 3, 1_000]) func csvByTheBook(piece: Int) throws {
        let input = "\u{FEFF}\"id\",\"text\"\r\n1,\"a \"\"b\"\", c\r\nd\"\r\n\r\n 2 , e \r\n3,"
        let rows = try csv(input, piece: piece)
        #expect(
            rows == [
                ReadRow(text: "a \"b\", c\r\nd", carried: "\"1\""), ReadRow(text: " e ", carried: "\" 2 \""),
                ReadRow(text: "", carried: "\"3\""),
            ])
    }

    @Test func csvWithOtherDelimiters() throws {
        #expect(try csv("text;id\na,b;1\n", delimiter: 59) == [ReadRow(text: "a,b", carried: "\"1\"")])
        #expect(try csv("text\tid\na,b\t1\n", delimiter: 9) == [ReadRow(text: "a,b", carried: "\"1\"")])
    }

    @Test func csvThatIsTooShortOrTooLongIsAProblemOfItsRow() throws {
        let rows = try csv("id,text\n1\n2,b,c\n3,d\n4,\"e\n")
        #expect(rows.map(\.carried) == ["\"1\"", "\"2\"", "\"3\"", "\"4\""])
        #expect(rows[0].problem == "the row has no column \"text\"")
        #expect(rows[1].problem == "the row has 3 columns, and the first row 2")
        #expect(rows[2].problem == nil)
        #expect(rows[3].problem == "a quote that is opened in this row is not closed")
    }

    @Test func csvWithoutItsColumnsEndsTheRun() {
        let columns = CommandFailure(
            .usage, "the input has no column \"text\"",
            fix: "Name the column with the text by --text-field; there are: id, body")
        #expect(throws: columns) { try csv("id,body\n1,x\n") }
        #expect(throws: CommandFailure.self) { try csv("text,nr\n1,x\n") }
        #expect(throws: CommandFailure.self) { try csv("") }
    }

    @Test func csvWhoseQuoteSwallowsTheRestEndsTheRun() {
        let input = "id,text\n1,\"" + String(repeating: "x", count: largestRow + 1)
        #expect(throws: CommandFailure.self) { try csv(input, piece: 65_536) }
    }

    @Test(arguments: [1_000, 65_536, 3 << 20]) func csvThatIsTooLargeIsAProblemOfItsRow(piece: Int) throws {
        for (extra, isLarge) in [(0, false), (1, true), (largestRow, true)] {
            let text = String(repeating: "x", count: largestRow - 1 + extra)
            for quote in ["", "\""] {
                let rows = try csv("id,text\n1,\(quote)\(text)\(quote)\n2,b\n", piece: piece)
                #expect(rows.map(\.carried) == ["\"1\"", "\"2\""])
                #expect(rows.map { $0.problem != nil } == [isLarge, false])
            }
        }
    }

    @Test func csvCarriesItsColumns() throws {
        let reader = CSVReader(textField: "text", idField: nil, carry: .columns(delimiter: 44), delimiter: 44)
        let rows = try read(reader, "nr,text,\"a \"\"b\"\"\"\n1,\"x\ny\"\n2,z,3\n")
        #expect(rows.map(\.carried) == ["\"1\",\"x\ny\",\"\"", "\"2\",\"z\",\"3\""])
        #expect(reader.columnNames == ["nr", "text", "a \"b\""])
    }
}

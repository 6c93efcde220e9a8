import LabelfCore
import LabelfWire
import Testing

@Suite struct ItemReaderTests {
    static let json = #"""
        {"id":9007199254740993,"name":"S\u00e4lj","nul":"a\u0000b","accuracy":0.5,"rows":-12,"huge":92233720368547758070,\#
        "least":-9223372036854775808,"none":null,"k\u00f6n":4.50,"labels":["b",{"name":"c"},7],"on":true}
        """#
    let reader = ItemReader(ListItem(json: Array(json.utf8), id: nil))

    func string(_ text: ItemReader.Text?) -> String? {
        text.map { text in
            #expect(text.start[text.length] == 0, "it ends in NUL")
            return String(decoding: UnsafeRawBufferPointer(start: text.start, count: text.length), as: UTF8.self)
        }
    }

    @Test("Strings are as they are, anything else is as it is written")
    func texts() {
        #expect(string(reader.json) == Self.json)
        #expect(string(reader.text("name")) == "Sälj")
        #expect(string(reader.text("nul")) == "a\0b")
        #expect(string(reader.text("id")) == "9007199254740993")
        #expect(string(reader.text("kön")) == "4.50")
        #expect(string(reader.text("labels")) == #"["b",{"name":"c"},7]"#)
        #expect(string(reader.text("on")) == "true")
        #expect(reader.text("none") == nil && reader.text("nobody") == nil && reader.text("") == nil)
    }

    @Test("What is asked for twice lies where it lay")
    func addresses() {
        #expect(reader.text("id")?.start == reader.text("id")?.start)
        #expect(reader.text("id")?.start != reader.text("rows")?.start)
    }

    @Test func numbers() {
        #expect(reader.integer("id") == 9_007_199_254_740_993)
        #expect(reader.integer("rows") == -12 && reader.integer("least") == .min)
        #expect(reader.integer("huge") == nil && reader.integer("accuracy") == nil && reader.integer("name") == nil)
        #expect(reader.number("accuracy") == 0.5 && reader.number("rows") == -12 && reader.number("name") == nil)
    }

    @Test func elements() {
        #expect(reader.elements("labels") == 3 && reader.elements("name") == 0 && reader.elements("nobody") == 0)
        #expect(string(reader.element("labels", 0)) == "b" && string(reader.element("labels", 1)) == "c")
        #expect(reader.element("labels", 2) == nil && reader.element("labels", 3) == nil)
        #expect(reader.element("labels", -1) == nil && reader.element("name", 0) == nil)
    }
}

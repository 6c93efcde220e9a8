import Testing

@testable import LabelfCommand

struct LineSplitterTests {
    private func lines(_ input: [UInt8], piece: Int) -> [String] {
        var splitter = LineSplitter()
        var lines: [String] = []
        var start = 0
        while start < input.count {
            let end = min(start + piece, input.count)
            input[start..<end].withUnsafeBytes { bytes in
                splitter.feed(bytes) { lines.append($1 ? "overlong" : Array($0).text) }
            }
            start = end
        }
        splitter.finish { lines.append($1 ? "overlong" : Array($0).text) }
        return lines
    }

    @Test(arguments: 1...12) func cutsAnywhere(piece: Int) {
        let input = [UInt8]("one\ntwo\r\n\n\rthree \r\nlast")
        #expect(lines(input, piece: piece) == ["one", "two", "", "\rthree ", "last"])
    }

    @Test func anEndOfLineAtTheEndIsNoLine() {
        #expect(lines([UInt8]("one\n"), piece: 64) == ["one"])
        #expect(lines([], piece: 64) == [])
    }

    @Test(arguments: [1, 2, 3, 64]) func leavesAByteOrderMarkOut(piece: Int) {
        #expect(lines(byteOrderMark + [UInt8]("one\n") + byteOrderMark, piece: piece) == ["one", "\u{FEFF}"])
    }

    @Test(arguments: [1_000, 65_536, 3 << 20]) func throwsTheRestOfAnOverlongLineAway(piece: Int) {
        let most = [UInt8](repeating: 120, count: largestRow)
        let input = [UInt8]("a\n") + most + [UInt8]("\n") + most + [UInt8]("x\nb\n") + most + [120]
        let lines = lines(input, piece: piece)
        #expect(lines.count == 5)
        #expect(lines[1].utf8.count == largestRow)
        #expect([lines[0], lines[2], lines[3], lines[4]] == ["a", "overlong", "b", "overlong"])
    }
}

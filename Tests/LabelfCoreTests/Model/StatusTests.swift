import Foundation
import LabelfCore
import Testing

@Suite struct StatusTests {
    @Test("Every status has the name and the number that labelf.h gives it")
    func header() throws {
        let root = (1...4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let header = try String(contentsOf: root.appending(path: "include/labelf.h"), encoding: .utf8)
        let matches = header.matches(of: /^ {4}(LABELF_[A-Z_]+) = (\d+)/.anchorsMatchLineEndings())
        var found = 0
        for match in matches where !match.1.hasPrefix("LABELF_LANE") && !match.1.hasPrefix("LABELF_PACING") {
            let status = Status(rawValue: try #require(Int32(match.2)))
            #expect(status?.name.description == String(match.1))
            found += 1
        }
        #expect(found == 34)
    }
}

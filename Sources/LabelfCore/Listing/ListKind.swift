/// What can be listed (API document, "Endpoints"), which says what its items have.
package enum ListKind: Equatable, Sendable {
    case models
    case datasets
    case records
    /// An endpoint that is documented nowhere: its pages are like the others', and nothing is known of its items.
    case other

    /// Where the lists are, below the base URL. The path of a dataset's records, which is the dataset's with something behind
    /// it, is not documented in public: it is here and nowhere else.
    package static let modelsPath: StaticString = "/models"
    package static let datasetsPath: StaticString = "/datasets"
    package static let recordsPart: StaticString = "/records"

    /// By the path of the list below the base URL, with or without a query.
    package init(path: [UInt8]) {
        let end = path.firstIndex(of: UInt8(ascii: "?")) ?? path.endIndex
        let path = path[..<end]
        let records = Self.recordsPart
        let slash = UInt8(ascii: "/")
        if Self.modelsPath.starts(path, isWhole: true) {
            self = .models
        } else if Self.datasetsPath.starts(path, isWhole: true) {
            self = .datasets
        } else if Self.datasetsPath.starts(path), path.dropFirst(Self.datasetsPath.utf8CodeUnitCount).first == slash,
            records.starts(path.suffix(records.utf8CodeUnitCount), isWhole: true), Self.segments(of: path) == 3
        {
            self = .records
        } else {
            self = .other
        }
    }

    /// Slashes, which are as many as there are parts after them.
    private static func segments(of path: ArraySlice<UInt8>) -> Int {
        var count = 0
        for byte in path where byte == UInt8(ascii: "/") { count += 1 }
        return count
    }
}

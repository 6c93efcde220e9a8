/// Lines in columns, for a person. The first lines decide how wide the columns are; what does not fit is cut.
struct Table {
    private let names: [String]
    private let columns: Int
    private var waiting: [[String]] = []
    private var widths: [Int]?

    /// This many lines are looked at before the first one is written.
    private static let looked = 100

    /// `columns` are those of the terminal.
    init(_ names: [String], columns: Int) {
        self.names = names
        self.columns = columns
    }

    /// Adds a line, and gives back what can be written.
    mutating func add(_ cells: [String]) -> String {
        let cells = cells.map(Self.flat)
        if widths != nil { return line(cells) }
        waiting.append(cells)
        return waiting.count >= Self.looked ? finish() : ""
    }

    /// What has not been written yet.
    mutating func finish() -> String {
        if widths != nil { return "" }
        let own = names.indices.map { place in
            ([names] + waiting).map { $0[place].count }.max() ?? 0
        }
        // An id is there to be copied.
        widths = Self.fit(own, into: columns, keeping: names.firstIndex(of: "id"))
        defer { waiting = [] }
        return ([names.map { $0.uppercased() }] + waiting).map(line).joined()
    }

    /// Takes from the widest columns what there is too much.
    static func fit(_ widths: [Int], into columns: Int, keeping kept: Int? = nil) -> [Int] {
        var widths = widths
        let gaps = 2 * (widths.count - 1)
        let places = widths.indices.filter { $0 != kept }
        while widths.reduce(gaps, +) > columns, let widest = places.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 8
        {
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String]) -> String {
        guard let widths else { return "" }
        var line = ""
        for (place, cell) in cells.enumerated() {
            let cut = cell.count > widths[place] ? cell.prefix(max(widths[place] - 1, 0)) + "…" : cell[...]
            line += cut
            if place < cells.count - 1 { line += String(repeating: " ", count: widths[place] - cut.count + 2) }
        }
        return line + "\n"
    }

    /// In one line, and without what a terminal would take for an order.
    private static func flat(_ cell: String) -> String {
        String(
            String.UnicodeScalarView(cell.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

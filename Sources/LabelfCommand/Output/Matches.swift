import CLabelf

/// A compared text's matches, with the rows that they are.
struct Matches {
    private let columns: labelf_match_columns
    private let places: Range<Int>
    private let baseRows: [Int]
    private let base: RowTable

    init(_ columns: labelf_match_columns, of text: Int, baseRows: [Int], base: RowTable) {
        self.columns = columns
        places = Int(columns.offsets[text])..<Int(columns.offsets[text + 1])
        self.baseRows = baseRows
        self.base = base
    }

    /// Calls `take` with the row, its id as JSON (empty for none) and the similarity, the most similar first.
    func visit(_ take: (Int, ArraySlice<UInt8>, Double) -> Void) {
        for place in places {
            let row = baseRows[Int(columns.base_indices[place])]
            take(row, base.carried(row), columns.similarities[place])
        }
    }
}

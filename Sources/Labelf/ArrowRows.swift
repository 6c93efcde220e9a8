internal import CLabelf

/// What Arrow is shown of a result: rows that have any number of entries each, an entry being a place and a value.
class ArrowRows {
    /// The columns; those of a comparison have its base texts for labels, and no names of labels.
    var columns: labelf_columns { labelf_columns() }
    var names: ArrowNames { .predictions }

    /// The message of a text's error; nil if it has none.
    func message(of index: Int) -> CString? { nil }
}

/// What the columns of Arrow are called.
struct ArrowNames {
    let entries: StaticString
    let place: StaticString
    let value: StaticString
    /// Whether places are those of labels.
    let hasLabels: Bool

    static let predictions = ArrowNames(entries: "predictions", place: "label", value: "confidence", hasLabels: true)
    static let matches = ArrowNames(entries: "matches", place: "base", value: "similarity", hasLabels: false)
}

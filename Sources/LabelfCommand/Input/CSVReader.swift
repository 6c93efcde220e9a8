import CCsv

/// Comma-separated values by libcsv; the first row has the names of the columns. Blank lines are no rows.
final class CSVReader: RowReader {
    /// nil for the last column.
    private let textField: String?
    private let idField: String?
    private let carry: Carry
    private let parser: UnsafeMutablePointer<csv_parser>
    /// The row that is being read: its fields one after another, and where each ends.
    private var fields: [UInt8] = []
    private var ends: [Int] = []
    private var names: [String]?
    /// Whether the row is larger than `largestRow`. What is too much of it is thrown away.
    private var isOverlong = false
    private var textPlace = 0
    private var idPlace: Int?
    private var row = 0
    /// The input's first bytes, as long as they may be a byte order mark.
    private var beginning: [UInt8]? = []
    private var failure: CommandFailure?
    private var chunks: ChunkBuilder?

    init(textField: String?, idField: String?, carry: Carry, delimiter: UInt8) {
        self.textField = textField
        self.idField = idField
        self.carry = carry
        parser = .allocate(capacity: 1)
        csv_init(parser, 0)
        csv_set_delim(parser, delimiter)
        shim_csv_keep_blanks(parser)
    }

    deinit {
        csv_free(parser)
        parser.deallocate()
    }

    var columnNames: [String]? { names }

    func feed(_ bytes: UnsafeRawBufferPointer, into chunks: ChunkBuilder) throws(CommandFailure) {
        guard var first = beginning else { return try parse(bytes, into: chunks) }
        first.append(contentsOf: bytes)
        beginning = first
        if first.count >= byteOrderMark.count { try begin(into: chunks) }
    }

    /// The first bytes are there, or will not come: leaves the byte order mark out.
    private func begin(into chunks: ChunkBuilder) throws(CommandFailure) {
        guard var first = beginning else { return }
        beginning = nil
        if first.starts(with: byteOrderMark) { first.removeFirst(byteOrderMark.count) }
        var caught: CommandFailure?
        first.withUnsafeBytes { bytes in
            do throws(CommandFailure) { try parse(bytes, into: chunks) } catch { caught = error }
        }
        if let caught { throw caught }
    }

    private func parse(_ bytes: UnsafeRawBufferPointer, into chunks: ChunkBuilder) throws(CommandFailure) {
        self.chunks = chunks
        defer { self.chunks = nil }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let done = csv_parse(parser, bytes.baseAddress, bytes.count, Self.takeField, Self.takeRow, context)
        if let failure { throw failure }
        guard done == bytes.count else {
            throw CommandFailure(.usage, "\(place) cannot be read: \(String(cString: csv_strerror(csv_error(parser))))")
        }
        // The last byte may be a quote, which is none of the field's.
        if fields.count + parser.pointee.entry_pos > largestRow + 1 { isOverlong = true }
        if isOverlong, names == nil { throw overlong }
        if isOverlong { shim_csv_forget(parser) }
    }

    private var overlong: CommandFailure {
        CommandFailure(
            .usage, "\(place) is larger than \(largestRow) bytes",
            fix: "A quote that is opened and not closed may be why")
    }

    func finish(into chunks: ChunkBuilder) throws(CommandFailure) {
        try begin(into: chunks)
        self.chunks = chunks
        defer { self.chunks = nil }
        let context = Unmanaged.passUnretained(self).toOpaque()
        // Only the end is strict: a quote amid a field stands for itself.
        csv_set_opts(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
        if csv_fini(parser, Self.takeField, Self.takeRow, context) != 0 {
            if isOverlong { throw overlong }
            addRow(problem: "a quote that is opened in this row is not closed")
        }
        if let failure { throw failure }
        if names == nil {
            throw CommandFailure(.usage, "the input is empty", fix: "Its first row has to have the columns' names")
        }
    }

    private var place: String { names == nil ? "the row with the columns' names" : "row \(row)" }

    private static let takeField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        data, count, context in
        guard let context else { return }
        let reader = Unmanaged<CSVReader>.fromOpaque(context).takeUnretainedValue()
        if reader.fields.count + count > largestRow { reader.isOverlong = true }
        if !reader.isOverlong { reader.fields.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count)) }
        reader.ends.append(reader.fields.count)
    }

    private static let takeRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        guard let context else { return }
        Unmanaged<CSVReader>.fromOpaque(context).takeUnretainedValue().addRow(problem: nil)
    }

    private func addRow(problem: String?) {
        defer {
            fields.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            isOverlong = false
        }
        guard failure == nil, let chunks else { return }
        guard let names else { return readHeader() }
        let problem = problem ?? self.problem(names.count)
        row += 1
        fields.withUnsafeBytes { bytes in
            let carried = self.carried(bytes, columns: names.count)
            let text = UnsafeRawBufferPointer(rebasing: bytes[field(textPlace)])
            carried.withUnsafeBytes { chunks.add(text: text, carried: $0, problem: problem) }
        }
    }

    private func problem(_ expected: Int) -> String? {
        if isOverlong { return "the row is larger than \(largestRow) bytes" }
        if ends.count > expected { return "the row has \(ends.count) columns, and the first row \(expected)" }
        if ends.count <= textPlace { return "the row has no column \"\(textField ?? "")\"" }
        return nil
    }

    private func readHeader() {
        let found = ends.indices.map { Array(fields[field($0)]).text }
        do throws(CommandFailure) {
            textPlace =
                try textField.map { name throws(CommandFailure) in try find(name, "text", found) } ?? found.count - 1
            idPlace = try idField.map { name throws(CommandFailure) in try find(name, "id", found) }
            names = found
        } catch {
            failure = error
        }
    }

    /// Where the one column of this name is.
    private func find(_ name: String, _ option: String, _ found: [String]) throws(CommandFailure) -> Int {
        guard let place = found.firstIndex(of: name) else {
            throw CommandFailure(
                .usage, "the input has no column \"\(name)\"",
                fix: "Name the column with the \(option) by --\(option)-field; there are: \(listed(found))")
        }
        guard found.lastIndex(of: name) == place else {
            throw CommandFailure(
                .usage, "the input has more than one column \"\(name)\"",
                fix: "Rename one of them, or name another by --\(option)-field")
        }
        return place
    }

    /// Where a field is; an empty range for one that the row does not have.
    private func field(_ place: Int) -> Range<Int> {
        guard place < ends.count else { return fields.count..<fields.count }
        return (place == 0 ? 0 : ends[place - 1])..<ends[place]
    }

    private func carried(_ bytes: UnsafeRawBufferPointer, columns count: Int) -> [UInt8] {
        var result: [UInt8] = []
        if let delimiter = carry.delimiter {
            result.reserveCapacity(2 * bytes.count + 3 * count)
            for place in 0..<count {
                if place > 0 { result.append(delimiter) }
                CSVText.append(UnsafeRawBufferPointer(rebasing: bytes[field(place)]), to: &result)
            }
        } else if let idPlace {
            JSONText.append(string: UnsafeRawBufferPointer(rebasing: bytes[field(idPlace)]), to: &result)
        }
        return result
    }
}

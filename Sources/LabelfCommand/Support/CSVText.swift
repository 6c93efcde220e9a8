import CCsv

/// Writes CSV by libcsv: every field in quotes.
enum CSVText {
    /// Appends one field.
    static func append(_ field: UnsafeRawBufferPointer, to line: inout [UInt8]) {
        let start = line.count
        line.append(contentsOf: repeatElement(0, count: 2 * field.count + 2))
        let written = line.withUnsafeMutableBytes { bytes in
            csv_write(bytes.baseAddress! + start, bytes.count - start, field.baseAddress ?? emptyField, field.count)
        }
        line.removeLast(line.count - start - written)
    }

    static func append(_ field: [UInt8], to line: inout [UInt8]) {
        field.withUnsafeBytes { append($0, to: &line) }
    }

    /// Fields with `delimiter` between them, without an end of line.
    static func row(_ fields: [String], delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var line: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { line.append(delimiter) }
            append([UInt8](field), to: &line)
        }
        return line
    }

    /// csv_write reads nothing at it, but takes no null.
    private static var emptyField: UnsafeRawPointer { UnsafeRawPointer(("" as StaticString).utf8Start) }
}

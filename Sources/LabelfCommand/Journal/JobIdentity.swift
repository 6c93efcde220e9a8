/// What makes two runs the same job: whatever decides what the output holds. The key is not part of it, nor is what only
/// decides how fast it goes.
struct JobIdentity: Equatable {
    /// Names as the user knows them, in an order of their own.
    private(set) var fields: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    static func == (left: JobIdentity, right: JobIdentity) -> Bool {
        left.fields.elementsEqual(right.fields, by: ==)
    }

    /// What is not as it was in `earlier`, for a person to read. Empty if the two are the same.
    func changes(since earlier: JobIdentity) -> [String] {
        var changes: [String] = []
        for (name, value) in fields {
            let before = earlier.fields.first { $0.name == name }?.value ?? ""
            if before != value { changes.append("\(name) was \(Self.shown(before)), now \(Self.shown(value))") }
        }
        for (name, before) in earlier.fields where !fields.contains(where: { $0.name == name }) {
            changes.append("\(name) was \(Self.shown(before)), now not set")
        }
        return changes
    }

    private static func shown(_ value: String) -> String { value.isEmpty ? "not set" : value }

    /// A line for each field, in which a value has no line breaks.
    var lines: [String] {
        fields.map { "job \($0.name)\t\(Self.escaped($0.value))" }
    }

    /// Reads one of `lines`; false if it is none.
    mutating func add(line: Substring) -> Bool {
        guard line.hasPrefix("job "), let tab = line.firstIndex(of: "\t") else { return false }
        let name = line[line.index(line.startIndex, offsetBy: 4)..<tab]
        add(String(name), Self.unescaped(line[line.index(after: tab)...]))
        return true
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private static func unescaped(_ value: Substring) -> String {
        var result = ""
        var scalars = value.unicodeScalars.makeIterator()
        while let character = scalars.next() {
            guard character == "\\" else {
                result.unicodeScalars.append(character)
                continue
            }
            switch scalars.next() {
            case "n": result += "\n"
            case "r": result += "\r"
            case "t": result += "\t"
            case let other?: result.unicodeScalars.append(other)
            case nil: break
            }
        }
        return result
    }
}

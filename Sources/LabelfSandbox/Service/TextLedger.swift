/// Which texts a client has asked about and was charged for, text by text, as far as there is room.
struct TextLedger {
    private var entries: [Entry] = []
    private var indices: [UInt64: Int] = [:]
    private var bytes = 0
    private var isFull = false

    /// A text, the model that was asked about it, and how often.
    private struct Entry {
        var model: Int
        var text: String
        var asked = 0
        var billed = 0
    }

    /// How many texts, and how many bytes of them, there is room for.
    private static let mostTexts = 10_000
    private static let mostBytes = 16 << 20

    /// Notes that the model was asked about a text; `key` stands for both.
    mutating func asked(_ text: String, model: Int, key: UInt64) {
        if let index = indices[key] {
            entries[index].asked += 1
        } else if !isFull {
            bytes += text.utf8.count
            isFull = entries.count + 1 >= Self.mostTexts || bytes >= Self.mostBytes
            indices[key] = entries.count
            entries.append(Entry(model: model, text: text, asked: 1))
        }
    }

    /// Notes that an answer was charged.
    mutating func billed(key: UInt64) {
        guard let index = indices[key] else { return }
        entries[index].billed += 1
    }

    /// Writes the texts in the order in which they were first asked about.
    func write(to writer: inout JSONWriter) {
        writer.array(entries) { writer, entry in
            writer.value([
                "model_id": .integer(entry.model), "text": .string(entry.text), "asked": .integer(entry.asked),
                "billed": .integer(entry.billed),
            ])
        }
    }
}

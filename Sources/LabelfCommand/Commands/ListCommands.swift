import ArgumentParser
import CCommand

/// `labelf models`.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List the models, or show one.", discussion: listDiscussion)

    @Argument(help: "A model's id; all models without it.")
    var id: Int64?

    @OptionGroup var serviceOptions: ServiceOptions

    func run() throws {
        let service = try Service(serviceOptions)
        if let id {
            try show(
                try .model(id, service), ["id", "name", "type", "status", "training_status", "accuracy", "labels"])
        } else {
            try show(try ItemList(.models, service), ["id", "name", "type", "status"])
        }
    }
}

/// `labelf datasets`.
struct DatasetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets", abstract: "List the datasets, or show one.", discussion: listDiscussion)

    @Argument(help: "A dataset's id; all datasets without it.")
    var id: String?

    @OptionGroup var serviceOptions: ServiceOptions

    private static let fields = ["id", "name", "row_count", "text_column", "last_ingested_at"]

    func run() throws {
        let service = try Service(serviceOptions)
        if let id {
            try show(try .dataset(id, service), Self.fields + ["metadata_columns", "created_at", "integration_id"])
        } else {
            try show(try ItemList(.datasets, service), Self.fields)
        }
    }
}

/// `labelf records`.
struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "List the records of a dataset.", discussion: listDiscussion)

    @Argument(help: "The dataset's id.")
    var dataset: String

    @OptionGroup var serviceOptions: ServiceOptions

    func run() throws {
        let service = try Service(serviceOptions)
        try show(try ItemList(.records(dataset: dataset), service), nil)
    }
}

private let listDiscussion =
    "A terminal gets a table, a pipe or a file a JSON line for each, with all that the service says."

/// Writes a list: as a table with these fields, or those of the first item, or as JSON lines.
private func show(_ list: ItemList, _ fields: [String]?) throws(CommandFailure) {
    guard FileDescriptor.standardOutput.isTerminal else {
        var lines: [UInt8] = []
        while let item = try list.next() {
            lines.append(contentsOf: item.json)
            lines.append("\n")
            if lines.count >= 32 << 10 {
                try print(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        return try print(lines)
    }
    guard let first = try list.next() else { return say("labelf: there are none.") }
    let fields = fields ?? JSONText.fields(of: first.json)
    var table = Table(fields, columns: terminalColumns)
    var next: Item? = first
    while let item = next {
        try print([UInt8](table.add(fields.map { item.text($0) })))
        next = try list.next()
    }
    try print([UInt8](table.finish()))
}

/// Writes one item: its fields in lines, or JSON.
private func show(_ item: Item, _ fields: [String]) throws(CommandFailure) {
    guard FileDescriptor.standardOutput.isTerminal else { return try print(item.json + [10]) }
    let width = (fields.map(\.count).max() ?? 0) + 2
    for field in fields where !item.text(field).isEmpty {
        try print([UInt8](field + String(repeating: " ", count: width - field.count) + item.text(field) + "\n"))
    }
}

private var terminalColumns: Int {
    let columns = Int(command_terminal_columns(FileDescriptor.standardOutput.number))
    return columns > 0 ? columns : 80
}

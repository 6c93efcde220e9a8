import ArgumentParser
import CCommand

/// The options of every command that asks the service.
struct ServiceOptions: ParsableArguments {
    @Option(
        name: .customLong("option"),
        help: ArgumentHelp(
            "An option of the library, such as max_connections=16; may be repeated.",
            discussion: "Each can be set by a variable of the environment too: LABELF_MAX_CONNECTIONS.",
            valueName: "key=value"))
    var settings: [Setting] = []

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    /// What an option is set to here or in the environment; nil if it is not.
    func value(of key: String) -> String? {
        if let setting = settings.last(where: { $0.key == key }) { return setting.value }
        let variable = "LABELF_" + key.uppercased()
        return getenv(variable).map { String(cString: $0) }
    }
}

/// `key=value`.
struct Setting: ExpressibleByArgument, Equatable {
    var key: String
    var value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        key = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }
}

import ArgumentParser
import CCommand
import CLabelf

/// `labelf doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that everything is there that classifying needs.",
        discussion: """
            Looks at the configuration and the key, which is never shown, and asks the service once: for the list of \
            models, which costs one request and no text. Ends like any other command: 3 for the key, 5 for the network or \
            the service.
            """)

    @OptionGroup var serviceOptions: ServiceOptions

    func run() throws {
        try line("library", true, "liblabelf \(String(cString: labelf_version()))")
        let service: Service
        do throws(CommandFailure) {
            service = try Service(serviceOptions)
        } catch {
            try line(error.exit == .key ? "key" : "configuration", false, error.message)
            throw error
        }
        try line("configuration", true, configuration)
        let key = serviceOptions.value(of: "api_key").map { KeyShape($0) }
        try line("key", key?.isGood ?? true, key?.description ?? "client id and secret, for access tokens")
        if let problem = insecure { try line("TLS", false, problem) }
        try ask(service)
    }

    /// One round trip, and what it tells.
    private func ask(_ service: Service) throws {
        let start = Instant.now
        var models = 0
        do throws(CommandFailure) {
            let list = try ItemList(.models, pageSize: 2, service)
            if try list.next() != nil { models = Int(list.total ?? 0) }
        } catch {
            try line("round trip", false, error.message)
            throw error
        }
        let milliseconds = Int(Instant.now.seconds(since: start) * 1_000)
        if insecure == nil { try line("TLS", true, isEncrypted ? authorities : "none: plain http to this machine") }
        try line("round trip", true, "\(milliseconds) ms; \(counted(models, "model"))")
        try line("rate limit", true, rate(service.rate))
    }

    private func line(_ name: String, _ isGood: Bool, _ text: String) throws(CommandFailure) {
        let padding = String(repeating: " ", count: max(15 - name.count, 1))
        try print([UInt8]("\(isGood ? "ok" : "!!")  \(name)\(padding)\(text)\n"))
    }

    /// What is set, and where; values that are no secret.
    private var configuration: String {
        var parts = ["service \(baseURL)"]
        let own = serviceOptions.settings.map { "--option \($0.key)" }
        let variables = environmentVariables
        if !variables.isEmpty { parts.append("from the environment \(variables.joined(separator: ", "))") }
        if !own.isEmpty { parts.append("given \(own.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }

    private var environmentVariables: [String] {
        var names: [String] = []
        var place = 0
        while let entry = command_environment(place) {
            let text = String(cString: entry)
            if text.hasPrefix("LABELF_"), let sign = text.firstIndex(of: "=") { names.append(String(text[..<sign])) }
            place += 1
        }
        return names.sorted()
    }

    private var baseURL: String { serviceOptions.value(of: "base_url") ?? "https://api.labelf.ai/v2" }
    private var isEncrypted: Bool { baseURL.lowercased().hasPrefix("https:") }
    private var authorities: String {
        "the certificate is good, by \(serviceOptions.value(of: "ca_file") ?? "the system's authorities")"
    }

    /// Why nobody should send a key like that; nil if it is as it should be.
    private var insecure: String? {
        guard !isEncrypted, serviceOptions.value(of: "allow_insecure_http") == "on" else { return nil }
        return "none, and allow_insecure_http is on: everybody on the way can read the key"
    }

    private func rate(_ rate: labelf_rate) -> String {
        guard rate.limit >= 0 else { return "the service says none" }
        let state =
            switch rate.isPaused {
            case true: "the service asked for a pause of \(clockTime(Double(rate.reset_ms) / 1_000))"
            case false: "\(rate.remaining) could leave at once"
            }
        return "\(rate.limit) requests a minute; \(state)"
    }
}

import ArgumentParser
import FoundationEssentials
import Glibc

/// The command: reads the flags, starts the server, says where it is and waits until it is to stop.
@main struct Sandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labelf-sandbox",
        abstract: "An emulated Labelf workspace to develop and test against.",
        discussion: SandboxHelp.discussion)

    @Option(help: "A key of the workspace; may be repeated. Without one the key is lbl_sk_sandbox.")
    var key: [String] = []

    @Flag(help: "Make up a key instead.")
    var freshKey = false

    @Option(help: "A key that may look at models and datasets, but not classify or compare; may be repeated.")
    var readOnlyKey: [String] = []

    @Option(help: "The client that gets access tokens by HTTP Basic or form fields; needs --client-secret.")
    var clientId: String?

    @Option(help: "The client's secret.")
    var clientSecret: String?

    @Option(help: "How many seconds an access token lives.")
    var tokenLifetime = 3_600

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for a free one.")
    var port = 0

    @Option(help: "Threads that answer.")
    var threads = 1

    @Option(help: "Requests a minute, for all keys together; 0 for no limit and no rate limit headers.")
    var rpm: Int?

    @Option(help: "The plan, if --rpm is not given: starter (60 a minute), growth (300) or enterprise (no limit).")
    var plan: Plan?

    @Option(help: "How the limit works: token-bucket (a sixth of it at once), fixed-window or sliding-window.")
    var limiter = LimiterKind.tokenBucket

    @Option(
        help:
            "How many texts may be classified, each counted once for each model; then 403 QUOTA_EXCEEDED. No quota without it."
    )
    var quota: Int?

    @Option(help: "How long the work takes, in milliseconds: MS, or MIN-MAX.")
    var latency = Latency(range: 20...50)

    @Flag(help: "Answer inference in the older shape, which repeats the texts and has scores.")
    var legacy = false

    @Option(help: "Refuse requests with a text that contains this with 400 INVALID_TEXT; may be repeated.")
    var refuse: [String] = []

    @Option(help: ArgumentHelp("A fault script to start with.", valueName: "file"))
    var faults: String?

    @Option(
        name: .customLong("import"),
        help: ArgumentHelp(
            "A dataset to add: JSON lines, each an object with a \"text\"; may be repeated.", valueName: "file"))
    var imports: [String] = []

    @Option(help: "The most items in a page of a list.")
    var pageLimit = 100

    @Flag(help: "Stop when standard input ends.")
    var exitWithStdin = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard threads >= 1 else { throw ValidationError("--threads is at least 1") }
        guard (rpm ?? 0) >= 0 else { throw ValidationError("--rpm is at least 0") }
        guard (rpm ?? 0) <= TokenBucketLimiter.highestRate else { throw ValidationError("--rpm is too high") }
        guard pageLimit >= 1 else { throw ValidationError("--page-limit is at least 1") }
        guard (quota ?? 0) >= 0 else { throw ValidationError("--quota is at least 0") }
        guard !(key + readOnlyKey).contains(where: { $0.isEmpty || $0.contains(" ") }) else {
            throw ValidationError("--key and --read-only-key are not empty and have no spaces")
        }
        guard Set(key).isDisjoint(with: readOnlyKey) else { throw ValidationError("--read-only-key is also a --key") }
        guard (clientId == nil) == (clientSecret == nil) else {
            throw ValidationError("--client-id and --client-secret go together")
        }
        guard (1...Self.longestLifetime).contains(tokenLifetime) else {
            throw ValidationError("--token-lifetime is from 1 to \(Self.longestLifetime)")
        }
    }

    private static let longestLifetime = 31_536_000

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        var keys = key
        if freshKey { keys.append(Self.makeKey()) }
        if keys.isEmpty { keys = [SandboxConfiguration.defaultKey] }
        let configuration = SandboxConfiguration(
            keys: Set(keys), readOnlyKeys: Set(readOnlyKey), client: client, tokenLifetime: tokenLifetime,
            requestsPerMinute: rpm ?? plan?.requestsPerMinute ?? 0, limiter: limiter, quota: quota,
            latency: latency.range, isLegacy: legacy, refusedSubstrings: refuse, faults: try readFaults(),
            pageLimit: pageLimit, imports: try imports.map(readRecords))
        let stop = StopSignal(orEndOfInput: exitWithStdin)
        let server = try await SandboxServer.start(configuration, host: host, port: port, threads: threads)
        let tokenLine = client == nil ? "" : "token_url \(server.tokenURL)\n"
        print("url \(server.url)\n\(tokenLine)key \(keys[0])")
        fflush(nil)
        await stop.wait()
        await server.stop()
    }

    private var client: ClientCredentials? {
        guard let clientId, let clientSecret else { return nil }
        return ClientCredentials(id: clientId, secret: clientSecret)
    }

    private func readFaults() throws -> [FaultRule] {
        guard let faults else { return [] }
        return try read(faults, option: "--faults", FaultScriptReader.rules)
    }

    private func readRecords(_ file: String) throws -> (name: String, records: [Record]) {
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        return (name, try read(file, option: "--import", Record.records))
    }

    private func read<Content>(
        _ file: String, option: String, _ parse: ([UInt8]) throws -> Content
    ) throws -> Content {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(option) \(file): cannot be read")
        }
        do {
            return try parse(Array(bytes))
        } catch {
            throw ValidationError("\(option) \(file): \(error)")
        }
    }

    private static func makeKey() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "lbl_sk_" + String((0..<32).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }
}

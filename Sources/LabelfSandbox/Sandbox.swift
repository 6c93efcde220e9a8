import ArgumentParser
import Foundation

/// The command: reads the flags, starts the server, says where it is and waits until it is to stop.
@main struct Sandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labelf-sandbox",
        abstract: "An emulated Labelf workspace to develop and test against.",
        discussion: """
            When it is ready it prints two lines to standard output and nothing after them:

              url http://127.0.0.1:PORT/v2
              key lbl_sk_...

            It stops on SIGTERM and SIGINT. Models 1 (contact reason), 2 (sentiment) and 3 (language) answer; \
            4 is archived and 5 is not deployed.

            Without a key: GET and DELETE /sandbox/report (what was requested, granted, refused and billed), \
            POST /sandbox/faults (replaces the fault script) and DELETE /sandbox/faults.

            A fault script is a JSON array of rules: {"match":{"path":"...","text":"..."},"after":N,"nth":N,\
            "every":N,"times":N,"do":{...}}. All but "do" may be left out; the first rule that strikes decides. \
            "do" may hold stall_ms, status, headers, body, redirect, bomb_bytes, count (-1 or 1), wrong_types, \
            reorder, headers_bytes, truncate, garbage (true, "body" or "http"), reset, close ("before" or "within") \
            and drip_ms.
            """)

    @Option(help: "A key of the workspace; may be repeated. Without one the key is lbl_sk_sandbox.")
    var key: [String] = []

    @Flag(help: "Make up a key instead.")
    var freshKey = false

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for a free one.")
    var port = 0

    @Option(help: "Threads that answer.")
    var threads = 1

    @Option(help: "Requests a minute, for all keys together; 0 for no limit and no rate limit headers.")
    var rpm: Int?

    @Option(help: "The plan, if --rpm is not given: starter (60 a minute) or growth (300).")
    var plan: Plan?

    @Option(help: "How the limit works: token-bucket (a sixth of it at once), fixed-window or sliding-window.")
    var limiter = LimiterKind.tokenBucket

    @Option(help: "How long the work takes, in milliseconds: MS, or MIN-MAX.")
    var latency = Latency(range: 20...50)

    @Flag(help: "Answer inference in the older shape.")
    var legacy = false

    @Option(help: "Refuse requests with a text that contains this with 400 INVALID_TEXT; may be repeated.")
    var refuse: [String] = []

    @Option(help: ArgumentHelp("A fault script to start with.", valueName: "file"))
    var faults: String?

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
        guard !key.contains(where: { $0.isEmpty || $0.contains(" ") }) else {
            throw ValidationError("--key is not empty and has no spaces")
        }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        var keys = key
        if freshKey { keys.append(Self.makeKey()) }
        if keys.isEmpty { keys = [SandboxConfiguration.defaultKey] }
        let configuration = SandboxConfiguration(
            keys: Set(keys), requestsPerMinute: rpm ?? plan?.requestsPerMinute ?? 0, limiter: limiter,
            latency: latency.range, isLegacy: legacy, refusedSubstrings: refuse, faults: try readFaults(),
            pageLimit: pageLimit)
        let stop = StopSignal(orEndOfInput: exitWithStdin)
        let server = try await SandboxServer.start(configuration, host: host, port: port, threads: threads)
        FileHandle.standardOutput.write(Data("url \(server.url)\nkey \(keys[0])\n".utf8))
        await stop.wait()
        await server.stop()
    }

    private func readFaults() throws -> [FaultRule] {
        guard let faults else { return [] }
        guard let script = FileManager.default.contents(atPath: faults) else {
            throw ValidationError("--faults \(faults): cannot be read")
        }
        do {
            return try FaultScriptReader.rules(parsing: Array(script))
        } catch {
            throw ValidationError("--faults \(faults): \(error)")
        }
    }

    private static func makeKey() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "lbl_sk_" + String((0..<32).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }
}

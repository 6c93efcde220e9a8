import ArgumentParser

/// `labelf estimate`.
struct EstimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate", abstract: "Say what classifying a file takes, without asking the service.",
        discussion: """
            The time is what the plan's limit makes of it when none of it is used. A text counts against the quota when \
            it is sent, which is once for equal ones as long as the cache has the answer: `labelf classify` has \
            cache_bytes=\(Service.cacheBytes), which is about 60,000 answers, those that were used last.
            """)

    @OptionGroup var inputOptions: InputOptions

    @Option(
        help: ArgumentHelp(
            "starter (60 requests a minute), growth (300), or a number of them; may be repeated. Both plans without it.",
            valueName: "plan"))
    var plan: [String] = []

    @Flag(help: "Print a line of JSON.")
    var json = false

    func validate() throws {
        for plan in plan where !["starter", "growth"].contains(plan) && !(1...1_000_000).contains(Int(plan) ?? 0) {
            throw ValidationError("--plan is starter, growth, or a number of requests a minute from 1 to 1000000")
        }
    }

    func run() throws {
        let input = try InputFile(path: inputOptions.input)
        let reader = inputOptions.reader(carry: .id(inputOptions.idField))
        let chunks = ChunkBuilder()
        var estimate = Estimate()
        while !input.isEnded {
            try input.read { bytes throws(CommandFailure) in try reader.feed(bytes, into: chunks) }
            if input.isEnded {
                try reader.finish(into: chunks)
                chunks.close()
            }
            while let chunk = chunks.next() { estimate.add(chunk) }
        }
        for plan in plan.isEmpty ? ["starter", "growth"] : plan { try estimate.finish(plan: plan) }
        try print(json ? EstimateText.json(estimate) : [UInt8](EstimateText.table(estimate)))
    }
}

/// Writes to standard output.
func print(_ bytes: [UInt8]) throws(CommandFailure) {
    guard FileDescriptor.standardOutput.write(bytes) else {
        throw CommandFailure(.file, "standard output cannot be written: \(systemError())")
    }
}

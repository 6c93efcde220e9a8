import CCommand
import CLabelf

/// The library's client, as this program has set it up.
final class Service {
    let client: OpaquePointer
    /// Gives out what is settled of the calls that were started with it.
    let queue: OpaquePointer

    /// A client with what the environment and the user say. Does not touch the network.
    init(_ options: ServiceOptions) throws(CommandFailure) {
        let config = labelf_config_new()
        defer { labelf_config_free(config) }
        var error: OpaquePointer?
        guard labelf_config_from_environment(config, &error) == LABELF_OK else { throw Self.failure(error) }
        for (key, value) in Self.defaults where options.value(of: key) == nil {
            labelf_config_set(config, key, value, nil)
        }
        for setting in options.settings {
            guard labelf_config_set(config, setting.key, setting.value, &error) == LABELF_OK else {
                throw Self.failure(error)
            }
        }
        guard let client = labelf_client_new(config, &error) else {
            let failure = Self.failure(error)
            if Self.credentials.allSatisfy({ options.value(of: $0) == nil }) {
                throw CommandFailure(
                    .key, "there is no key",
                    fix: "Put the workspace's key into the environment: LABELF_API_KEY=lbl_sk_...")
            }
            throw failure
        }
        guard let queue = labelf_queue_new(&error) else {
            labelf_client_free(client)
            throw Self.failure(error)
        }
        self.client = client
        self.queue = queue
    }

    deinit {
        labelf_client_free(client)
        labelf_queue_free(queue)
    }

    /// What `poll` waits for until a call is settled. Whoever waits looks at the calls, so none needs to be given out.
    var completion: pollfd { pollfd(fd: labelf_queue_fd(queue), events: Int16(POLLIN), revents: 0) }

    func clearCompletions() {
        while labelf_queue_next(queue, 0) != nil {}
    }

    /// What this program has otherwise than the library: a job pays for a text once, however far apart equal ones are.
    private static var defaults: [(key: String, value: String)] {
        [
            ("user_agent", "labelf/" + String(cString: labelf_version())), ("cache_bytes", String(cacheBytes)),
            ("cache_seconds", "86400"),
        ]
    }

    /// What may be kept of answers: about 60,000 of them.
    static let cacheBytes = 16 << 20

    /// A key that cannot be one is a matter of the key, and not of the command.
    private static func failure(_ error: OpaquePointer?) -> CommandFailure {
        var failure = ServiceError.take(error).failure
        if credentials.contains(where: { failure.message.hasPrefix($0) }) { failure.exit = .key }
        return failure
    }

    /// What the service lets somebody in by.
    private static let credentials = ["api_key", "client_id", "client_secret"]

    var statistics: labelf_statistics {
        var statistics = labelf_statistics()
        labelf_client_statistics(client, &statistics, MemoryLayout<labelf_statistics>.size)
        return statistics
    }

    /// Where the rate limit stands.
    var rate: labelf_rate {
        var rate = labelf_rate()
        labelf_client_rate(client, &rate, MemoryLayout<labelf_rate>.size)
        return rate
    }
}

extension labelf_rate {
    /// Whether the service asked for a pause.
    var isPaused: Bool { pacing == Int32(LABELF_PACING_PAUSE.rawValue) }
}

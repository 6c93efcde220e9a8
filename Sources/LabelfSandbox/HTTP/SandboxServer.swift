import NIOCore
import NIOHTTP1
import NIOPosix

/// The listening sandbox.
struct SandboxServer: Sendable {
    /// The port it listens on.
    let port: Int
    /// The base address for clients.
    var url: String { origin + "/v2" }
    /// Where clients get access tokens.
    var tokenURL: String { origin + TokenRequest.path }
    private let origin: String
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Starts listening. Port 0 means a free one; `threads` is at least 1.
    static func start(
        _ configuration: SandboxConfiguration, host: String = "127.0.0.1", port: Int = 0, threads: Int = 1
    ) async throws -> SandboxServer {
        let clock = SandboxClock()
        let service = SandboxService(configuration: configuration, now: clock.now())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, threads))
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(decoder), ConnectionHandler(service: service, clock: clock))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: host, port: port).get()
            let port = channel.localAddress?.port ?? port
            let literal = host.contains(":") ? "[\(host)]" : host
            return SandboxServer(
                port: port, origin: "http://\(literal):\(port)", channel: channel, group: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Closes every connection and stops the threads.
    func stop() async {
        try? await channel.close().get()
        try? await group.shutdownGracefully()
    }
}

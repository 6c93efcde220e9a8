import Dispatch
import Glibc

/// The wish to stop: SIGTERM, SIGINT or, if that is asked for, the end of standard input. It is listened for from the
/// moment this is made.
struct StopSignal {
    private let wishes: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    /// Starts to listen.
    init(orEndOfInput: Bool) {
        let (wishes, wish) = AsyncStream.makeStream(of: Void.self)
        self.wishes = wishes
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { wish.finish() }
            source.resume()
            return source
        }
        guard orEndOfInput else { return }
        // A queue of its own, because it blocks.
        DispatchQueue(label: "standard input").async {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count == 0 || (count < 0 && errno != EINTR) { break }
            }
            wish.finish()
        }
    }

    /// Returns once there was a wish.
    func wait() async {
        for await _ in wishes {}
        withExtendedLifetime(sources) {}
    }
}

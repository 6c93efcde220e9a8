import CCommand
import CLabelf

/// Tells on standard error how far a run is: on a terminal a line that is written over, elsewhere a line a minute.
final class ProgressReporter {
    private let service: Service
    private let isTerminal: Bool
    private let isQuiet: Bool
    private var next: Instant
    private var meter = RateMeter()
    private var fractionMeter = RateMeter()
    private var hasLine = false

    /// The rows may go to the same terminal: a line that is written over would be amid them.
    init(_ service: Service, isQuiet: Bool, rowsToOutput: Bool) {
        self.service = service
        self.isQuiet = isQuiet
        let cannotMove = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
        let isShared = rowsToOutput && FileDescriptor.standardOutput.isTerminal
        isTerminal = FileDescriptor.standardError.isTerminal && !cannotMove && !isShared
        next = Instant.now.advanced(seconds: isTerminal ? 0 : 60)
    }

    private var pause: Double { isTerminal ? 0.2 : 60 }

    /// Milliseconds until there is something to tell; -1 for never.
    func millisecondsLeft(at now: Instant) -> Int32 {
        if isQuiet { return -1 }
        return now >= next ? 0 : Int32(next.seconds(since: now) * 1_000) + 1
    }

    /// Tells it if it is time to. `fraction` is the part of the input that is done; nil if that is not known.
    func tell(_ state: JobState, fraction: Double?, at now: Instant) {
        if isQuiet || now < next { return }
        next = now.advanced(seconds: pause)
        let figures = figures(state, fraction: fraction, at: now)
        if isTerminal {
            let columns = Int(command_terminal_columns(FileDescriptor.standardError.number))
            let line = ProgressLine.terminal(figures, columns: columns > 0 ? columns : 80)
            _ = FileDescriptor.standardError.write([UInt8]("\r\u{1B}[K" + line))
            hasLine = true
        } else {
            say("labelf: " + ProgressLine.log(figures))
        }
    }

    /// Tells something else.
    func tell(_ message: String) {
        if isQuiet { return }
        clear()
        say("labelf: " + CommandFailure(.service, message).line)
    }

    /// Takes the line of a terminal away, so that something else can be written.
    func clear() {
        if hasLine { _ = FileDescriptor.standardError.write([UInt8]("\r\u{1B}[K")) }
        hasLine = false
    }

    /// Keeps the line of a terminal as it is.
    func keep(_ state: JobState, fraction: Double?) {
        if isQuiet || !isTerminal { return }
        next = .now
        tell(state, fraction: fraction, at: .now)
        _ = FileDescriptor.standardError.write([UInt8]("\n"))
        hasLine = false
    }

    private func figures(_ state: JobState, fraction: Double?, at now: Instant) -> ProgressFigures {
        let statistics = service.statistics
        let rate = service.rate
        meter.add(Double(state.rows), at: now)
        var figures = ProgressFigures(rows: state.rows, rowsPerSecond: meter.perSecond)
        figures.failed = state.failed
        figures.rateLimited = statistics.rate_limited
        figures.retried = statistics.requests_retried
        if rate.limit >= 0 {
            figures.limit = rate.limit
            figures.remaining = rate.remaining
        }
        if rate.isPaused { figures.pause = Double(rate.reset_ms) / 1_000 }
        if let fraction {
            fractionMeter.add(fraction, at: now)
            figures.fraction = fraction
            if let speed = fractionMeter.perSecond, speed > 0 { figures.secondsLeft = (1 - fraction) / speed }
        }
        return figures
    }
}

/// Writes a line to standard error.
func say(_ line: String) {
    _ = FileDescriptor.standardError.write([UInt8](line + "\n"))
}

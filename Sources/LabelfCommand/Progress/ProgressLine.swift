/// What a person who waits wants to know.
struct ProgressFigures: Equatable {
    /// Rows that are written, those of earlier runs included.
    var rows = 0
    /// 0 to 1; nil if the input's size is not known.
    var fraction: Double?
    var rowsPerSecond: Double?
    /// Seconds until it is done; nil if that is not known.
    var secondsLeft: Double?
    /// Requests a minute that are allowed; nil if there is no limit, or none is known.
    var limit: Int64?
    /// Requests that could leave at once; nil as `limit`.
    var remaining: Int64?
    /// Whether the service asked for a pause, and how many seconds it lasts.
    var pause: Double?
    var failed = 0
    var rateLimited: UInt64 = 0
    var retried: UInt64 = 0
}

/// Writes the figures in one line.
enum ProgressLine {
    /// The line of a terminal, not wider than `columns`: a bar if there is room, and as many of the figures as fit.
    static func terminal(_ figures: ProgressFigures, columns: Int) -> String {
        var parts = parts(figures)
        if let fraction = figures.fraction {
            let done = Int((fraction * Double(barWidth)).rounded(.down))
            let bar = String(repeating: "#", count: done) + String(repeating: ".", count: barWidth - done)
            let isNarrow = columns < barWidth + 10
            parts.insert(isNarrow ? percent(fraction) : "[\(bar)] \(percent(fraction))", at: 0)
        }
        var line = parts.first ?? ""
        for part in parts.dropFirst() where line.count + 2 + part.count < columns { line += "  " + part }
        return String(line.prefix(max(columns - 1, 1)))
    }

    /// The line of a log.
    static func log(_ figures: ProgressFigures) -> String {
        var parts = parts(figures)
        if let fraction = figures.fraction { parts[0] += " (\(percent(fraction)))" }
        return parts.joined(separator: ", ")
    }

    private static let barWidth = 20

    private static func percent(_ fraction: Double) -> String {
        "\(Int((fraction * 100).rounded(.down)))%"
    }

    private static func parts(_ figures: ProgressFigures) -> [String] {
        var parts = [counted(figures.rows, "row")]
        if let rate = figures.rowsPerSecond {
            parts.append(rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(grouped(Int(rate.rounded())))/s")
        }
        if let seconds = figures.secondsLeft { parts.append("ETA \(clockTime(seconds))") }
        if let pause = figures.pause {
            parts.append("the service asked for a pause: \(clockTime(pause))")
        } else if let limit = figures.limit, let remaining = figures.remaining {
            parts.append("budget \(remaining) of \(limit)/min")
        }
        if figures.failed > 0 { parts.append("\(grouped(figures.failed)) failed") }
        parts.append(figures.rateLimited == 1 ? "1 429" : "\(figures.rateLimited) 429s")
        parts.append(figures.retried == 1 ? "1 retry" : "\(figures.retried) retries")
        return parts
    }
}

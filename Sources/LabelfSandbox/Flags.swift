import ArgumentParser

/// The plans.
enum Plan: String, CaseIterable, ExpressibleByArgument {
    case starter
    case growth
    case enterprise

    /// The documented rate; nil for what a contract says.
    var requestsPerMinute: Int? {
        switch self {
        case .starter: 60
        case .growth: 300
        case .enterprise: nil
        }
    }
}

extension LimiterKind: ExpressibleByArgument {}

/// `MS` or `MIN-MAX`, in milliseconds.
struct Latency: Equatable, ExpressibleByArgument {
    /// The milliseconds.
    var range: ClosedRange<Int>

    /// How the help shows the default.
    var defaultValueDescription: String { "\(range.lowerBound)-\(range.upperBound)" }

    /// The given range.
    init(range: ClosedRange<Int>) {
        self.range = range
    }

    /// Reads the flag; nil if it is malformed, backwards or longer than a day.
    init?(argument: String) {
        let bounds = argument.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
        guard let low = bounds[0], let high = bounds.last ?? nil, bounds.count <= 2, low <= high, high <= 86_400_000
        else { return nil }
        range = Int(low)...Int(high)
    }
}

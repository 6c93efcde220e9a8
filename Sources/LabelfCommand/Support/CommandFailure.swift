import CCommand

/// What a run ended with, as the shell sees it. The numbers are part of the interface: scripts look at them.
enum Exit: Int32 {
    /// Every row has an answer.
    case success = 0
    /// The run is whole, and some rows have an error.
    case someRowsFailed = 1
    /// The command, the input or the job is not what it has to be: nothing to do with the service's state.
    case usage = 2
    /// No key, a wrong one, or one that may not do this.
    case key = 3
    /// The quota of the billing period, or what the user allowed to spend, is used up.
    case quota = 4
    /// The network or the service.
    case service = 5
    /// A file could not be read or written, such as on a full disk.
    case file = 6
    /// Ctrl-C, or SIGTERM or SIGHUP.
    case interrupted = 130

    /// What the statuses are, for people.
    static let help = """
        Exit status: 0 every row has an answer, 1 some rows have an error, 2 a mistake in the command, the input or the \
        job, 3 the key, 4 the quota or max_billed_texts, 5 the network or the service, 6 a file could not be read or \
        written, 130 interrupted.
        """

    /// Ends the process.
    static func end(_ status: Int32) -> Never {
        CCommand.exit(status)
    }
}

/// Ends the command: what went wrong and what to do about it, which are printed in one line.
struct CommandFailure: Error, Equatable {
    var exit: Exit
    var message: String
    var fix: String

    init(_ exit: Exit, _ message: String, fix: String = "") {
        self.exit = exit
        self.message = message
        self.fix = fix
    }

    /// `message. Fix.` in one line, whatever line breaks or other control characters a message from elsewhere has.
    var line: String {
        let text = [message, fix].filter { !$0.isEmpty }.map(Self.sentence).joined(separator: " ")
        let flat = text.flatMap { $0.isNewline ? [" "] : Array($0.unicodeScalars) }
        return Self.withoutKeys(
            String(String.UnicodeScalarView(flat.map { $0.properties.generalCategory == .control ? " " : $0 })))
    }

    /// A key that was put in a wrong place, such as `--option lbl_sk_...`, would be shown as what is wrong there.
    private static func withoutKeys(_ text: String) -> String {
        let parts = text.split(separator: Self.keyBeginning, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { result, part in
            let rest = part.drop { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            result += keyBeginning + (rest.startIndex > part.startIndex ? "..." : "") + rest
        }
    }

    private static let keyBeginning = "lbl_sk_"

    private static func sentence(_ text: String) -> String {
        guard let last = text.last else { return text }
        return ".!?".contains(last) ? text : text + "."
    }
}

/// What a journal says: which job, and how far it came.
///
///     CHECKSUM labelf journal 1
///     CHECKSUM job model<TAB>42
///     ...
///     CHECKSUM begin
///     CHECKSUM rows 64 0 65536 9f... 12345 7a... 190,-84,...
///     CHECKSUM reached 64 0 65536 9f... 12345 7a...
struct JournalContents {
    static let title = "labelf journal 1"

    private(set) var identity = JobIdentity()
    /// The last state that is known to be on the disk.
    private(set) var reached = JobState()
    /// What was announced after it.
    private(set) var announced: [(state: JobState, lengths: [Int])] = []
    /// Whether the head is whole. If it is not, nothing was written after it.
    private(set) var hasHead = false
    /// The bytes up to the first line that is torn, or to the end.
    private(set) var validBytes: UInt64 = 0

    private var lines = 0
    private var isTorn = false

    /// Takes the next line, without its end, which was there only if `isEnded`.
    mutating func add(_ line: UnsafeRawBufferPointer) {
        if isTorn { return }
        guard take(line) else {
            isTorn = true
            return
        }
        lines += 1
        validBytes += UInt64(line.count) + 1
    }

    private mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        if hasHead {
            switch JournalRecord(line: line) {
            case .reached(let state):
                reached = state
                announced.removeAll()
            case .announced(let state, let lengths): announced.append((state, lengths))
            case nil: return false
            }
            return true
        }
        guard let text = JournalRecord.opened(line) else { return false }
        if lines == 0 { return text == Self.title }
        if text == "begin" {
            hasHead = true
            return true
        }
        return identity.add(line: text[...])
    }

    /// The head of a new journal.
    static func head(_ identity: JobIdentity) -> [UInt8] {
        ([title] + identity.lines + ["begin"]).flatMap(JournalRecord.sealed)
    }
}

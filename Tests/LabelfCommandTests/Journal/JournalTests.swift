import Testing

@testable import LabelfCommand

struct JournalTests {
    private let state = JobState(
        rows: 64, failed: 2, inputBytes: 65_536, inputHash: .max, outputBytes: 9_999, outputHash: 7)

    private func contents(_ bytes: [UInt8]) -> JournalContents {
        var contents = JournalContents()
        var lines = LineSplitter()
        bytes.raw { lines.feed($0) { line, _ in contents.add(line) } }
        return contents
    }

    private var identity: JobIdentity {
        var identity = JobIdentity()
        identity.add("--model", "42")
        identity.add("--label", "a\tb\nc\\n\r")
        identity.add("--id-field", "")
        return identity
    }

    @Test func recordsComeBack() {
        for record in [JournalRecord.reached(state), .announced(state: state, lengths: [120, -84, 7])] {
            #expect(record.line.dropLast().withUnsafeBytes { JournalRecord(line: $0) } == record)
        }
    }

    @Test func aTornOrChangedRecordIsNone() {
        let line = JournalRecord.announced(state: state, lengths: [120, -84, 7]).line.dropLast()
        for end in line.indices {
            #expect(line[..<end].withUnsafeBytes { JournalRecord(line: $0) } == nil)
            var changed = Array(line)
            changed[end] ^= 1
            #expect(changed.raw { JournalRecord(line: $0) } == nil)
        }
    }

    @Test func aJournalSaysWhichJobItIs() {
        let head = JournalContents.head(identity)
        let found = contents(head)
        #expect(found.hasHead)
        #expect(found.identity == identity)
        #expect(found.validBytes == UInt64(head.count))
        for end in head.indices { #expect(!contents(Array(head[..<end])).hasHead) }
    }

    @Test func onlyWhatFollowsTheDiskIsOpen() {
        var later = state
        later.rows = 65
        var bytes = JournalContents.head(identity) + JournalRecord.announced(state: state, lengths: [1]).line
        bytes += JournalRecord.reached(state).line + JournalRecord.announced(state: later, lengths: [2]).line
        let whole = UInt64(bytes.count)
        bytes += [UInt8]("torn")
        bytes += [10]
        bytes += JournalRecord.reached(later).line
        let found = contents(bytes)
        #expect(found.reached == state)
        #expect(found.announced.map(\.lengths) == [[2]])
        #expect(found.validBytes == whole)
    }

    @Test func changesAreNamed() {
        var other = JobIdentity()
        other.add("--model", "7")
        other.add("--label", "a\tb\nc\\n\r")
        other.add("--text-field", "body")
        #expect(
            other.changes(since: identity) == ["--model was 42, now 7", "--text-field was not set, now body"] + [
                "--id-field was not set, now not set"
            ])
        #expect(identity.changes(since: identity).isEmpty)
    }
}

import Testing

@testable import LabelfCommand

/// A job as a journal and an output would have it, to be broken off anywhere.
private struct Model {
    var output: [UInt8] = []
    var journal = JournalContents()
    /// Where each row ends, and whether it has an error.
    var ends: [(end: Int, failed: Bool)] = []
    var state = JobState()

    init() {
        for line in JournalContents.head(JobIdentity()).split(separator: 10) {
            line.withUnsafeBytes { journal.add($0) }
        }
    }

    mutating func add(_ record: JournalRecord) {
        record.line.dropLast().withUnsafeBytes { journal.add($0) }
    }

    /// Announces some rows and writes the first `bytes` of them; all without it.
    mutating func write(_ rows: [(String, failed: Bool)]) {
        var lengths: [Int] = []
        for (text, failed) in rows {
            output.append(text: text + "\n")
            ends.append((output.count, failed))
            lengths.append(failed ? -(text.utf8.count + 1) : text.utf8.count + 1)
        }
        state.rows += rows.count
        state.failed += rows.count { $0.failed }
        state.inputBytes += 100
        state.inputHash += 1
        state.outputBytes = UInt64(output.count)
        state.outputHash = ByteHash.of(output)
        add(.announced(state: state, lengths: lengths))
    }

    mutating func reach() { add(.reached(state)) }

    /// What is found in an output of so many bytes.
    func recover(_ output: [UInt8]) throws -> JobState {
        try Recovery(
            journal, size: UInt64(output.count),
            hash: { count throws(CommandFailure) in ByteHash.of(Array(output[..<Int(count)])) },
            byte: { place throws(CommandFailure) in output.indices.contains(Int(place)) ? output[Int(place)] : nil },
            isOwn: { state throws(CommandFailure) in
                output[Int(state.outputBytes)...].first != UInt8(ascii: "!")
            }
        ).state
    }
}

struct RecoveryTests {
    private func model(_ seed: UInt64, reach: Bool = false) -> Model {
        var random = Seeded(seed)
        var model = Model()
        for chunk in 0..<6 {
            model.write(
                (0..<Int.random(in: 1...5, using: &random)).map { _ in
                    (String(repeating: "x\n", count: .random(in: 0...6, using: &random)), Bool.random(using: &random))
                })
            if reach, chunk == 3 { model.reach() }
        }
        return model
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func everyRowThatIsWholeIsFound(seed: UInt64) throws {
        let model = model(seed)
        for size in 0...model.output.count {
            let whole = model.ends.filter { $0.end <= size }
            let found = try model.recover(Array(model.output[..<size]))
            #expect(found.rows == whole.count)
            #expect(found.failed == whole.count { $0.failed })
            #expect(found.outputBytes == UInt64(whole.last?.end ?? 0))
            // The input is checked at least as far as these rows came from.
            #expect(whole.isEmpty || found.inputBytes >= 100)
        }
    }

    @Test func theInputIsHeldAgainstWhatTheLastRowCameFrom() throws {
        var model = Model()
        model.write([("a", false)])
        model.write([("b", false), ("c", false)])
        #expect(try model.recover(model.output).inputBytes == 200)
        #expect(try model.recover(Array(model.output[..<4])).inputBytes == 200)
        #expect(try model.recover(Array(model.output[..<3])).inputBytes == 100)
    }

    @Test func whatWasOnTheDiskMayNotChange() throws {
        let model = model(3, reach: true)
        let reached = Int(model.journal.reached.outputBytes)
        #expect(reached > 0)
        var changed = model.output
        changed[reached - 1] ^= 1
        #expect(throws: CommandFailure.self) { try model.recover(changed) }
        #expect(throws: CommandFailure.self) { try model.recover(Array(model.output[..<(reached - 1)])) }
    }

    @Test func whatWasNotOnTheDiskMayBeLostWithThePower() throws {
        let model = model(4, reach: true)
        let reached = Int(model.journal.reached.outputBytes)
        for place in reached..<model.output.count {
            // From here on there are zeros.
            var lost = Array(model.output[..<place])
            lost += [UInt8](repeating: 0, count: model.output.count - place)
            let found = try model.recover(lost)
            #expect(found.outputBytes <= UInt64(place) && found.outputBytes >= UInt64(reached))
            #expect(Array(model.output[..<Int(found.outputBytes)]) == Array(lost[..<Int(found.outputBytes)]))
        }
    }

    @Test func anOutputThatIsGoneBeginsAnew() throws {
        #expect(try model(5, reach: true).recover([]) == JobState())
    }

    @Test func whatNobodyAnnouncedIsCutAway() throws {
        let model = model(6)
        #expect(try model.recover(model.output + [120, 10]).outputBytes == UInt64(model.output.count))
    }

    @Test func whatSomebodyElseHasAddedIsNot() {
        #expect(throws: CommandFailure.self) { try model(6).recover(model(6).output + [33, 10]) }
    }
}

/// Finds out, from the journal and the output, which rows are written whole. Pure but for what it is handed to read with.
struct Recovery {
    /// How far the output is to be trusted: it is to be cut to `state.outputBytes`. Its hash is not filled in if
    /// the cut is inside of what was announced at once.
    private(set) var state: JobState
    /// Looks at an output of `size` bytes. `hash(n)` is the hash of its first n bytes, for n that grow; `byte(n)` is the byte
    /// at n. Fails if what was on the disk once is not there any more, or if there is more than was ever announced, and
    /// `isOwn` says of what follows a state that it is none of this program's rows: after a power failure the journal may
    /// be behind the output.
    init(
        _ journal: JournalContents, size: UInt64, hash: (UInt64) throws(CommandFailure) -> UInt64,
        byte: (UInt64) throws(CommandFailure) -> UInt8?, isOwn: (JobState) throws(CommandFailure) -> Bool
    ) throws(CommandFailure) {
        state = journal.reached
        if size == 0 {
            // Nothing was written, or somebody took the output away: from the beginning.
            state = JobState()
            return
        }
        guard size >= state.outputBytes, try hash(state.outputBytes) == state.outputHash || state.outputBytes == 0
        else {
            throw CommandFailure(
                .usage, "the output is not as it was left: its first \(state.outputBytes) bytes have changed",
                fix: "Put them back, or begin anew with another output")
        }
        for (next, lengths) in journal.announced {
            if size >= next.outputBytes {
                // After a power failure there may be anything.
                guard try hash(next.outputBytes) == next.outputHash else { return }
                state = next
                continue
            }
            try count(lengths, of: next, size: size, byte: byte)
            return
        }
        if size > state.outputBytes, try !isOwn(state) {
            throw CommandFailure(
                .usage, "the output is not as it was left: something else follows its first \(state.outputBytes) bytes",
                fix: "Take that out, or begin anew with another output")
        }
    }

    /// Adds the rows that are there whole to the state.
    private mutating func count(
        _ lengths: [Int], of next: JobState, size: UInt64, byte: (UInt64) throws(CommandFailure) -> UInt8?
    ) throws(CommandFailure) {
        for length in lengths {
            let end = state.outputBytes + UInt64(length.magnitude)
            guard length != 0, end <= size, try byte(end - 1) == 10 else { return }
            state.rows += 1
            state.failed += length < 0 ? 1 : 0
            state.outputBytes = end
            state.inputBytes = next.inputBytes
            state.inputHash = next.inputHash
        }
    }
}

@testable import LabelfClient
@testable import LabelfCore

/// A state that shows if it is torn, or if somebody was written off twice or never.
struct Balance: BitwiseCopyable {
    /// Always the same number, each: the transactions so far.
    private var words = InlineArray<256, UInt64>(repeating: 0)
    /// Whether a member has said hello.
    private var isHere = InlineArray<64, Bool>(repeating: false)
    private(set) var arrivals = 0
    private(set) var writtenOff = 0
    /// The processes of those who ask to be found by it; 0 for none.
    var workers = InlineArray<64, Int32>(repeating: 0)
    /// Nanoseconds that anyone had to wait for a transaction.
    var longestWait: Int64 = 0
    var child: Int32 = 0

    var transactions: UInt64 { words[0] }

    var isTorn: Bool {
        for index in words.indices where words[index] != words[0] { return true }
        return workersHere != arrivals - writtenOff
    }

    var workersHere: Int {
        isHere.indices.reduce(0) { $0 + (isHere[$1] ? 1 : 0) }
    }

    /// One transaction of a member, which a kill interrupts most likely.
    mutating func turn(by member: Int, process: Int32) {
        if !isHere[member] { arrivals += 1 }
        isHere[member] = true
        workers[member] = process
        let next = words[0] &+ 1
        for index in words.indices { words[index] = next }
    }

    mutating func writeOff(_ member: Int) {
        if isHere[member] { writtenOff += 1 }
        isHere[member] = false
        workers[member] = 0
    }

    static func join(in path: String) -> SharedState<Balance>? {
        guard let directory = RuntimeDirectory.open(path) else { return nil }
        return SharedState.open(
            in: directory, named: SharedName(baseURL: "storm", key: "none", version: 1), initial: Balance(),
            now: Clock.now(), writeOff: { $0.writeOff($1) })
    }
}

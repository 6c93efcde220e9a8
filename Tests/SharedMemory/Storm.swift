import Glibc

@testable import LabelfClient
@testable import LabelfCore

/// Processes that share a state are killed, hundreds of them and at any instruction; what is left must be whole. Prints TAP
/// lines.
///
///     SharedMemoryStorm --kill DIRECTORY COUNT
///     SharedMemoryStorm --refuse DIRECTORY        nothing can be shared there
@main
struct Storm {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(2) }
        let path = arguments[2]
        switch arguments[1] {
        case "hammer": Worker.hammer(in: path)
        case "fork": Worker.fork(in: path)
        case "stop": Worker.stop(in: path)
        case "--refuse":
            let isRefused = Balance.join(in: path) == nil
            print("\(isRefused ? "ok" : "not ok") - nothing is shared in \(path)")
            exit(isRefused ? 0 : 1)
        default:
            guard var storm = Storm(in: path) else {
                print("not ok - a state can be shared in \(path)")
                exit(1)
            }
            storm.killAtRandom(Int(arguments.last ?? "") ?? 0)
            storm.outliveFork()
            storm.outwaitStopped()
            exit(storm.failures == 0 ? 0 : 1)
        }
    }

    private let path: String
    private let state: SharedState<Balance>
    private var random = SystemRandomNumberGenerator()
    private var failures = 0

    private init?(in path: String) {
        guard let state = Balance.join(in: path) else { return nil }
        self.path = path
        self.state = state
    }

    private mutating func check(_ isRight: Bool, _ what: String) {
        if !isRight { failures += 1 }
        print("\(isRight ? "ok" : "not ok") - \(what)")
    }

    private func read<Value>(_ body: (Balance) -> Value) -> Value? {
        state.transaction(now: Clock.now()) { balance, _ in body(balance) }
    }

    // MARK: - The checks

    private mutating func killAtRandom(_ count: Int) {
        var workers = (0..<6).map { _ in start("hammer", in: path) }
        var killed = 0
        var inside = 0
        var failed = 0
        var torn = 0
        while killed < count {
            pause(milliseconds: .random(in: 0...12, using: &random))
            let victim = workers.indices.randomElement(using: &random) ?? 0
            if Bool.random(using: &random) {
                kill(workers[victim], SIGSTOP)
                if isLockStuck() { inside += 1 }
            }
            if end(workers[victim]) { killed += 1 } else { failed += 1 }
            if failed > 5 { break }
            workers[victim] = start("hammer", in: path)
            if read({ $0.isTorn }) == true { torn += 1 }
        }
        for worker in workers where !end(worker) { failed += 1 }
        check(failed == 0, "\(killed) processes were killed, and no other ended")
        check(inside >= count / 20, "\(inside) of them were killed while they had the lock")
        check(torn == 0, "the state was whole after each of them")
        pause(milliseconds: 1100)
        let after = read { $0 }
        check(after?.isTorn == false, "the state is whole at the end, after \(after?.transactions ?? 0) transactions")
        check((after?.arrivals ?? 0) >= count / 10, "\(after?.arrivals ?? 0) of them had taken part")
        check(after?.arrivals == after?.writtenOff, "each of those was written off, once")
        let wait = (after?.longestWait ?? .max) / 1_000_000
        check(wait < 1000, "nobody waited for long: \(wait) ms at most")
    }

    /// Whether one member has had the lock for a while.
    private func isLockStuck() -> Bool {
        pause(milliseconds: 1)
        let before = lockOwner()
        pause(milliseconds: 1)
        return before != 0 && before == lockOwner()
    }

    private func lockOwner() -> UInt64 {
        state.lockOwner
    }

    private mutating func outliveFork() {
        let worker = start("fork", in: path)
        let tookPart = eventually { read { $0.child > 0 && $0.workersHere == 1 } == true }
        check(tookPart, "a process takes part, and a child of it lets go without harm")
        let child = read { $0.child } ?? 0
        _ = end(worker)
        let wasWrittenOff = eventually { read { $0.workersHere == 0 } == true }
        check(child > 0 && kill(child, 0) == 0, "another child lives longer than the process")
        check(wasWrittenOff, "and does not keep it from being written off")
        if child > 0 { kill(child, SIGKILL) }
    }

    private mutating func outwaitStopped() {
        let worker = start("stop", in: path)
        var status: Int32 = 0
        waitpid(worker, &status, WUNTRACED)
        check(status & 0xff == 0x7f, "a process stops in the midst of a transaction")
        let start = Clock.now()
        let result = read { $0.transactions }
        let waited = (Clock.now() - start).milliseconds
        check(result == nil && waited < 1000, "others give up after \(waited) ms")
        kill(worker, SIGCONT)
        waitpid(worker, &status, 0)
        check(read { $0.isTorn } == false, "and go on when it goes on")
    }
}

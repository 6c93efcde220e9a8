import Glibc

@testable import LabelfClient
@testable import LabelfCore

/// A process that is there to be killed.
enum Worker {
    /// Exit statuses of a worker that has found something wrong.
    static let foundTorn: Int32 = 3
    static let couldNotJoin: Int32 = 4

    /// Transactions without end.
    static func hammer(in path: String) -> Never {
        let state = join(path)
        let parent = getppid()
        var longest: Int64 = 0
        while getppid() == parent {
            let start = Clock.now()
            let isTorn = state.transaction(now: start) { balance, member in
                if balance.isTorn { return true }
                balance.turn(by: member, process: getpid())
                balance.longestWait = max(balance.longestWait, longest)
                return false
            }
            longest = max(longest, (Clock.now() - start).nanoseconds)
            if isTorn == true { exit(foundTorn) }
        }
        exit(0)
    }

    /// Takes part, forks a child that lets go of the state and one that outlives its parent, and waits.
    static func fork(in path: String) -> Never {
        // Swift does not let a program fork.
        typealias Fork = @convention(c) () -> Int32
        let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
        var state: SharedState? = join(path)
        let careful = fork()
        if careful == 0, let place = state?.place.memory {
            // What the child has where the parent has the state is its own, and stays so.
            let own = mmap(place, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
            state = nil
            own?.storeBytes(of: 1, as: UInt8.self)
            _exit(0)
        }
        var status: Int32 = 0
        waitpid(careful, &status, 0)
        let child = fork()
        if child == 0 {
            sleep(10)
            _exit(0)
        }
        _ = state?.transaction(now: Clock.now()) { balance, member in
            balance.turn(by: member, process: getpid())
            if status == 0 { balance.child = child }
        }
        sleep(10)
        exit(0)
    }

    /// Stops inside a transaction.
    static func stop(in path: String) -> Never {
        let state = join(path)
        _ = state.transaction(now: Clock.now()) { balance, member in
            balance.turn(by: member, process: getpid())
        }
        _ = state.transaction(now: Clock.now()) { balance, member in
            balance.turn(by: member, process: getpid())
            raise(SIGSTOP)
        }
        exit(0)
    }

    private static func join(_ path: String) -> SharedState<Balance> {
        // On a busy machine, the others may keep one waiting too long.
        for _ in 0..<20 { if let state = Balance.join(in: path) { return state } }
        exit(couldNotJoin)
    }
}

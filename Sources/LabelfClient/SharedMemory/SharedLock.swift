internal import CPosix
internal import LabelfCore

/// The lock of a shared file: a byte's lock of the opening, which the kernel takes back however its owner ends.
struct SharedLock {
    private static let patience = Interval.milliseconds(100)
    private static let impatience = Interval.milliseconds(1)
    /// Tries before it sleeps between tries: a transaction takes microseconds.
    private static let spins = 20

    private let watch: SharedFile
    private var isTaken = false
    /// False since the lock was waited for in vain: it is then not waited for again before it was free.
    private var isPatient = true

    init(_ watch: SharedFile) {
        self.watch = watch
    }

    /// Waits 100 ms at most. False if somebody has it for that long, a process that was stopped most likely, or if it is
    /// taken already.
    mutating func acquire() -> Bool {
        if isTaken { return false }
        let deadline = Clock.now() + (isPatient ? SharedLock.patience : SharedLock.impatience)
        repeat {
            for _ in 0..<SharedLock.spins where watch.lock(SharedPlace.lockByte) {
                isTaken = true
                isPatient = true
                return true
            }
            var pause = timespec(tv_sec: 0, tv_nsec: 50_000)
            nanosleep(&pause, nil)
        } while Clock.now() < deadline
        isPatient = false
        return false
    }

    mutating func release() {
        isTaken = false
        watch.unlock(SharedPlace.lockByte)
    }
}

/// Names a member for ever: its place, and a number that is given once in a file's life. Never 0.
enum Ticket {
    static func make(index: Int, number: UInt64) -> UInt64 {
        number << 8 | UInt64(index + 1)
    }
}

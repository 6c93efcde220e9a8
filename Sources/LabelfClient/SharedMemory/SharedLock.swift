internal import CPosix
internal import LabelfCore

/// The lock of a shared file: a word in it that holds the ticket of the member that has it, or 0. A member that finds a ticket of
/// a dead member in it takes the lock over. It is not a robust mutex of pthreads, as that would keep pointers of one process in
/// the memory of all, belong to a thread, and know its owner by a number that another container uses too.
struct SharedLock {
    enum Outcome {
        case taken
        /// Its owner died with it.
        case takenFromDead
        /// Somebody has it for too long: a process that was stopped, most likely.
        case unavailable
    }

    private static let patience = Interval.milliseconds(100)
    private static let impatience = Interval.milliseconds(1)
    /// Looks at the word before it sleeps between looks: a transaction takes microseconds.
    private static let spins = 100

    private let word: UnsafeMutablePointer<UInt64>
    private let ticket: UInt64
    private let watch: SharedFile
    /// False since the lock was waited for in vain: it is then not waited for again before it was free.
    private var isPatient = true

    init(_ word: UnsafeMutablePointer<UInt64>, ticket: UInt64, watch: SharedFile) {
        self.word = word
        self.ticket = ticket
        self.watch = watch
    }

    /// Waits 100 ms at most.
    mutating func acquire() -> Outcome {
        if posix_exchange(word, 0, ticket) { return take(.taken) }
        let deadline = Clock.now() + (isPatient ? SharedLock.patience : SharedLock.impatience)
        repeat {
            for _ in 0..<SharedLock.spins where posix_load_acquire(word) == 0 {
                if posix_exchange(word, 0, ticket) { return take(.taken) }
            }
            let holder = posix_load_acquire(word)
            if holder == ticket { break }
            if holder != 0, isDead(holder) {
                if posix_exchange(word, holder, ticket) { return take(.takenFromDead) }
            } else {
                var pause = timespec(tv_sec: 0, tv_nsec: 50_000)
                nanosleep(&pause, nil)
            }
        } while Clock.now() < deadline
        isPatient = false
        return .unavailable
    }

    private mutating func take(_ outcome: Outcome) -> Outcome {
        isPatient = true
        return outcome
    }

    func release() {
        _ = posix_exchange(word, ticket, 0)
    }

    private func isDead(_ holder: UInt64) -> Bool {
        guard let index = Ticket.index(of: holder) else { return true }
        // The place is ours now, so its former member has left it.
        if index == Ticket.index(of: ticket) { return true }
        return !watch.isLockedElsewhere(index..<index + 1)
    }
}

/// Names a member for ever: its place, and a number that is given once in a file's life. Never 0.
enum Ticket {
    static func make(index: Int, number: UInt64) -> UInt64 {
        number << 8 | UInt64(index + 1)
    }

    /// The member's place; nil for what is no ticket.
    static func index(of ticket: UInt64) -> Int? {
        let place = Int(ticket & 0xff)
        return (1...SharedPlace.count).contains(place) ? place - 1 : nil
    }
}

internal import CPosix
package import LabelfCore

/// A value that the processes of a user share, with those of them that take part as numbered members. Each client is a member
/// of its own.
///
/// The file holds the value twice. A transaction changes the copy that is not in force, and puts it in force with one
/// store; so a process that is killed at any instruction leaves the value as it was before or as it was after. There is no
/// good-bye: a member that goes is found dead by the others like one that was killed, and `writeOff` clears what it had.
///
/// For one thread at a time; never to be touched in a forked child, which may only free it.
package final class SharedState<State: BitwiseCopyable> {
    /// How long a dead member may go unnoticed, and how long a removed file is used.
    private static var lookInterval: Interval { Interval.seconds(Int64(1)) }

    private let watch: SharedFile
    let place: SharedPlace
    private let memory: SharedMemory<State>
    private let ticket: UInt64
    private let writeOff: (inout State, Int) -> Void
    private var lock: SharedLock
    private var nextLook: Instant
    /// No transaction will succeed any more: somebody removed the file, or closed its descriptor. To be let go of; another
    /// may be opened.
    package private(set) var isLost = false

    /// Joins the others. Nil if nothing can be shared: the disk is full, all places are taken, the file is not ours, or
    /// another process keeps the lock. The caller then has a state to itself.
    /// - Parameters:
    ///   - initial: for a file that is new, or from before the machine's last start.
    ///   - writeOff: called inside a transaction, once for each member that has died, with the member's number. It clears
    ///     all that the value holds of it; the number may be another member's next.
    package static func open(
        in directory: RuntimeDirectory, named name: SharedName, initial: State, now: Instant,
        writeOff: @escaping (inout State, Int) -> Void
    ) -> SharedState? {
        let size = SharedMemory<State>.size
        let file = name.fileName(size: size)
        guard let boot = MachineIdentity.boot(), MemoryLayout<State>.alignment <= SharedHeader.size,
            let watch = SharedFile.open(file, in: directory), watch.waitToLock(SharedHeader.joinByte)
        else { return nil }
        defer { watch.unlock(SharedHeader.joinByte) }
        guard let place = SharedPlace.take(file, in: directory, size: size, watch: watch) else { return nil }
        let memory = SharedMemory<State>(place.memory)
        if memory.header.mark != boot {
            guard place.isAlone else { return nil }
            memory.fill(initial, mark: boot)
        }
        guard place.settle(watch) else { return nil }
        let state = SharedState(watch, place, memory, now, writeOff)
        return state.join(now) ? state : nil
    }

    private init(
        _ watch: SharedFile, _ place: SharedPlace, _ memory: SharedMemory<State>, _ now: Instant,
        _ writeOff: @escaping (inout State, Int) -> Void
    ) {
        self.watch = watch
        self.place = place
        self.memory = memory
        self.writeOff = writeOff
        ticket = Ticket.make(index: place.index, number: memory.header.nextNumber())
        lock = SharedLock(memory.header.owner, ticket: ticket, watch: watch)
        nextLook = now
    }

    /// This member's number, below `SharedPlace.count`: no other living member has it.
    package var member: Int { place.index }

    /// The ticket of the member that has the lock; 0 for none.
    var lockOwner: UInt64 { posix_load_acquire(memory.header.owner) }

    /// Runs `body` on the value, which no other member sees or changes meanwhile, and puts the result in force when `body`
    /// returns. Nil, without having run `body`, if the lock cannot be had within 100 ms, or if `isLost`. Once it could not be
    /// had, transactions fail within a millisecond until it can. Must not be nested.
    package func transaction<Result>(now: Instant, _ body: (inout State, Int) -> Result) -> Result? {
        if isLost { return nil }
        return locked { draft in
            if now >= nextLook { look(draft, now) }
            // Nobody gives a living member's place away, unless the member's descriptors were closed.
            if draft.pointee.tickets[place.index] != ticket { isLost = true }
            return isLost ? nil : body(&draft.pointee.state, place.index)
        }
    }

    private func join(_ now: Instant) -> Bool {
        let joined: Void? = locked { draft in
            if draft.pointee.tickets[place.index] != 0 { writeOff(&draft.pointee.state, place.index) }
            draft.pointee.tickets[place.index] = ticket
            look(draft, now)
        }
        return joined != nil && !isLost
    }

    /// Under the lock, gives `body` a copy of the value, and puts that in force unless `body` returns nil.
    private func locked<Result>(_ body: (UnsafeMutablePointer<SharedCopy<State>>) -> Result?) -> Result? {
        switch lock.acquire() {
        case .unavailable: return nil
        case .takenFromDead: nextLook = Instant(nanoseconds: .min)
        case .taken: break
        }
        defer { lock.release() }
        guard let result = body(memory.draft()) else { return nil }
        memory.commit()
        return result
    }

    /// Writes off members that have died.
    private func look(_ draft: UnsafeMutablePointer<SharedCopy<State>>, _ now: Instant) {
        nextLook = now + SharedState.lookInterval
        guard watch.hasName else {
            isLost = true
            return
        }
        for index in 0..<SharedPlace.count where draft.pointee.tickets[index] != 0 && index != place.index {
            if watch.isLockedElsewhere(index..<index + 1) { continue }
            writeOff(&draft.pointee.state, index)
            draft.pointee.tickets[index] = 0
        }
    }
}

extension SharedFile {
    /// Joining takes microseconds, so a member that has the byte for a tenth of a second was stopped.
    fileprivate func waitToLock(_ byte: Int) -> Bool {
        for _ in 0..<100 {
            if lock(byte) { return true }
            var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
            nanosleep(&pause, nil)
        }
        return false
    }
}

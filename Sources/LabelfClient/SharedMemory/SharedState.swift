internal import CPosix
package import LabelfCore

/// A value that the processes of a user share, with those of them that take part as numbered members. Each client is a member
/// of its own.
///
/// The file holds the value twice. A transaction reads it whole, writes the copy that is not in force, and puts that in force with
/// one word; so a process that is killed at any instruction leaves the value as it was before or as it was after. What is
/// read has a checksum, and is not in the file any more: no bytes, size or end of it harm anybody. There is no good-bye: a member that goes is found dead by the others like one that was killed, and `writeOff` clears what it had.
///
/// For one thread at a time; never to be touched in a forked child, which may only free it.
package final class SharedState<State: BitwiseCopyable> {
    /// How long a dead member may go unnoticed, and how long a removed file is used.
    private static var lookInterval: Interval { Interval.seconds(Int64(1)) }
    /// How long a member may keep the lock, which it needs for microseconds.
    private static var longestHold: Interval { Interval.seconds(Int64(2)) }

    private let watch: SharedFile
    let place: SharedPlace
    private let image: SharedImage<State>
    private let ticket: UInt64
    /// What the file has as its mark.
    private let mark: UInt64
    private let writeOff: (inout State, Int) -> Void
    private var lock: SharedLock
    private var nextLook: Instant
    /// Since when the lock could not be had.
    private var waitingSince: Instant?
    /// No transaction will succeed any more: somebody removed the file, or closed its descriptor, or what is in it is not what
    /// its members have written. To be let go of; another may be opened.
    package private(set) var isLost = false
    /// Whether the file itself is the reason: nobody is to find it any more.
    private var isDamaged = false

    /// Joins the others. Nil if nothing can be shared: the disk is full, all places are taken, the file is not ours, or
    /// another process keeps the lock. The caller then has a state to itself.
    /// - Parameters:
    ///   - initial: for a file that is new, damaged, or from before the machine's last start.
    ///   - writeOff: called inside a transaction, once for each member that has died, with the member's number. It clears
    ///     all that the value holds of it; the number may be another member's next.
    package static func open(
        in directory: RuntimeDirectory, named name: SharedName, initial: State, now: Instant,
        writeOff: @escaping (inout State, Int) -> Void
    ) -> SharedState? {
        let size = SharedImage<State>.size
        let file = name.fileName(size: size)
        guard let boot = MachineIdentity.boot(), let watch = SharedFile.open(file, in: directory),
            watch.waitToLock(SharedPlace.joinByte)
        else { return nil }
        defer { watch.unlock(SharedPlace.joinByte) }
        var lock = SharedLock(watch)
        guard let place = SharedPlace.take(file, in: directory, size: size, watch: watch), lock.acquire() else {
            // Damaged while others have it: they find out by themselves, and whoever comes from now on meets elsewhere.
            if !watch.hasSize(size) { watch.remove(file, from: directory) }
            return nil
        }
        let image = SharedImage<State>(watch)
        let isGood = image.load() && image.mark == boot && image.isWhole
        if !isGood, !place.isAlone { watch.remove(file, from: directory) }
        let number =
            isGood || place.isAlone && image.fill(initial, mark: boot) ? image.nextNumber() : nil
        lock.release()
        guard let number, place.settle(watch) else { return nil }
        let ticket = Ticket.make(index: place.index, number: number)
        let state = SharedState(watch, place, image, lock, ticket, boot, now, writeOff)
        return state.join(now) ? state : nil
    }

    private init(
        _ watch: SharedFile, _ place: SharedPlace, _ image: SharedImage<State>, _ lock: SharedLock, _ ticket: UInt64,
        _ mark: UInt64, _ now: Instant, _ writeOff: @escaping (inout State, Int) -> Void
    ) {
        self.watch = watch
        self.place = place
        self.image = image
        self.lock = lock
        self.ticket = ticket
        self.mark = mark
        self.writeOff = writeOff
        nextLook = now
    }

    /// This member's number, below `SharedPlace.count`: no other living member has it.
    package var member: Int { place.index }

    /// Whether another member has the lock.
    var isLockedElsewhere: Bool { watch.isLockedElsewhere(SharedPlace.lockByte..<SharedPlace.lockByte + 1) }

    /// Runs `body` on the value, which no other member sees or changes meanwhile, and puts the result in force when `body`
    /// returns. Nil, without having run `body`, if the lock cannot be had within 100 ms, or if `isLost`. Once it could not be
    /// had, transactions fail within a millisecond until it can. Must not be nested.
    package func transaction<Result>(now: Instant, _ body: (inout State, Int) -> Result) -> Result? {
        if isLost { return nil }
        return locked(now) { draft in
            if now >= nextLook { look(draft, now) }
            // Nobody gives a living member's place away, unless the member's descriptors were closed.
            if draft.pointee.tickets[place.index] != ticket { isLost = true }
            return isLost ? nil : body(&draft.pointee.state, place.index)
        }
    }

    /// To be called when it is lost, and before another is opened: whoever comes is not to find what is damaged.
    package func discard(_ name: SharedName, in directory: RuntimeDirectory) {
        if isDamaged { watch.remove(name.fileName(size: SharedImage<State>.size), from: directory) }
    }

    private func join(_ now: Instant) -> Bool {
        let joined: Void? = locked(now) { draft in
            if draft.pointee.tickets[place.index] != 0 { writeOff(&draft.pointee.state, place.index) }
            draft.pointee.tickets[place.index] = ticket
            look(draft, now)
        }
        return joined != nil && !isLost
    }

    /// Under the lock, gives `body` a copy of the value, and puts that in force unless `body` returns nil.
    private func locked<Result>(
        _ now: Instant, _ body: (UnsafeMutablePointer<SharedCopy<State>>) -> Result?
    ) -> Result? {
        guard lock.acquire() else {
            // A member that was stopped: the others go on elsewhere.
            let since = waitingSince ?? now
            waitingSince = since
            return now - since > SharedState.longestHold ? lose() : nil
        }
        waitingSince = nil
        defer { lock.release() }
        guard image.load(), image.mark == mark, image.isWhole else { return lose() }
        guard let result = body(image.draft()), image.commit() else { return nil }
        return result
    }

    private func lose<Result>() -> Result? {
        isLost = true
        isDamaged = true
        return nil
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

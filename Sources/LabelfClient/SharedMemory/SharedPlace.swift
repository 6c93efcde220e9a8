internal import CPosix

/// A member's place among those that share a file: a number below `count`, and the memory.
///
/// The kernel keeps the proof that a member lives. The place's byte is locked by an opening of the file that nothing holds
/// but the mapping of the memory itself; the descriptor is closed. So the lock goes when the mapping goes, whether the
/// process ends, is killed or runs another program; a forked child gets neither; and a member that is found dead has no
/// memory left in which it, or a thread of it, could still write. No process number is involved, which could be used again or
/// mean another process in a container.
final class SharedPlace {
    static let count = 64

    let index: Int
    let memory: UnsafeMutableRawPointer
    private let size: Int
    private let processID = getpid()
    /// The opening that has the place's lock, until the mapping alone holds it.
    private var opening: SharedFile?

    /// The first free place. Nil if there is none, or no room for the memory. Must not run in two processes at a time. A
    /// child that is forked before `settle` has the opening too, and keeps the place until it ends or runs another program.
    static func take(_ name: String, in directory: RuntimeDirectory, size: Int, watch: SharedFile) -> SharedPlace? {
        guard let opening = SharedFile.open(name, in: directory), opening.isSame(as: watch),
            let index = (0..<count).first(where: { opening.lock($0) }),
            opening.hasSize(size) || (!opening.isLockedElsewhere(0..<count) && opening.empty()),
            opening.reserve(size), let memory = opening.map(size)
        else { return nil }
        return SharedPlace(index, memory, size, opening)
    }

    private init(_ index: Int, _ memory: UnsafeMutableRawPointer, _ size: Int, _ opening: SharedFile) {
        self.index = index
        self.memory = memory
        self.size = size
        self.opening = opening
    }

    deinit {
        // A forked child does not have the mapping, and may have something else there.
        if getpid() == processID { munmap(memory, size) }
    }

    /// Whether nobody else has a place. Before `settle`.
    var isAlone: Bool {
        opening.map { !$0.isLockedElsewhere(0..<SharedPlace.count) } ?? false
    }

    /// Leaves the lock to the mapping alone. False if the file system does not keep it so.
    func settle(_ watch: SharedFile) -> Bool {
        opening = nil
        return watch.isLockedElsewhere(index..<index + 1)
    }
}

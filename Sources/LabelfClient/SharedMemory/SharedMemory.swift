internal import CPosix

/// The words at the start of a shared file. Everything in it is a plain number: no process can be led astray by an address.
struct SharedHeader {
    /// As long as a cache line, and the alignment of what follows.
    static let size = 64
    /// The byte that is locked while a member joins. Those below are the places'.
    static let joinByte = SharedPlace.count

    private let words: UnsafeMutablePointer<UInt64>

    init(_ memory: UnsafeMutableRawPointer) {
        words = memory.bindMemory(to: UInt64.self, capacity: SharedHeader.size / 8)
    }

    /// Set when the rest of the file is whole, to what tells this start of the machine from others; never 0 then.
    var mark: UInt64 {
        get { posix_load_acquire(words) }
        nonmutating set { posix_store_release(words, newValue) }
    }

    /// For `SharedLock`.
    var owner: UnsafeMutablePointer<UInt64> { words + 1 }

    /// Which copy is in force: 0 or 1.
    var active: Int {
        get { Int(posix_load_acquire(words + 2) & 1) }
        nonmutating set { posix_store_release(words + 2, UInt64(newValue)) }
    }

    /// A number that was not given before. For one member at a time.
    func nextNumber() -> UInt64 {
        let number = posix_load_acquire(words + 3) &+ 1
        posix_store_release(words + 3, number)
        return number
    }
}

/// What the file holds twice: the value, and the tickets of the members that it knows of, which change together.
struct SharedCopy<State: BitwiseCopyable>: BitwiseCopyable {
    var tickets: InlineArray<64, UInt64>
    var state: State
}

/// A mapped file with its two copies.
struct SharedMemory<State: BitwiseCopyable> {
    static var size: Int { SharedHeader.size + 2 * stride }
    /// A copy starts with a cache line.
    private static var stride: Int { (MemoryLayout<SharedCopy<State>>.size + 63) & ~63 }

    let header: SharedHeader
    private let start: UnsafeMutableRawPointer

    init(_ start: UnsafeMutableRawPointer) {
        self.start = start
        header = SharedHeader(start)
    }

    private func copy(_ index: Int) -> UnsafeMutablePointer<SharedCopy<State>> {
        (start + SharedHeader.size + index * SharedMemory.stride).bindMemory(to: SharedCopy<State>.self, capacity: 1)
    }

    /// Starts the file anew.
    func fill(_ state: State, mark: UInt64) {
        header.mark = 0
        memset(start, 0, SharedMemory.size)
        copy(0).pointee.state = state
        header.mark = mark
    }

    /// The copy that is not in force, after it has been made the same as the other.
    func draft() -> UnsafeMutablePointer<SharedCopy<State>> {
        let active = header.active
        let draft = copy(1 - active)
        memcpy(draft, copy(active), MemoryLayout<SharedCopy<State>>.size)
        return draft
    }

    /// Puts the draft in force.
    func commit() {
        header.active = 1 - header.active
    }
}

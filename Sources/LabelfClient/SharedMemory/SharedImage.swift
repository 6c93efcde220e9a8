internal import CPosix

/// What the file holds twice: the value, and the tickets of the members that it knows of, which change together.
struct SharedCopy<State: BitwiseCopyable>: BitwiseCopyable {
    /// Of all that follows: what somebody else has written over is not believed.
    var checksum: UInt64
    var tickets: InlineArray<64, UInt64>
    var state: State
}

/// The file, read whole into memory of our own: whatever happens to the file meanwhile, this does not change, and cannot be cut
/// off. Everything in it is a plain number. All of this belongs under the members' lock.
///
/// At the start are words: a mark, which is set when the rest is whole and tells this start of the machine from others; which
/// copy is in force; and the number that was given last.
final class SharedImage<State: BitwiseCopyable> {
    private static var headerSize: Int { 64 }
    /// A copy starts with a cache line.
    private static var stride: Int { (MemoryLayout<SharedCopy<State>>.size + 63) & ~63 }
    static var size: Int { headerSize + 2 * stride }

    private let file: SharedFile
    private let start: UnsafeMutableRawPointer

    init(_ file: SharedFile) {
        self.file = file
        start = .allocate(byteCount: SharedImage.size, alignment: 64)
        memset(start, 0, SharedImage.size)
    }

    deinit { start.deallocate() }

    /// Reads the file. False if it does not have its size.
    func load() -> Bool {
        file.hasSize(SharedImage.size)
            && file.read(UnsafeMutableRawBufferPointer(start: start, count: SharedImage.size))
    }

    var mark: UInt64 { word(0) }
    private var active: Int { Int(word(1) & 1) }

    /// A number that was not given before. Nil if it cannot be written.
    func nextNumber() -> UInt64? {
        let number = word(2) &+ 1
        return write(number, to: 2) ? number : nil
    }

    /// Whether the copy in force is as somebody has put it in force.
    var isWhole: Bool { copy(active).pointee.checksum == checksum(of: active) }

    /// Starts the file anew. False if it cannot be written.
    func fill(_ state: State, mark: UInt64) -> Bool {
        memset(start, 0, SharedImage.size)
        copy(0).pointee.state = state
        copy(0).pointee.checksum = checksum(of: 0)
        let all = UnsafeRawBufferPointer(start: start, count: SharedImage.size)
        // The mark comes last.
        return file.write(all, at: 0) && write(mark, to: 0)
    }

    /// A copy of the one in force, to be changed.
    func draft() -> UnsafeMutablePointer<SharedCopy<State>> {
        let draft = copy(1 - active)
        memcpy(draft, copy(active), MemoryLayout<SharedCopy<State>>.size)
        return draft
    }

    /// Puts the draft in force: it is written where nobody looks, and one word after it. False if that cannot be.
    func commit() -> Bool {
        let index = 1 - active
        copy(index).pointee.checksum = checksum(of: index)
        let offset = SharedImage.headerSize + index * SharedImage.stride
        let bytes = UnsafeRawBufferPointer(start: copy(index), count: MemoryLayout<SharedCopy<State>>.size)
        return file.write(bytes, at: offset) && write(UInt64(index), to: 1)
    }

    private func copy(_ index: Int) -> UnsafeMutablePointer<SharedCopy<State>> {
        (start + SharedImage.headerSize + index * SharedImage.stride)
            .bindMemory(to: SharedCopy<State>.self, capacity: 1)
    }

    private func checksum(of index: Int) -> UInt64 {
        let size = MemoryLayout<SharedCopy<State>>.size
        return Checksum.of(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(start: copy(index), count: size)[8...]))
    }

    private func word(_ index: Int) -> UInt64 {
        start.load(fromByteOffset: index * 8, as: UInt64.self)
    }

    private func write(_ word: UInt64, to index: Int) -> Bool {
        start.storeBytes(of: word, toByteOffset: index * 8, as: UInt64.self)
        return file.write(UnsafeRawBufferPointer(start: start + index * 8, count: 8), at: index * 8)
    }
}

/// A sum that differs if bytes differ by chance, and costs less than their way through the kernel: four sums at a time, each of
/// every fourth word, by a multiplication that spreads each bit upwards.
enum Checksum {
    /// The golden ratio's, as hashes have it: odd, with its bits well mixed.
    private static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var offset = 0
        while offset + 32 <= bytes.count {
            a = step(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            b = step(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            c = step(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            d = step(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
            offset += 32
        }
        while offset < bytes.count {
            a = step(a, UInt64(bytes[offset]))
            offset += 1
        }
        return step(step(step(a, b), c), d)
    }

    private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* factor
        return product ^ (product >> 29)
    }
}

internal import CLabelf
internal import CPosix

/// What is behind an `ArrowArray` until it is released: one block of words, and behind them the arrays below it. Of its own
/// for each array, since each may be moved, and outlive the one above it. From `malloc`, since running out of memory has to be
/// an error.
///
///     the rows that it keeps | 3 buffers | what was made for each of them | pointers to its children | children | dictionary
private enum ArrowStore {
    static let buffers = 1
    static let made = 4
    static let children = 7
    typealias Word = UnsafeMutableRawPointer?
}

extension UnsafeMutablePointer where Pointee == ArrowArray {
    /// Makes it an array that can be released, as can those below it that were begun. False if there is no memory.
    func begin(
        _ rows: ArrowRows, length: Int, buffers: Int, children count: Int = 0, dictionary: Bool = false
    ) -> Bool {
        initialize(to: ArrowArray())
        let words = (ArrowStore.children + count) * MemoryLayout<ArrowStore.Word>.stride
        guard let block = calloc(1, words + (count + 1) * MemoryLayout<ArrowArray>.stride) else { return false }
        let store = block.assumingMemoryBound(to: ArrowStore.Word.self)
        store[0] = Unmanaged.passRetained(rows).toOpaque()
        pointee.length = Int64(length)
        pointee.n_buffers = Int64(buffers)
        pointee.buffers = UnsafeMutableRawPointer(store + ArrowStore.buffers).assumingMemoryBound(
            to: UnsafeRawPointer?.self)
        let arrays = (block + words).assumingMemoryBound(to: ArrowArray.self)
        if count > 0 {
            pointee.children = UnsafeMutableRawPointer(store + ArrowStore.children).assumingMemoryBound(to: Self?.self)
            for index in 0..<count { pointee.children[index] = arrays + index }
            pointee.n_children = Int64(count)
        }
        if dictionary { pointee.dictionary = arrays + count }
        pointee.private_data = block
        pointee.release = { $0?.release() }
        return true
    }

    /// A buffer of zeros that the array owns; nil if there is no memory.
    func make<Element>(_ buffer: Int, _ count: Int, of type: Element.Type) -> UnsafeMutablePointer<Element>? {
        guard let memory = calloc(max(count, 1), MemoryLayout<Element>.stride) else { return nil }
        store[ArrowStore.made + buffer] = memory
        pointee.buffers[buffer] = UnsafeRawPointer(memory)
        return memory.assumingMemoryBound(to: type)
    }

    /// Says which rows are not null. False if there is no memory; none is needed if all are.
    func mark(_ isValid: (Int) -> Bool) -> Bool {
        let rows = 0..<Int(pointee.length)
        let valid = rows.reduce(0) { $0 + (isValid($1) ? 1 : 0) }
        pointee.null_count = Int64(rows.count - valid)
        if valid == rows.count { return true }
        guard let bits = make(0, (rows.count + 63) / 64, of: UInt64.self) else { return false }
        // Bits count from the least one of the first byte.
        for row in rows where isValid(row) { bits[row / 64] |= (1 << UInt64(row % 64) as UInt64).littleEndian }
        return true
    }

    /// The first element of each row; zero where it has none. False if there is no memory.
    func gather<Element>(_ elements: UnsafePointer<Element>, _ offsets: UnsafePointer<Int64>) -> Bool {
        guard let firsts = make(1, Int(pointee.length), of: Element.self) else { return false }
        for row in 0..<Int(pointee.length) where offsets[row] < offsets[row + 1] {
            firsts[row] = elements[Int(offsets[row])]
        }
        return true
    }

    /// Releases it unless it is.
    func abandon() {
        pointee.release?(self)
    }

    private var store: UnsafeMutablePointer<ArrowStore.Word> {
        pointee.private_data.assumingMemoryBound(to: ArrowStore.Word.self)
    }

    /// As the specification has it: those that were moved out of it are released already.
    private func release() {
        for index in 0..<Int(pointee.n_children) { pointee.children[index]!.abandon() }
        pointee.dictionary?.abandon()
        for buffer in 0..<3 { free(store[ArrowStore.made + buffer]) }
        let rows = Unmanaged<ArrowRows>.fromOpaque(store[0]!)
        free(pointee.private_data)
        pointee.release = nil
        rows.release()
    }
}

import CCurl

/// The bytes of a response: grows as they arrive, and is used again for the next one. Memory comes from malloc, because
/// running out of it has to be an error and not the end of the process, which it is with an array.
struct ByteStore: ~Copyable {
    private static let smallest = 16 * 1024
    private static let largestKept = 256 * 1024

    private var base: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    deinit {
        free(base)
    }

    /// Valid until the store is changed or gone.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Adds bytes if there are no more than `limit` then. Otherwise changes nothing and says why.
    mutating func append(_ added: UnsafeRawBufferPointer, limit: Int) -> Refusal? {
        guard let source = added.baseAddress, added.count > 0 else { return nil }
        let (total, overflow) = count.addingReportingOverflow(added.count)
        guard !overflow, total <= limit else { return .bodyTooLarge }
        if total > capacity, !grow(to: total, limit: limit) { return .memory }
        guard let base else { return .memory }
        base.advanced(by: count).copyMemory(from: source, byteCount: added.count)
        count = total
        return nil
    }

    /// Doubles, so that a byte is moved about once however large the response, but never reserves beyond the limit:
    /// nothing here depends on the length that a server announces.
    private mutating func grow(to needed: Int, limit: Int) -> Bool {
        let (doubled, overflow) = capacity.multipliedReportingOverflow(by: 2)
        let wanted = overflow ? needed : max(needed, min(max(doubled, Self.smallest), limit))
        guard let moved = realloc(base, wanted) else { return false }
        base = moved
        capacity = wanted
        return true
    }

    /// Forgets the bytes. The memory is kept unless one giant response made it huge.
    mutating func clear() {
        count = 0
        if capacity > Self.largestKept {
            free(base)
            base = nil
            capacity = 0
        }
    }
}

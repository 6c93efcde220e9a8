internal import CPosix
package import LabelfCore

/// The texts of a call that does not block, copied into one piece of memory.
package final class TextCopy {
    package private(set) var texts: [Text] = []
    private let memory: UnsafeMutableRawPointer

    /// Nil if memory is short.
    package static func make(of originals: [Text]) -> TextCopy? {
        malloc(max(originals.reduce(0) { $0 + $1.count }, 1)).map { TextCopy(originals, in: $0) }
    }

    private init(_ originals: [Text], in memory: UnsafeMutableRawPointer) {
        self.memory = memory
        texts.reserveCapacity(originals.count)
        var offset = 0
        for original in originals {
            if let source = original.bytes.baseAddress, original.count > 0 {
                (memory + offset).copyMemory(from: source, byteCount: original.count)
            }
            texts.append(Text(UnsafeRawBufferPointer(start: memory + offset, count: original.count)))
            offset += original.count
        }
    }

    deinit { free(memory) }
}

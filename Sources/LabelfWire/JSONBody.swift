import CJansson
import LabelfCore

/// A JSON document as text, in memory of its own that goes with it.
package final class JSONBody: ByteBuffer {
    private let start: UnsafeMutableRawPointer
    private let count: Int

    /// Valid for as long as this object lives. Never empty.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: count)
    }

    /// Takes ownership of memory from `malloc`.
    private init(owning start: UnsafeMutableRawPointer, count: Int) {
        self.start = start
        self.count = count
    }

    deinit {
        shim_free(start)
    }

    /// Dumps a tree without white space. `expecting` is a guess at how long the text will be: if it is no less than the
    /// truth the tree is walked once, otherwise twice. Nil if memory is short.
    ///
    /// Not `json_dumps`: that grows its buffer step by step, and copies all of it once more at the end.
    static func dump(_ tree: JSON, expecting guess: Int) -> JSONBody? {
        var capacity = max(guess, 64)
        guard var memory = shim_malloc(capacity) else { return nil }
        var count = json_dumpb(tree, memory.assumingMemoryBound(to: CChar.self), capacity, Int(JSON_COMPACT))
        if count > capacity {
            capacity = count
            guard let larger = shim_realloc(memory, capacity) else {
                shim_free(memory)
                return nil
            }
            memory = larger
            count = json_dumpb(tree, memory.assumingMemoryBound(to: CChar.self), capacity, Int(JSON_COMPACT))
        }
        guard count > 0, count <= capacity else {
            shim_free(memory)
            return nil
        }
        return JSONBody(owning: memory, count: count)
    }
}

@testable import LabelfCore

/// The memory of one call's texts, as a program would keep it: until the call is settled. `overwrite` is what the program
/// does then, so that whoever still reads a text reads rubbish.
final class TextArena {
    private let memory: UnsafeMutableRawBufferPointer
    private(set) var texts: [Text] = []

    init(_ strings: [String]) {
        let bytes = strings.map { Array($0.utf8) }
        memory = .allocate(byteCount: max(bytes.reduce(0) { $0 + $1.count }, 1), alignment: 1)
        var offset = 0
        for string in bytes {
            let place = UnsafeMutableRawBufferPointer(rebasing: memory[offset..<offset + string.count])
            place.copyBytes(from: string)
            texts.append(Text(UnsafeRawBufferPointer(place)))
            offset += string.count
        }
    }

    deinit { memory.deallocate() }

    func overwrite() {
        for index in memory.indices { memory[index] = UInt8(ascii: "#") }
    }
}

extension Text {
    var string: String { String(decoding: bytes, as: UTF8.self) }
}

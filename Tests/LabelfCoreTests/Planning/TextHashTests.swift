import LabelfCore
import Testing

@Suite("The hash of a text")
struct TextHashTests {
    private func hash(_ bytes: [UInt8], seed: UInt64 = 1) -> Int {
        bytes.withUnsafeBytes { TextHash.hash(Text($0), seed: seed) }
    }

    @Test("The same bytes have the same hash, wherever they are")
    func equal() {
        var random = SeededGenerator(seed: 7)
        for count in 0..<100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let shifted = [0] + bytes
            #expect(hash(bytes) == shifted.withUnsafeBytes { TextHash.hash(Text(.init(rebasing: $0[1...])), seed: 1) })
        }
    }

    @Test("A flipped bit, another length or another seed is another hash")
    func different() {
        for count in 1..<70 {
            let bytes = [UInt8](repeating: 97, count: count)
            var seen: Set<Int> = [hash(bytes), hash(bytes + [0]), hash(bytes, seed: 2)]
            for bit in 0..<count * 8 {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                seen.insert(hash(flipped))
            }
            #expect(seen.count == 3 + count * 8)
        }
    }

    @Test("The low bits, which choose a slot, spread evenly over numbered texts")
    func spread() {
        var slots = [Int](repeating: 0, count: 256)
        for number in 0..<25_600 { slots[hash(Array("message \(number)".utf8)) & 255] += 1 }
        // A hundred each on average; ten standard deviations are a hundred.
        #expect((slots.min() ?? 0) > 40 && (slots.max() ?? 0) < 180)
    }
}

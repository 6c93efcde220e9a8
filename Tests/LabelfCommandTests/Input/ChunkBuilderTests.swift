import Testing

@testable import LabelfCommand

struct ChunkBuilderTests {
    private func add(_ count: Int, to chunks: ChunkBuilder, bytes: Int = 3) {
        let text = [UInt8](repeating: 120, count: bytes)
        for _ in 0..<count {
            text.raw { chunks.add(text: $0, carried: UnsafeRawBufferPointer(start: nil, count: 0)) }
        }
    }

    @Test func aChunkIsFullByRows() {
        let chunks = ChunkBuilder()
        add(2 * ChunkBuilder.mostRows + 1, to: chunks)
        #expect(chunks.next()?.firstIndex == 0)
        #expect(chunks.next()?.endIndex == 2 * ChunkBuilder.mostRows)
        #expect(chunks.next() == nil)
        #expect(chunks.hasOpen)
        chunks.close()
        #expect(chunks.next()?.rows.count == 1)
        #expect(!chunks.hasOpen && !chunks.hasFull)
    }

    @Test func aChunkIsFullByBytes() {
        let chunks = ChunkBuilder()
        add(3, to: chunks, bytes: ChunkBuilder.mostBytes / 2)
        #expect(chunks.next()?.rows.count == 2)
    }

    @Test func rowsThatAreWrittenAreLeftOut() {
        let chunks = ChunkBuilder(skip: 70)
        add(75, to: chunks)
        chunks.close()
        let chunk = chunks.next()
        #expect(chunk?.firstIndex == 70)
        #expect(chunk?.rows.count == 5)
        #expect(chunks.rows == 75)
    }
}

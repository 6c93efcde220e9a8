import Testing

@testable import LabelfCore

@Suite struct HeapTests {
    @Test("The least first, whatever order they came in", arguments: 0..<20)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let numbers = (0..<Int.random(in: 0...200, using: &random)).map { _ in Int.random(in: 0...50, using: &random) }
        var heap = Heap<Int>(precedes: <)
        for number in numbers { heap.insert(number) }
        heap.removeAll { $0 % 7 == 0 }
        let kept = numbers.filter { $0 % 7 != 0 }
        #expect(heap.count == kept.count)
        var taken: [Int] = []
        while let next = heap.removeFirst() { taken.append(next) }
        #expect(taken == kept.sorted())
    }
}

@Suite struct QueueTests {
    @Test("First in, first out, over thousands of elements", arguments: 0..<10)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = Queue<Int>()
        var next = 0
        var last = 0
        for _ in 0..<10_000 {
            if Int.random(in: 0..<5, using: &random) < 3 {
                queue.append(next)
                next += 1
            } else if let first = queue.popFirst() {
                #expect(first == last)
                last += 1
            }
            #expect(queue.count == next - last)
        }
        while let first = queue.popFirst() {
            #expect(first == last)
            last += 1
        }
        #expect(last == next && queue.isEmpty)
    }
    @Test("What is left out is gone; the others keep their order")
    func removal() {
        var queue = Queue<Int>()
        for number in 0..<6 { queue.append(number) }
        _ = queue.popFirst()
        queue.removeAll { $0 % 2 == 1 }
        #expect(queue.count == 2 && queue.first == 2)
        queue.append(9)
        #expect([queue.popFirst(), queue.popFirst(), queue.popFirst(), queue.popFirst()] == [2, 4, 9, nil])
    }
}

/// First in, first out, in constant time.
package struct Queue<Element> {
    private var slots: [Element?] = []
    private var head = 0

    package init() {}

    package var isEmpty: Bool { head == slots.count }
    package var count: Int { slots.count - head }
    /// All of them, the first one first.
    package var elements: [Element] { slots[head...].compactMap { $0 } }
    package var first: Element? { isEmpty ? nil : slots[head] }

    package mutating func append(_ element: Element) {
        slots.append(element)
    }

    /// Leaves elements out; looks at all of them.
    package mutating func removeAll(where isOut: (Element) -> Bool) {
        slots.removeAll { $0.map(isOut) ?? true }
        head = 0
    }

    package mutating func popFirst() -> Element? {
        guard !isEmpty, let element = slots[head] else { return nil }
        slots[head] = nil
        head += 1
        if head == slots.count {
            slots.removeAll(keepingCapacity: slots.count <= 1024)
            head = 0
        } else if head > 1024, head * 2 > slots.count {
            slots.removeFirst(head)
            head = 0
        }
        return element
    }
}

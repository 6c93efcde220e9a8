/// A binary heap: the least element first.
package struct Heap<Element> {
    private var elements: [Element] = []
    private let precedes: (Element, Element) -> Bool

    package init(precedes: @escaping (Element, Element) -> Bool) {
        self.precedes = precedes
    }

    package var count: Int { elements.count }
    package var first: Element? { elements.first }

    /// Leaves elements out; takes as long as it takes to insert the others.
    package mutating func removeAll(where isOut: (Element) -> Bool) {
        let old = elements
        elements.removeAll(keepingCapacity: true)
        for element in old where !isOut(element) { insert(element) }
    }

    package mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(elements[child], elements[parent]) else { break }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    package mutating func removeFirst() -> Element? {
        guard let first = elements.first, let last = elements.popLast() else { return nil }
        if elements.isEmpty { return first }
        elements[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
                if precedes(elements[child], elements[least]) { least = child }
            }
            if least == parent { return first }
            elements.swapAt(parent, least)
            parent = least
        }
    }
}

/// Answers of earlier texts, for the same text asked with the same query: bounded in bytes, each for a time. The one that
/// was used longest ago goes first; every operation takes the same time, however many there are.
package final class ResultCache {
    package struct Statistics: Equatable {
        package var hits: UInt64 = 0
        package var misses: UInt64 = 0
        /// Answers that went before their time, to make room.
        package var evictions: UInt64 = 0
        package var entries = 0
        package var bytes = 0
    }

    /// Different queries that have answers here.
    private static let mostQueries = 64

    private var counted = Statistics()
    private let maxBytes: Int
    private let lifetime: Interval
    private var slots = CacheSlots()
    private var labels = LabelTable()
    /// Few, or the cache starts anew: looked at one after the other.
    private var queries: [ClassifyQuery] = []
    /// What labels and queries take: they are shared, and go only all together.
    private var sharedBytes = 0

    /// - Parameters:
    ///   - maxBytes: for texts, predictions and what it takes to keep them.
    ///   - lifetime: how long an answer is good.
    package init(maxBytes: Int, lifetime: Interval) {
        (self.maxBytes, self.lifetime) = (maxBytes, lifetime)
    }

    /// Since the cache was made; the entries and bytes are those of now.
    package var statistics: Statistics {
        var statistics = counted
        statistics.bytes += sharedBytes
        return statistics
    }

    /// The answer to a text, as an answer to that text alone; nil if there is none, or none any more. `hash` is the text's,
    /// always of the same seed; it never decides alone.
    package func answer(to text: Text, hash: Int, _ query: ClassifyQuery, now: Instant) -> Answer? {
        guard let number = known(query),
            let slot = slots.find(text, hash: Self.mixed(hash, number), query: number)
        else {
            counted.misses += 1
            return nil
        }
        guard let entry = slots[slot], now < entry.end else {
            remove(slot)
            counted.misses += 1
            return nil
        }
        counted.hits += 1
        slots.touch(slot)
        return answer(in: entry)
    }

    /// Keeps the answer to text `position` of a batch. The text is copied.
    package func store(
        _ answer: Answer, at position: Int, to text: Text, hash: Int, _ query: ClassifyQuery, now: Instant
    ) {
        guard position >= 0, position < answer.texts else { return }
        let range = Int(answer.offsets[position])..<Int(answer.offsets[position + 1])
        let bytes = CacheSlots.bytes(text: text.count, predictions: range.count)
        // One answer that would push out a good part of the others is not worth it.
        guard bytes <= maxBytes / 8 else { return }
        let number = number(of: query)
        let hash = Self.mixed(hash, number)
        if let old = slots.find(text, hash: hash, query: number) { remove(old) }
        let entry = CacheSlots.Entry(
            text: text, hash: hash, query: number, predictions: range.count, end: now + lifetime)
        for (index, prediction) in range.enumerated() {
            let name = answer.labels[Int(answer.labelIndices[prediction])]
            entry.set(index, label: label(name), confidence: answer.confidences[prediction])
        }
        slots.insert(entry)
        counted.entries += 1
        counted.bytes += bytes
        makeRoom()
    }

    private func makeRoom() {
        // Labels come from the service: a flood of different ones must not stay for ever.
        if sharedBytes > maxBytes / 4 { return removeAll() }
        while counted.bytes + sharedBytes > maxBytes, let oldest = slots.oldest {
            remove(oldest)
            counted.evictions += 1
        }
    }

    private func removeAll() {
        counted.evictions += UInt64(counted.entries)
        while let oldest = slots.oldest { remove(oldest) }
        labels = LabelTable()
        queries = []
        sharedBytes = 0
    }

    private func remove(_ slot: Int32) {
        guard let entry = slots[slot] else { return }
        counted.entries -= 1
        counted.bytes -= entry.bytes
        slots.remove(slot)
    }

    private func answer(in entry: CacheSlots.Entry) -> Answer {
        var answer = Answer()
        for index in 0..<entry.predictions {
            let (label, confidence) = entry.prediction(index)
            answer.labels.append(labels.names[Int(label)])
            answer.labelIndices.append(Int32(truncatingIfNeeded: index))
            answer.confidences.append(confidence)
        }
        answer.offsets.append(Int32(truncatingIfNeeded: entry.predictions))
        return answer
    }

    private func known(_ query: ClassifyQuery) -> Int32? {
        queries.firstIndex { $0 == query }.map { Int32(truncatingIfNeeded: $0) }
    }

    private func number(of query: ClassifyQuery) -> Int32 {
        if let known = known(query) { return known }
        if queries.count >= Self.mostQueries { removeAll() }
        queries.append(query)
        sharedBytes += query.labelFilter.reduce(128) { $0 + $1.count + 32 }
        return Int32(truncatingIfNeeded: queries.count - 1)
    }

    private func label(_ name: [UInt8]) -> Int32 {
        let known = labels.names.count
        let index = labels.index(of: name)
        if labels.names.count > known { sharedBytes += 2 * name.count + 96 }
        return index
    }

    private static func mixed(_ hash: Int, _ query: Int32) -> Int {
        hash ^ (Int(query) &* 0x9E37_79B9_7F4A_7C1)
    }
}

import Testing

@testable import LabelfCore

@Suite struct ResultCacheTests {
    let query = ClassifyQuery(model: 1)

    func now(_ seconds: Int64) -> Instant { Instant(nanoseconds: 0) + .milliseconds(seconds * 1000) }

    /// An answer of one text.
    func answer(_ predictions: [(String, Double)]) -> Answer {
        var answer = Answer()
        for (index, prediction) in predictions.enumerated() {
            answer.labels.append(Array(prediction.0.utf8))
            answer.labelIndices.append(Int32(index))
            answer.confidences.append(prediction.1)
        }
        answer.offsets.append(Int32(predictions.count))
        return answer
    }

    func store(
        _ string: String, _ value: Answer, in cache: ResultCache, hash: Int? = nil, _ query: ClassifyQuery? = nil,
        now: Instant
    ) {
        let arena = TextArena([string])
        let text = arena.texts[0]
        cache.store(value, at: 0, to: text, hash: hash ?? TextHash.hash(text, seed: 1), query ?? self.query, now: now)
        arena.overwrite()
    }

    func look(
        _ string: String, in cache: ResultCache, hash: Int? = nil, _ query: ClassifyQuery? = nil, now: Instant
    ) -> Answer? {
        let arena = TextArena([string])
        defer { withExtendedLifetime(arena) {} }
        let text = arena.texts[0]
        return cache.answer(to: text, hash: hash ?? TextHash.hash(text, seed: 1), query ?? self.query, now: now)
    }

    @Test("What was stored is found, until its time is over; the caller's memory may go")
    func lifetime() {
        let cache = ResultCache(maxBytes: 1 << 16, lifetime: .milliseconds(10_000))
        let value = answer([("Delivery", 0.9), ("Billing", 0.1)])
        store("a parcel", value, in: cache, now: now(0))
        #expect(look("a parcel", in: cache, now: now(9)) == value)
        #expect(look("a parce", in: cache, now: now(9)) == nil)
        #expect(look("a parcel", in: cache, now: now(10)) == nil)
        #expect(cache.statistics.entries == 0)
        #expect(cache.statistics.hits == 1 && cache.statistics.misses == 2 && cache.statistics.evictions == 0)
    }

    @Test("Model, options and the whole text are the key: an equal hash finds nothing")
    func keys() {
        let cache = ResultCache(maxBytes: 1 << 16, lifetime: .milliseconds(10_000))
        let queries = [
            ClassifyQuery(model: 1), ClassifyQuery(model: 2), ClassifyQuery(model: 1, maxPredictions: 1),
            ClassifyQuery(model: 1, labelFilter: [[65]]),
        ]
        for (index, query) in queries.enumerated() {
            for text in ["a", "b", "a\0"] {
                store(text, answer([("\(index)\(text)", 0.5)]), in: cache, hash: 7, query, now: now(0))
            }
        }
        for (index, query) in queries.enumerated() {
            for text in ["a", "b", "a\0"] {
                #expect(look(text, in: cache, hash: 7, query, now: now(0)) == answer([("\(index)\(text)", 0.5)]))
            }
            #expect(look("c", in: cache, hash: 7, query, now: now(0)) == nil)
        }
        #expect(look("a", in: cache, hash: 7, ClassifyQuery(model: 3), now: now(0)) == nil)
    }

    @Test("One text of a batch, and a newer answer in place of an older one")
    func positions() {
        let cache = ResultCache(maxBytes: 1 << 16, lifetime: .milliseconds(10_000))
        var batch = answer([("x", 0.9), ("y", 0.8)])
        batch.offsets = [0, 1, 1, 2]
        let arena = TextArena(["one", "two", "three"])
        for (index, text) in arena.texts.enumerated() {
            cache.store(batch, at: index, to: text, hash: 0, query, now: now(0))
        }
        for position in [-1, 3] { cache.store(batch, at: position, to: arena.texts[0], hash: 0, query, now: now(0)) }
        #expect(look("one", in: cache, hash: 0, now: now(0)) == answer([("x", 0.9)]))
        #expect(look("two", in: cache, hash: 0, now: now(0)) == answer([]))
        #expect(look("three", in: cache, hash: 0, now: now(0)) == answer([("y", 0.8)]))
        store("one", answer([("z", 1)]), in: cache, hash: 0, now: now(1))
        #expect(look("one", in: cache, hash: 0, now: now(10)) == answer([("z", 1)]))
        #expect(cache.statistics.entries == 3)
    }

    @Test("Within its bytes always, and the one used longest ago goes first", arguments: 0..<10)
    func eviction(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let cache = ResultCache(maxBytes: 20_000, lifetime: .milliseconds(1_000_000))
        // The texts in the order of use, the one used longest ago first.
        var order: [String] = []
        var known: [String: Answer] = [:]
        for step in 0..<3_000 {
            let length = 20 * Int.random(in: 0..<4, using: &random)
            let text = String(repeating: "t", count: length) + "\(Int.random(in: 0..<60, using: &random))"
            if Bool.random(using: &random) {
                let value = answer((0..<Int.random(in: 0...6, using: &random)).map { ("label \($0)", Double(step)) })
                store(text, value, in: cache, now: now(0))
                known[text] = value
            } else {
                let found = look(text, in: cache, now: now(0))
                #expect(found == (order.contains(text) ? known[text] : nil))
                if found == nil { continue }
            }
            order.removeAll { $0 == text }
            order.append(text)
            order.removeFirst(max(order.count - cache.statistics.entries, 0))
            #expect(cache.statistics.bytes <= 20_000)
        }
        #expect(cache.statistics.evictions > 100 && cache.statistics.hits > 100)
        #expect(cache.statistics.bytes > 15_000)
    }

    @Test("A flood of different labels does not stay, and a huge answer is not kept")
    func labels() {
        let cache = ResultCache(maxBytes: 100_000, lifetime: .milliseconds(1_000_000))
        for number in 0..<5_000 {
            let value = answer([("label \(number)", 0.5)])
            store("text \(number)", value, in: cache, now: now(0))
            #expect(cache.statistics.bytes <= 100_000)
        }
        #expect(cache.statistics.entries > 0)
        let entries = cache.statistics.entries
        store(String(repeating: "x", count: 50_000), answer([]), in: cache, now: now(0))
        #expect(cache.statistics.entries == entries)
    }

    @Test("Any number of different queries")
    func manyQueries() {
        let cache = ResultCache(maxBytes: 1 << 20, lifetime: .milliseconds(1_000_000))
        for model in 1...1_000 as ClosedRange<Int64> {
            let query = ClassifyQuery(model: model)
            store("a", answer([("\(model)", 1)]), in: cache, query, now: now(0))
            #expect(look("a", in: cache, query, now: now(0)) == answer([("\(model)", 1)]))
            #expect(look("a", in: cache, ClassifyQuery(model: model + 1), now: now(0)) == nil)
        }
        #expect((1...64).contains(cache.statistics.entries))
    }
}

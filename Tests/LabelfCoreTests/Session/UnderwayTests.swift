import Testing

@testable import LabelfCore

@Suite("What is under way: in flight, delayed, and the texts in it") struct UnderwayTests {
    let samples = Samples()

    @Test("A request is in flight from its start until it is finished, once")
    func flight() {
        var underway = Underway()
        let batch = samples.batch(underway.nextID(), of: samples.job(["x"]))
        let early = underway.finish(1)?.0
        underway.start(.batch(batch), samples.attempt())
        #expect(underway.inFlightCount == 1 && batch.delivery.isInFlight)
        #expect(underway.outbound(inFlight: 1)?.batch === batch)
        let (finished, again) = (underway.finish(1)?.0, underway.finish(1)?.0)
        #expect(early == nil && finished?.batch === batch && again == nil)
        #expect(!batch.delivery.isInFlight && underway.inFlightCount == 0)
        let next = underway.nextID()
        #expect(next == 2 && underway.lastID == 2)
    }

    @Test("What is delayed is taken out one by one, or all batches at once")
    func delayed() {
        var underway = Underway()
        let batches = (1...3).map { samples.batch($0, of: samples.job(["x"])) }
        for batch in batches { underway.delay(.batch(batch)) }
        let request = SourceRequest(
            id: 9, source: samples.source(), request: Request(method: .get, path: "/", body: nil))
        underway.delay(.request(request))
        underway.removeDelayed(.batch(batches[1]))
        #expect(underway.delayed.map { $0.id } == [1, 3, 9])
        let removed = underway.removeDelayedBatches().map { $0.id }
        #expect(removed == [1, 3])
        #expect(underway.delayed.map { $0.id } == [9] && underway.all.count == 1)
    }

    @Test("An equal text finds the item, until it is forgotten; another item of the same text stays")
    func coalescing() {
        var underway = Underway()
        let (job, equal) = (samples.job(["x"]), samples.job(["x"]))
        let first = samples.batch(1, of: job).items[0]
        let second = samples.batch(2, of: equal).items[0]
        underway.add(first, for: first.key(job.query))
        #expect(underway.item(for: second.key(equal.query)) === first)
        #expect(underway.item(for: second.key(ClassifyQuery(model: 2))) == nil)
        underway.forget(second, equal.query)
        #expect(underway.item(for: first.key(job.query)) === first)
        underway.forget(first, job.query)
        #expect(underway.items.isEmpty)
    }

    @Test("A job that leaves takes its memory with it, and the text is still found")
    func leaving() {
        var underway = Underway()
        let query = ClassifyQuery(model: 1)
        let arena = TextArena(["text"])
        let job = Job(
            query: query, plan: Plan(texts: arena.texts, maxCharacters: 10), lane: .bulk, deadline: .distantFuture)
        let item = samples.batch(1, of: job).items[0]
        let other = samples.job(["text"])
        item.waiters.append(Waiter(job: other, unique: 0))
        underway.add(item, for: item.key(query))
        underway.leave(item, job)
        arena.overwrite()
        #expect(item.text.string == "text" && item.waiters.count == 1)
        #expect(underway.item(for: samples.batch(2, of: other).items[0].key(query)) === item)
    }
}

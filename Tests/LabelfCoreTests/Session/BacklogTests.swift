import Testing

@testable import LabelfCore

@Suite("What waits: groups and sources in turns") struct BacklogTests {
    let samples = Samples()

    @Test("Jobs with the same query share a group, which goes when its texts are gone")
    func groups() {
        var backlog = Backlog()
        let (a, b) = (samples.job(["x", "y"]), samples.job(["z"]))
        let other = samples.job(["x"], model: 2)
        let group = backlog.add(a, now: at(0))
        let (same, new) = (backlog.add(b, now: at(0)), backlog.add(other, now: at(0)))
        #expect(same === group && new !== group)
        #expect(group.waiting == 3 && backlog.hasTexts && backlog.jobs.count == 3)
        backlog.remove(textsOf: a)
        a.giveUp(with: LabelfError(.cancelled, "cancelled"))
        #expect(group.waiting == 1 && backlog.jobs.count == 2)
        backlog.remove(textsOf: b)
        b.giveUp(with: LabelfError(.cancelled, "cancelled"))
        backlog.removeEmptyGroups()
        #expect(backlog.group(of: a.query) == nil && backlog.groups.count == 1)
        #expect(backlog.groupsInTurn.count == 1 && backlog.group(of: other.query) != nil)
    }

    @Test("A group or a source that had its turn goes to the back")
    func turns() {
        var backlog = Backlog()
        let first = backlog.add(samples.job(["x"]), now: at(0))
        let second = backlog.add(samples.job(["x"], model: 2), now: at(0))
        backlog.moveToBack(first)
        #expect(backlog.groupsInTurn.map { $0.query } == [second.query, first.query])
        let (one, two) = (samples.source(), samples.source())
        backlog.add(one)
        backlog.add(two)
        backlog.moveToBack(one)
        #expect(backlog.sourcesInTurn.map { ObjectIdentifier($0) } == [two, one].map { ObjectIdentifier($0) })
        backlog.remove(two)
        #expect(backlog.sourcesInTurn.count == 1)
    }

    @Test("Where texts and a source wait in a lane, they alternate; alone, neither waits for the other")
    func kinds() {
        var backlog = Backlog()
        var order: [Bool] = []
        for _ in 0..<4 { order.append(backlog.takesSourceNext(in: .bulk, hasSource: true, hasTexts: true)) }
        #expect(order == [true, false, true, false])
        order = [(true, true), (true, false), (false, true)].map {
            backlog.takesSourceNext(in: .interactive, hasSource: $0.0, hasTexts: $0.1)
        }
        #expect(order == [true, true, false])
    }

    @Test("Requests and calls are counted by lane")
    func counts() {
        var backlog = Backlog()
        _ = backlog.add(samples.job(texts(9)), now: at(0))
        _ = backlog.add(samples.job(["i"], lane: .interactive), now: at(0))
        backlog.add(samples.source(3, lane: .interactive, deadline: 7))
        backlog.add(samples.source(0))
        // Ten texts of one query make two requests, of which the interactive text needs one.
        #expect(backlog.requests.interactive == 4 && backlog.requests.bulk == 1)
        #expect(backlog.calls.interactive == 2 && backlog.calls.bulk == 1)
        #expect(backlog.firstSourceDeadline == at(7))
        #expect(Backlog().firstSourceDeadline == .distantFuture)
    }
}

import Testing

@testable import LabelfCore

@Suite struct LaneShareTests {
    @Test("One request in ten is bulk's while bulk waits")
    func share() {
        var share = LaneShare()
        var lanes: [Lane] = []
        for _ in 0..<30 {
            let lane = share.isBulkDue(bulkWaits: true) ? Lane.bulk : .interactive
            share.sent(lane, bulkWaits: true)
            lanes.append(lane)
        }
        #expect(lanes.indices.filter { lanes[$0] == .bulk } == [9, 19, 29])
    }

    @Test("Without bulk that waits nothing is owed to it")
    func alone() {
        var share = LaneShare()
        for _ in 0..<100 { share.sent(.interactive, bulkWaits: false) }
        #expect(!share.isBulkDue(bulkWaits: true) && !share.isBulkDue(bulkWaits: false))
    }
}

@Suite struct ServiceViewTests {
    @Test("A limit is new when it becomes known or changes, and is told once")
    func limits() {
        var service = ServiceView(limit: nil)
        service.answered(limit: nil, after: .seconds(1.0))
        var news = [service.takeNewLimit()]
        service.answered(limit: 300, after: .seconds(1.0))
        service.answered(limit: 300, after: .seconds(1.0))
        news += [service.takeNewLimit(), service.takeNewLimit()]
        #expect(service.limit == 300)
        service.answered(limit: 60, after: .seconds(1.0))
        news.append(service.takeNewLimit())
        #expect(news == [false, true, false, true])
    }

    @Test("The round trip follows the answers by an eighth")
    func roundTrip() {
        var service = ServiceView(limit: nil)
        service.answered(limit: nil, after: .milliseconds(80))
        #expect(service.roundTrip == .milliseconds(80))
        service.answered(limit: nil, after: .milliseconds(160))
        #expect(service.roundTrip == .milliseconds(90))
    }
}

@Suite struct SendTimerTests {
    @Test("The first wake counts; a permit's wait is told when sending is tried again")
    func wakes() {
        var timer = SendTimer()
        var waits = [timer.restart(now: at(0))]
        #expect(timer.next == .distantFuture)
        timer.wake(at: at(5))
        timer.waitForPermit(until: at(3), now: at(1))
        #expect(timer.next == at(3))
        waits += [timer.restart(now: at(3)), timer.restart(now: at(4))]
        #expect(waits == [.zero, .seconds(2.0), .zero] && timer.next == .distantFuture)
    }
}

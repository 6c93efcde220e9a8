import Foundation
import LabelfCore
import Testing

@testable import LabelfTransport

@Suite(.serialized) struct EventTests {
    @Test func theTimerGoesOffOnce() {
        var timer = EventTimer()
        let isDueWhenOff = timer.takeIfDue()
        #expect(!isDueWhenOff)
        #expect(timer.limit(-1) == -1)
        #expect(timer.limit(70) == 70)

        timer.set(milliseconds: 0)
        #expect(timer.limit(-1) == 0)
        let isDue = timer.takeIfDue()
        let isDueAgain = timer.takeIfDue()
        #expect(isDue && !isDueAgain)

        timer.set(milliseconds: 40)
        #expect((1...40).contains(timer.limit(-1)))
        #expect(timer.limit(0) == 0)
        let isDueEarly = timer.takeIfDue()
        #expect(!isDueEarly)
        usleep(45_000)
        #expect(timer.limit(1000) == 0)
        let isDueAtLast = timer.takeIfDue()
        #expect(isDueAtLast)

        timer.set(milliseconds: .max)
        #expect(timer.limit(.max) == .max || timer.limit(.max) > 1_000_000_000)
        timer.set(milliseconds: -1)
        #expect(timer.limit(-1) == -1)
    }

    @Test func aWakeCountsOnceHoweverManyThereWere() throws {
        let waker = try Waker()
        waker.wake()
        waker.wake()
        let mayWait = waker.beginWait()
        #expect(!mayWait)
        // Nobody waited: none of them was worth a system call.
        #expect(try pending(waker) == 0)
        waker.endWait()
        let mayWaitNow = waker.beginWait()
        #expect(mayWaitNow)
        waker.wake()
        waker.wake()
        #expect(try pending(waker) == 1)
    }

    @Test func noWakeIsLost() throws {
        let transport = try Transport.make(settings("http://127.0.0.1:1"))
        let clock = ContinuousClock()
        let done = Counter()
        for _ in 0..<4 {
            Thread.detachNewThread {
                for turn in 0..<2000 {
                    done.add()
                    transport.wake()
                    if turn % 7 == 0 { usleep(20) }
                }
            }
        }
        // What was added before a wake is seen after the run that it ends: the last of them is seen without a timeout.
        var longest = Duration.zero
        while done.value < 8000 {
            longest = max(longest, clock.measure { transport.run(until: 5000) })
        }
        #expect(longest < .seconds(4))
    }

    @Test func idleSocketsStayInTheSet() throws {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { close(pair[1]) }
        let waker = try Waker()
        var set = try EventSet(waker: waker.descriptor)
        set.opened(pair[0])
        var taken = set.want(pair[0], [.reading, .writing])
        #expect(taken)
        var count = set.wait(milliseconds: 1000)
        var event = set.event(0)
        #expect(count == 1 && event?.socket == pair[0] && event?.ready == 2)
        taken = set.want(pair[0], .reading) && set.want(pair[0], [])
        #expect(taken)
        // Something happens to it that nobody waits for: once, and then it is taken out.
        _ = write(pair[1], "x", 1)
        count = set.wait(milliseconds: 1000)
        event = set.event(0)
        #expect(count == 1 && event == nil)
        count = set.wait(milliseconds: 0)
        #expect(count == 0)
        // Wanted again it is there again.
        taken = set.want(pair[0], .reading)
        count = set.wait(milliseconds: 1000)
        event = set.event(0)
        #expect(taken && count == 1 && event?.ready == 1)
        // Closed, and the number used again by a socket from elsewhere.
        set.closing(pair[0])
        close(pair[0])
        count = set.wait(milliseconds: 0)
        #expect(count == 0)
    }

    @Test func anIdleSocketOfHTTP1IsGivenUpWhenSomethingComes() throws {
        for (inTurn, read) in [(true, 0), (false, -1)] {
            var pair: [Int32] = [0, 0]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
            let waker = try Waker()
            var set = try EventSet(waker: waker.descriptor)
            set.answersInTurn = inTurn
            set.opened(pair[0])
            let taken = set.want(pair[0], .reading) && set.want(pair[0], [])
            _ = write(pair[1], "x", 1)
            let count = set.wait(milliseconds: 1000)
            let event = set.event(0)
            #expect(taken && count == 1 && event == nil)
            var byte: UInt8 = 0
            #expect(recv(pair[1], &byte, 1, Int32(MSG_DONTWAIT)) == read)
            set.closing(pair[0])
            for descriptor in pair { close(descriptor) }
        }
    }

    @Test func aNumberThatIsUsedAgain() throws {
        let waker = try Waker()
        var set = try EventSet(waker: waker.descriptor)
        var first: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &first) == 0)
        var taken = set.want(first[0], .reading)
        #expect(taken)
        // Closed without a word, by code that this library knows nothing of.
        close(first[0])
        var second: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &second) == 0)
        #expect(second.contains(first[0]))
        taken = set.want(first[0], [.reading, .writing])
        #expect(taken)
        let count = set.wait(milliseconds: 1000)
        #expect(count == 1)
        // What is not open cannot be waited for, and is not in the way.
        taken = set.want(100_000, .reading)
        #expect(!taken)
        taken = set.want(100_000, []) && set.want(-1, .reading)
        #expect(taken)
        for descriptor in Set(first + second) { close(descriptor) }
    }

    @Test func closingWithTransfersInEveryState() throws {
        let server = ScriptServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.contains("half") { connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha") }
            if request.contains("whole") { connection.send(response("ok")) }
            connection.stall()
        }
        defer { server.stop() }
        for turns in [0, 1, 2, 10] {
            let transport = try Transport.make(settings(server.url, connections: 6))
            for (index, text) in ["half", "whole", "none", "half", "none"].enumerated() {
                #expect(transport.start(RequestID(index), post(text)) == nil)
            }
            for _ in 0..<turns { transport.run(until: 10) }
            #expect(transport.start(9, post("new")) == nil)
            transport.close()
            transport.run(until: 10)
            transport.completions { _, _ in Issue.record("after close") }
        }
        #expect(descriptors().allSatisfy { !isConnected($0, to: server.port) })
    }

    @Test func abortingTheOthersWithinACompletion() throws {
        let server = ScriptServer { connection in
            while let request = connection.readRequest() {
                if request.contains("stall") { return connection.stall() }
                connection.send(response("ok"))
            }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 4))
        for round in 0..<30 {
            let base = RequestID(round * 10)
            #expect(transport.start(base, post("go")) == nil)
            for other in 1...3 { #expect(transport.start(base + RequestID(other), post("stall")) == nil) }
            var reported: [RequestID] = []
            let clock = ContinuousClock()
            let end = clock.now + .seconds(5)
            while transport.inFlight > 0, clock.now < end {
                transport.run(until: 1000)
                transport.completions { id, _ in
                    reported.append(id)
                    for other in 1...3 { transport.abort(base + RequestID(other)) }
                }
            }
            #expect(reported == [base])
        }
        #expect(transport.exchange(post("go"))?.body == "ok")
    }

    @Test func whatIsStartedIsSentAndWaitedForInOneRun() throws {
        let server = ScriptServer { connection in
            while connection.readRequest() != nil {
                usleep(50_000)
                connection.send(response("ok"))
            }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        #expect(transport.exchange(post("x"))?.body == "ok")
        #expect(transport.start(2, post("x")) == nil)
        transport.run(until: 5000)
        var count = 0
        transport.completions { _, _ in count += 1 }
        #expect(count == 1)
    }

    @Test func aTimeoutEndsAWaitWithoutAnEvent() throws {
        let server = ScriptServer { connection in connection.stall() }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, attempt: 200))
        let clock = ContinuousClock()
        #expect(transport.start(1, post("x")) == nil)
        var outcome: Outcome?
        let taken = clock.measure {
            while outcome == nil {
                transport.run(until: -1)
                transport.completions { outcome = Outcome($1) }
            }
        }
        #expect(outcome?.failure?.status == .timeout)
        #expect(taken >= .milliseconds(150) && taken < .seconds(3))
    }

    @Test func socketsAreNotForOtherPrograms() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        #expect(transport.exchange(post("x"))?.body == "ok")
        let sockets = descriptors().filter { isConnected($0, to: server.port) }
        #expect(!sockets.isEmpty)
        for socket in sockets { #expect(fcntl(socket, F_GETFD) & FD_CLOEXEC != 0) }
    }
}

/// A number that threads add to.
private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func add() { lock.withLock { count += 1 } }
}

/// Writes to the waker's descriptor since the last look.
private func pending(_ waker: Waker) throws -> UInt64 {
    var count: UInt64 = 0
    let size = read(waker.descriptor, &count, 8)
    return size == 8 ? count : 0
}

private func descriptors() -> Set<Int32> {
    Set((0..<1024).filter { fcntl($0, F_GETFD) >= 0 })
}

private func isConnected(_ descriptor: Int32, to port: Int) -> Bool {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
    }
    return status == 0 && Int(UInt16(bigEndian: address.sin_port)) == port
}

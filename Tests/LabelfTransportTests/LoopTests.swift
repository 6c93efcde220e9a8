import Foundation
import LabelfCore
import Testing

@testable import LabelfTransport

@Suite(.serialized) struct LoopTests {
    @Test func oneConnectionServesManyRequests() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        for _ in 0..<200 { #expect(transport.exchange(post("x"))?.body == "ok") }
        #expect(server.connections == 1)
        #expect(server.requests.count == 200)
    }

    @Test func aKeptConnectionThatWasClosedIsReplaced() throws {
        let server = ScriptServer { connection in
            _ = connection.readRequest()
            connection.send(response("ok"))
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        for _ in 0..<20 {
            #expect(transport.exchange(post("x"))?.body == "ok")
            // The server's goodbye has to be there first: while both are on their way, either may win.
            usleep(20_000)
        }
        #expect(server.requests.count == 20)
    }

    @Test func manyAtOnceAndEachGetsItsOwnAnswer() throws {
        let server = ScriptServer { connection in
            while let request = connection.readRequest() {
                usleep(1000)
                connection.send(response(String(request.split(separator: "\r\n").last ?? "")))
            }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 16))
        var next: RequestID = 0
        var answers: [RequestID: String] = [:]
        func startMore() {
            while transport.inFlight < 16, next < 1000 {
                #expect(transport.start(next, post("body \(next)")) == nil)
                next += 1
            }
        }
        startMore()
        #expect(transport.inFlight == 16)
        #expect(transport.start(9999, get)?.status == .internal)
        while transport.inFlight > 0 {
            transport.run(until: 1000)
            transport.completions { id, exchange in
                answers[id] = Outcome(exchange).body
                startMore()
            }
        }
        #expect(answers.count == 1000)
        #expect(answers.allSatisfy { $0.value == "body \($0.key)" })
        #expect(server.connections <= 16)
    }

    @Test func theBodyOutlivesWhatIsStartedInItsCallback() throws {
        let server = ScriptServer { connection in
            while let request = connection.readRequest() { connection.send(response(String(request.suffix(5)))) }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 1))
        #expect(transport.start(1, post("first")) == nil)
        var seen: [String] = []
        while transport.inFlight > 0 {
            transport.run(until: 1000)
            transport.completions { id, exchange in
                guard case .answered(_, let body) = exchange else { return }
                if id < 3 {
                    #expect(transport.start(id + 1, post("next\(id)")) == nil)
                    transport.run(until: 0)
                    transport.completions { _, _ in Issue.record("nested") }
                }
                seen.append(String(decoding: body, as: UTF8.self))
            }
        }
        #expect(seen == ["first", "next1", "next2"])
    }

    @Test func anAbortedRequestIsNotReported() throws {
        let server = ScriptServer { connection in
            while let request = connection.readRequest() {
                if request.contains("GET") { return connection.stall() }
                connection.send(response("ok"))
            }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 2))
        weak var body: Body?
        do {
            let sent = Body("kept as long as needed")
            body = sent
            #expect(transport.start(1, get) == nil)
            #expect(transport.start(2, Request(method: .post, path: "/x", body: sent)) == nil)
        }
        #expect(body != nil)
        transport.abort(2)
        #expect(body == nil)
        #expect(transport.inFlight == 1)
        transport.run(until: 100)
        transport.abort(1)
        transport.abort(1)
        transport.abort(77)
        #expect(transport.inFlight == 0)
        transport.run(until: 0)
        transport.completions { id, _ in Issue.record("completion of \(id)") }
        #expect(transport.exchange(post("x"))?.body == "ok")
    }

    @Test func whatHasFinishedMayStillBeAborted() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 3))
        for id in 1...3 { #expect(transport.start(RequestID(id), get) == nil) }
        // Enough turns for all three to be finished, with nobody asking.
        for _ in 0..<50 {
            transport.run(until: 5)
            usleep(1000)
        }
        var reported: [RequestID] = []
        transport.completions { id, _ in
            reported.append(id)
            for other in 1...3 where RequestID(other) != id { transport.abort(RequestID(other)) }
        }
        #expect(reported.count == 1)
        #expect(transport.inFlight == 0)
    }

    @Test func finishedRequestsEndAWait() throws {
        let server = ScriptServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.contains("GET") { return connection.stall() }
            connection.send(response("ok"))
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 3))
        for id in 1...2 { #expect(transport.start(RequestID(id), post("x")) == nil) }
        #expect(transport.start(3, get) == nil)
        for _ in 0..<20 {
            transport.run(until: 5)
            usleep(1000)
        }
        transport.abort(3)
        let clock = ContinuousClock()
        #expect(clock.measure { transport.run(until: 10000) } < .seconds(5))
        var count = 0
        transport.completions { _, _ in count += 1 }
        #expect(count == 2)
    }

    @Test func aWakeEndsAWait() throws {
        let transport = try Transport.make(settings("http://127.0.0.1:1"))
        let clock = ContinuousClock()
        Thread.detachNewThread {
            usleep(50_000)
            transport.wake()
        }
        #expect(clock.measure { transport.run(until: -1) } < .seconds(5))
        // One that comes first is not lost.
        transport.wake()
        #expect(clock.measure { transport.run(until: 10000) } < .seconds(5))
        #expect(clock.measure { transport.run(until: 60) } >= .milliseconds(50))
    }

    @Test func aWakeMayMeetAClose() throws {
        for _ in 0..<20 {
            let transport = try Transport.make(settings("http://127.0.0.1:1"))
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                for _ in 0..<200 { transport.wake() }
                done.signal()
            }
            transport.run(until: 0)
            transport.close()
            done.wait()
        }
    }

    @Test func closedIsClosed() throws {
        let server = ScriptServer { connection in connection.stall() }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        #expect(transport.start(1, post("x")) == nil)
        transport.run(until: 20)
        transport.close()
        transport.close()
        #expect(transport.inFlight == 0)
        #expect(transport.start(2, get)?.status == .internal)
        transport.run(until: 1000)
        transport.abort(1)
        transport.completions { _, _ in Issue.record("after close") }
    }

    @Test func closingWithinACallback() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 3))
        for id in 1...3 { #expect(transport.start(RequestID(id), get) == nil) }
        var bodies: [String?] = []
        while transport.inFlight > 0 {
            transport.run(until: 1000)
            transport.completions { _, exchange in
                transport.close()
                bodies.append(Outcome(exchange).body)
            }
        }
        #expect(bodies == ["ok"])
    }
}

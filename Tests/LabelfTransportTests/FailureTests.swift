import Glibc
import LabelfCore
import Testing

@testable import LabelfTransport

@Suite(.serialized) struct FailureTests {
    private func failure(
        cap: Int = 65536, connect: Int64 = 5000, attempt: Int64 = 10000,
        _ script: @escaping @Sendable (Connection) -> Void
    ) throws -> TransportFailure? {
        let server = ScriptServer(script)
        defer { server.stop() }
        let limits = settings(server.url, connect: connect, attempt: attempt, cap: cap)
        return try Transport.make(limits).exchange(post("x"))?.failure
    }

    @Test func aBodyOverTheCap() throws {
        let fits = try failure(cap: 1000) { connection in
            _ = connection.readRequest()
            connection.send(response(String(repeating: "x", count: 1000)))
        }
        #expect(fits == nil)
        let over = try failure(cap: 1000) { connection in
            _ = connection.readRequest()
            connection.send(response(String(repeating: "x", count: 1001)))
        }
        #expect(over == TransportFailure(.tooLarge, "the answer is larger than response_max_bytes, 1000 bytes"))
    }

    @Test func aBombIsStoppedAfterDecompression() throws {
        let bomb = try failure(cap: 100_000) { connection in
            _ = connection.readRequest()
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzippedMebibyte.count)\r\n\r\n")
            connection.send(gzippedMebibyte)
        }
        #expect(bomb?.status == .tooLarge)
    }

    @Test func anEndlessBodyIsStopped() throws {
        let endless = try failure { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<100 { connection.send("1000\r\n" + String(repeating: "x", count: 4096) + "\r\n") }
            connection.stall()
        }
        #expect(endless?.status == .tooLarge)
    }

    @Test func anAnnouncedLengthReservesNothing() throws {
        let liar = try failure(cap: .max, attempt: 300) { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nx")
            connection.stall()
        }
        #expect(liar?.status == .timeout)
    }

    @Test func tooManyOrTooLargeHeaders() throws {
        let message = "the answer's headers are larger than 64 KiB or have more than 200 lines"
        let many = try failure { connection in
            _ = connection.readRequest()
            connection.send(response("", headers: (0..<200).map { "X-\($0): y" }))
        }
        #expect(many == TransportFailure(.tooLarge, Message(message)))
        let large = try failure { connection in
            _ = connection.readRequest()
            connection.send(response("", headers: (0..<100).map { "X-\($0): " + String(repeating: "y", count: 700) }))
        }
        #expect(large == TransportFailure(.tooLarge, Message(message)))
        let endless = try failure { connection in
            _ = connection.readRequest()
            for _ in 0..<300 { connection.send("HTTP/1.1 103 Early Hints\r\n\r\n") }
            connection.stall()
        }
        #expect(endless == TransportFailure(.tooLarge, Message(message)))
    }

    @Test func brokenConnections() throws {
        let reset = try failure { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        #expect(reset?.status == .network)
        let silent = try failure { connection in _ = connection.readRequest() }
        #expect(silent?.status == .network)
        let within = try failure { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        }
        #expect(within?.status == .network)
        let chunked = try failure { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
        }
        #expect(chunked?.status == .network)
        let inHeaders = try failure { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Le")
        }
        #expect(inHeaders == TransportFailure(.network, "the connection broke within the answer's headers"))
    }

    @Test func whatIsNotHTTP() throws {
        for garbage in [
            "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/banana\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "{\"predictions\":[]}",
        ] {
            let failed = try failure { connection in
                _ = connection.readRequest()
                connection.send(garbage)
            }
            #expect(failed?.status == .protocolViolation, "\(garbage)")
            #expect(failed?.message.contains("predictions") == false)
        }
        let compressed = try failure { connection in
            _ = connection.readRequest()
            connection.send(response("not gzip at all", headers: ["Content-Encoding: gzip"]))
        }
        #expect(compressed?.status == .protocolViolation)
    }

    @Test func anAnswerThatDoesNotCome() throws {
        let stalled = try failure(attempt: 200) { connection in connection.stall() }
        #expect(stalled == TransportFailure(.timeout, "no complete answer within 200 ms"))
        let halfway = try failure(attempt: 200) { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.stall()
        }
        #expect(halfway?.status == .timeout)
    }

    @Test func aTimeoutOnAKeptConnectionIsNotAConnectTimeout() throws {
        let server = ScriptServer { connection in
            _ = connection.readRequest()
            connection.send(response("ok"))
            connection.stall()
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, attempt: 300))
        #expect(transport.exchange(get)?.status == 200)
        #expect(transport.exchange(get)?.failure?.status == .timeout)
        #expect(server.connections == 1)
    }

    @Test func aConnectionThatIsNotTaken() throws {
        // Once the queue of a listener that never accepts is full, Linux lets further SYNs go unanswered.
        let (listener, port) = listenOnLoopback(backlog: 0)
        defer { close(listener) }
        let fillers = (0..<4).map { _ in try? Transport.make(settings("http://127.0.0.1:\(port)", attempt: 60000)) }
        for filler in fillers {
            _ = filler?.start(1, get)
            filler?.run(until: 50)
        }
        let transport = try Transport.make(settings("http://127.0.0.1:\(port)", connect: 200))
        #expect(
            transport.exchange(get)?.failure
                == TransportFailure(.connect, "could not connect to http://127.0.0.1:\(port) within 200 ms"))
    }

    @Test func aPortWhereNobodyListens() throws {
        let (listener, port) = listenOnLoopback(backlog: 1)
        close(listener)
        let failed = try Transport.make(settings("http://127.0.0.1:\(port)")).exchange(get)?.failure
        #expect(failed?.status == .connect)
        #expect(failed?.message.contains("127.0.0.1") == true)
    }

    @Test func aNameWithoutAnAddress() throws {
        let failed = try Transport.make(settings("http://labelf.invalid")).exchange(get)?.failure
        #expect(failed?.status == .resolve || failed?.message.contains("looked up") == true)
    }

    @Test func plainTextWhereTLSIsExpected() throws {
        let server = ScriptServer { connection in connection.send("220 mail.example ESMTP\r\n") }
        defer { server.stop() }
        let failed = try Transport.make(settings("https://127.0.0.1:\(server.port)")).exchange(get)?.failure
        #expect(failed?.status == .tls)
    }

    @Test func aCAFileThatIsNotThere() throws {
        let server = ScriptServer { connection in connection.stall() }
        defer { server.stop() }
        let limits = settings("https://127.0.0.1:\(server.port)", caFile: "/nowhere/ca.pem")
        let failed = try Transport.make(limits).exchange(get)?.failure
        #expect(failed?.status == .tls)
        #expect(failed?.message.contains("ca_file") == true)
    }
}

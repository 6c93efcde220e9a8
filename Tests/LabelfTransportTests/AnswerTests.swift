import LabelfCore
import Testing

@testable import LabelfTransport

@Suite(.serialized) struct AnswerTests {
    @Test func aRequestCarriesWhatTheServiceNeedsAndNoMore() throws {
        let server = ScriptServer.answering(response("{}"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url + "/v2"))
        #expect(transport.exchange(post("{\"texts\":[\"hi\"]}"))?.body == "{}")

        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /v2/models/1/inference HTTP/1.1\r\n"))
        #expect(request.contains("\r\nAuthorization: Bearer lbl_sk_test\r\n"))
        #expect(request.contains("\r\nContent-Type: application/json\r\n"))
        #expect(request.contains("\r\nAccept: application/json\r\n"))
        #expect(request.contains("\r\nUser-Agent: liblabelf/test\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"texts\":[\"hi\"]}"))
        #expect(!request.lowercased().contains("expect"))
        #expect(!request.lowercased().contains("cookie"))
    }

    @Test func aLargeBodyIsSentWholeAndWithoutAskingFirst() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        let body = String(repeating: "0123456789", count: 200_000)
        #expect(transport.exchange(post(body))?.body == "ok")
        #expect(server.requests.first?.hasSuffix(body) == true)
        #expect(server.requests.first?.contains("100-continue") == false)
    }

    @Test func methodsAlternateOnOneConnection() throws {
        let server = ScriptServer.answering(response("ok"))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        let empty = Request(method: .post, path: "/empty", body: nil)
        for request in [get, post("a"), get, empty, post("b"), post(""), get] {
            #expect(transport.exchange(request)?.status == 200)
        }
        let sent = server.requests
        #expect(
            sent.map { String($0.prefix { $0 != "\r\n" }) } == [
                "GET /models HTTP/1.1", "POST /models/1/inference HTTP/1.1", "GET /models HTTP/1.1",
                "POST /empty HTTP/1.1", "POST /models/1/inference HTTP/1.1", "POST /models/1/inference HTTP/1.1",
                "GET /models HTTP/1.1",
            ])
        #expect(
            sent.map { $0.contains("Content-Type: application/json\r\n") } == [
                false, true, false, false, true, true, false,
            ])
        #expect(sent.allSatisfy { !$0.contains("urlencoded") })
        #expect(sent[1].hasSuffix("\r\n\r\na") && sent[4].hasSuffix("\r\n\r\nb") && sent[5].hasSuffix("\r\n\r\n"))
        #expect(server.connections == 1)
    }

    @Test func theHeadHasTheFieldsThatMatter() throws {
        let long = String(repeating: "9", count: 257)
        let server = ScriptServer.answering(
            response(
                "no", status: "429 Too Many Requests",
                headers: [
                    "retry-AFTER: \t 7 \t", "Date: Tue, 15 Nov 1994 08:12:31 GMT", "X-RateLimit-Limit: 60",
                    "RateLimit-Limit: 300;w=60", "ratelimit-remaining: 5", "RateLimit-Reset: 3", "RateLimit: r=1",
                    "RateLimit-Policy: q=5;w=1", "RateLimit-Other: 1",
                    "x-ratelimit-remaining:0", "X-RateLimit-Reset: 1", "X-RateLimit-Reset: 2",
                    "X-RateLimit-Limit: \(long)",
                    "Dates: x", "X-Retry-After: 9",
                ]))
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url))
        let outcome = transport.exchange(get)
        var head = ResponseHead(status: 429)
        head.retryAfter = [UInt8]("7".utf8)
        head.date = [UInt8]("Tue, 15 Nov 1994 08:12:31 GMT".utf8)
        head.rateLimit = [UInt8]("60".utf8)
        head.rateRemaining = [UInt8]("0".utf8)
        head.rateReset = [UInt8]("2".utf8)
        head.draftLimit = [UInt8]("300;w=60".utf8)
        head.draftRemaining = [UInt8]("5".utf8)
        head.draftReset = [UInt8]("3".utf8)
        head.draftRateLimit = [UInt8]("r=1".utf8)
        head.draftPolicy = [UInt8]("q=5;w=1".utf8)
        #expect(outcome == .answered(head, "no"))
    }

    @Test func earlierHeadsAndTrailersDoNotCount() throws {
        let server = ScriptServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 103 Early Hints\r\nRetry-After: 99\r\nDate: early\r\n\r\n")
            connection.send("HTTP/1.1 200 OK\r\nDate: late\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\nRetry-After: 98\r\n\r\n")
        }
        defer { server.stop() }
        let outcome = try Transport.make(settings(server.url)).exchange(get)
        #expect(outcome?.body == "abcdefg")
        #expect(outcome?.head?.retryAfter == nil)
        #expect(outcome?.head?.date == [UInt8]("late".utf8))
    }

    @Test func aRedirectIsAnAnswer() throws {
        let elsewhere = ScriptServer.answering(response("stolen"))
        defer { elsewhere.stop() }
        let server = ScriptServer.answering(
            response("", status: "302 Found", headers: ["Location: \(elsewhere.url)/"]))
        defer { server.stop() }
        #expect(try Transport.make(settings(server.url)).exchange(post("x"))?.status == 302)
        #expect(elsewhere.connections == 0)
    }

    @Test func compressionIsUndone() throws {
        let server = ScriptServer { connection in
            _ = connection.readRequest()
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzippedMebibyte.count)\r\n\r\n")
            connection.send(gzippedMebibyte)
        }
        defer { server.stop() }
        let outcome = try Transport.make(settings(server.url, cap: 1 << 20)).exchange(get)
        #expect(outcome?.body?.utf8.count == 1 << 20)
        #expect(server.requests.first?.contains("Accept-Encoding: ") == true)
    }

    @Test func aGiantAnswerDoesNotSpoilTheNext() throws {
        let giant = String(repeating: "x", count: 3_000_000)
        let server = ScriptServer { connection in
            var count = 0
            while connection.readRequest() != nil {
                connection.send(response(count % 2 == 0 ? giant : "small"))
                count += 1
            }
        }
        defer { server.stop() }
        let transport = try Transport.make(settings(server.url, connections: 1, cap: 3_000_000))
        for _ in 0..<3 {
            #expect(transport.exchange(get)?.body == giant)
            #expect(transport.exchange(get)?.body == "small")
        }
    }
}

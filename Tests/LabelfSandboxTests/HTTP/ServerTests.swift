import Foundation
import Testing

@testable import LabelfSandbox

/// The sandbox over real sockets, in this process.
@Suite struct ServerTests {
    private static let inference = "/v2/models/1/inference"
    private static let body = #"{"texts":["Where is my parcel?","I want a refund"]}"#

    private func withServer(
        _ configuration: SandboxConfiguration = SandboxConfiguration(), _ run: (Int) throws -> Void
    ) async throws {
        let server = try await SandboxServer.start(configuration)
        do {
            try run(server.port)
            await server.stop()
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Sends one inference request under the fault, then one without it on a new connection, which must succeed.
    private func withFault(_ fault: String, _ check: (RawClient.Result) throws -> Void) async throws {
        var configuration = SandboxConfiguration()
        let script = "[{\"times\":1,\"do\":\(fault)}]"
        configuration.faults = try FaultScriptReader.rules(parsing: Array(script.utf8))
        try await withServer(configuration) { port in
            let client = try #require(RawClient(port: port))
            client.request("POST", Self.inference, Self.body)
            try check(client.answer())
            let second = try #require(RawClient(port: port))
            second.request("POST", Self.inference, Self.body)
            #expect(second.answer().status == 200)
        }
    }

    @Test func answersOneRequestAfterTheOther() async throws {
        try await withServer { port in
            let client = try #require(RawClient(port: port))
            for _ in 0..<3 {
                client.request("POST", Self.inference, Self.body)
                let answer = client.answer()
                #expect(answer.status == 200 && answer.end == nil)
                #expect(answer.text.contains("\r\nDate: ") && answer.text.contains("\r\nX-Request-Id: req_"))
                #expect(JSONValue(parsing: Array(answer.body.utf8))?["predictions"]?.array?.count == 2)
            }
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        var configuration = SandboxConfiguration()
        configuration.latency = 5...5
        try await withServer(configuration) { port in
            let client = try #require(RawClient(port: port))
            client.write("GET /v2/models/1 HTTP/1.1\r\nAuthorization: Bearer lbl_sk_sandbox\r\n\r\n")
            client.write("GET /v2/x HTTP/1.1\r\nAuthorization: Bearer lbl_sk_sandbox\r\nConnection: close\r\n\r\n")
            var text = client.answer().text
            text += client.answer().text
            let first = try #require(text.range(of: "HTTP/1.1 200"))
            let second = try #require(text.range(of: "HTTP/1.1 404"))
            #expect(first.lowerBound < second.lowerBound)
        }
    }

    @Test func tooLargeAndBrokenRequests() async throws {
        try await withServer { port in
            let large = try #require(RawClient(port: port))
            large.request("POST", Self.inference, String(repeating: " ", count: (4 << 20) + 1))
            #expect(large.answer().status == 413)
            large.request("GET", "/v2/models")
            #expect(large.answer().status == 200)
            let broken = try #require(RawClient(port: port))
            broken.write("this is not HTTP\r\n\r\n")
            let answer = broken.answer()
            #expect(answer.status == 400 && answer.body.contains("BAD_REQUEST"))
        }
    }

    @Test func anAnswerToHEADHasNoBody() async throws {
        try await withServer { port in
            let client = try #require(RawClient(port: port))
            client.write("HEAD /v2/models HTTP/1.1\r\nAuthorization: Bearer lbl_sk_sandbox\r\n\r\n")
            client.write("GET /v2/models HTTP/1.1\r\nConnection: close\r\n\r\n")
            let text = client.rest()
            #expect(text.hasPrefix("HTTP/1.1 405 ") && text.contains("\r\nAllow: GET\r\n"))
            #expect(text.contains("\r\n\r\nHTTP/1.1 401 "))
        }
    }

    @Test(arguments: [
        "GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "POST /v2/models HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /v2/models HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /v2/models HTTP/1.1\r\nno colon\r\n\r\n",
        "BREW /v2/models HTTP/1.1\r\n\r\n",
    ])
    func malformedRequestsAreAnswered(request: String) async throws {
        try await withServer { port in
            let client = try #require(RawClient(port: port))
            client.write(request)
            let answer = client.answer()
            #expect(answer.status == 400 && answer.body.contains("BAD_REQUEST"))
            let next = try #require(RawClient(port: port))
            next.request("GET", "/v2/models")
            #expect(next.answer().status == 200)
        }
    }

    @Test func latencyIsWaitedFor() async throws {
        var configuration = SandboxConfiguration()
        configuration.latency = 60...60
        try await withServer(configuration) { port in
            let client = try #require(RawClient(port: port))
            let start = ContinuousClock.now
            client.request("POST", Self.inference, Self.body)
            #expect(client.answer().body.contains("\"processing_time_ms\":60"))
            #expect(ContinuousClock.now - start >= .milliseconds(55))
        }
    }

    @Test func requestsAtTheSameTimeAreCounted() async throws {
        var configuration = SandboxConfiguration()
        configuration.latency = 100...100
        try await withServer(configuration) { port in
            let clients = try (0..<3).map { _ in try #require(RawClient(port: port)) }
            for client in clients { client.request("POST", Self.inference, Self.body) }
            for client in clients { #expect(client.answer().status == 200) }
            let observer = try #require(RawClient(port: port))
            observer.request("GET", "/sandbox/report", key: "")
            let report = JSONValue(parsing: Array(observer.answer().body.utf8))
            #expect(report?["max_concurrent"] == .integer(3) && report?["in_flight"] == .integer(0))
            #expect(report?["texts_billed"] == .integer(6) && report?["distinct_texts_billed"] == .integer(2))
        }
    }

    @Test func scriptsArePostedAndDeleted() async throws {
        try await withServer { port in
            let client = try #require(RawClient(port: port))
            client.request("POST", "/sandbox/faults", #"[{"do":{"status":503,"headers":{"Retry-After":"2"}}}]"#)
            #expect(client.answer().body == #"{"rules":1}"#)
            client.request("POST", Self.inference, Self.body)
            let struck = client.answer()
            #expect(struck.status == 503 && struck.text.contains("\r\nRetry-After: 2\r\n"))
            #expect(struck.body.contains("\"request_id\":\"req_"))
            client.request("POST", "/sandbox/faults", #"[{"do":{"typo":1}}]"#)
            #expect(client.answer().status == 400)
            client.request("DELETE", "/sandbox/faults")
            #expect(client.answer().status == 200)
            client.request("POST", Self.inference, Self.body)
            #expect(client.answer().status == 200)
        }
    }

    @Test func connectionsEndEarly() async throws {
        try await withFault(#"{"reset":true}"#) { #expect($0.text.isEmpty && $0.end == .reset) }
        try await withFault(#"{"close":"before"}"#) { #expect($0.text.isEmpty && $0.end == .closed) }
        try await withFault(#"{"close":"within"}"#) { #expect($0.status == 200 && $0.end == .closed) }
        try await withFault(#"{"garbage":"http"}"#) { #expect($0.status == nil && $0.end == .closed) }
    }

    @Test func bodiesAreSpoilt() async throws {
        let parse = { (result: RawClient.Result) in JSONValue(parsing: Array(result.body.utf8)) }
        try await withFault(#"{"truncate":true}"#) { #expect($0.status == 200 && $0.end == nil && parse($0) == nil) }
        try await withFault(#"{"status":500,"body":"oops"}"#) { #expect($0.status == 500 && $0.body == "oops") }
        try await withFault(#"{"count":-1}"#) { #expect(parse($0)?["predictions"]?.array?.count == 1) }
        try await withFault(#"{"count":1}"#) { #expect(parse($0)?["predictions"]?.array?.count == 3) }
        try await withFault(#"{"wrong_types":true}"#) { #expect($0.body.contains("\"confidence\":\"very\"")) }
        try await withFault(#"{"redirect":"http://127.0.0.1:1/"}"#) {
            #expect($0.status == 307 && $0.text.contains("\r\nLocation: http://127.0.0.1:1/\r\n"))
        }
        try await withFault(#"{"headers":{"content-type":"text/html"}}"#) { result in
            #expect(result.text.contains("content-type: text/html") && !result.text.contains("Content-Type"))
        }
        try await withFault(#"{"raw_headers":["no colon","X : y"]}"#) {
            #expect($0.text.contains("\r\nno colon\r\nX : y\r\n"))
        }
        try await withFault(#"{"headers_bytes":20000}"#) { #expect($0.status == 200 && $0.text.utf8.count > 20_000) }
        try await withFault(#"{"drip_ms":1,"stall_ms":20}"#) { #expect(parse($0)?["model_id"] == .integer(1)) }
    }

    @Test func theOlderShapeIsSwapped() async throws {
        var configuration = SandboxConfiguration()
        configuration.isLegacy = true
        configuration.faults = try FaultScriptReader.rules(parsing: Array(#"[{"do":{"reorder":true}}]"#.utf8))
        try await withServer(configuration) { port in
            let client = try #require(RawClient(port: port))
            client.request("POST", Self.inference, Self.body)
            let items = JSONValue(parsing: Array(client.answer().body.utf8))?.array ?? []
            #expect(items.map { $0["text"]?.string } == ["I want a refund", "Where is my parcel?"])
        }
    }

    @Test(arguments: [(0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT")])
    func dates(second: Int64, text: String) {
        #expect(HTTPDate(unixSeconds: second).fixed == text)
    }
}

import Testing

@testable import LabelfSandbox

/// The service without sockets, on time that stands still unless it is told.
@Suite struct SandboxServiceTests {
    private func service(_ change: (inout SandboxConfiguration) -> Void = { _ in }) -> SandboxService {
        var configuration = SandboxConfiguration()
        change(&configuration)
        return SandboxService(configuration: configuration, now: 0)
    }

    private func send(
        _ service: SandboxService, _ method: String, _ target: String, _ body: String = "",
        key: String? = SandboxConfiguration.defaultKey, now: Int64 = 0
    ) -> (reply: ServiceReply, json: JSONValue) {
        let request = ServiceRequest(
            method: method, target: target, authorization: key.map { "Bearer \($0)" }, body: Array(body.utf8))
        let reply = service.reply(to: request, now: now)
        service.settle(reply, began: true)
        return (reply, JSONValue(parsing: reply.body) ?? .null)
    }

    private func header(_ name: String, of reply: ServiceReply) -> String? {
        reply.headers.first { $0.name == name }?.value
    }

    @Test func answersInTheCurrentShape() {
        let (reply, json) = send(
            service { $0.latency = 7...7 }, "POST", "/v2/models/1/inference",
            #"{"texts":["Where is my parcel?","Please send me the invoice"],"max_predictions":2}"#)
        #expect(reply.status == 200 && reply.delayMilliseconds == 7)
        #expect(json["model_id"] == .integer(1) && json["text_language"] == .string("en"))
        #expect(json["processing_time_ms"] == .integer(7))
        let lists = json["predictions"]?.array ?? []
        #expect(lists.count == 2)
        #expect(lists.allSatisfy { $0.array?.count == 2 })
        #expect(lists.map { $0.array?[0]["label"] } == [.string("Delivery"), .string("Billing")])
    }

    @Test func answersInTheOlderShape() {
        let (_, json) = send(
            service { $0.isLegacy = true }, "POST", "/v2/models/2/inference",
            #"{"texts":["I love it"],"label_filter":["Neutral","Positive","Unheard of"]}"#)
        #expect(json.array?.count == 1)
        #expect(json.array?[0]["text"] == .string("I love it"))
        let predictions = json.array?[0]["predictions"]?.array ?? []
        #expect(predictions.map { $0["label"]?.string } == ["Positive", "Neutral"])
        #expect(predictions.allSatisfy { $0["score"] != nil })
    }

    @Test(arguments: [
        ("GET", "/v2/models/99", 404, "MODEL_NOT_FOUND"), ("GET", "/v2/nothing", 404, "NOT_FOUND"),
        ("GET", "/", 404, "NOT_FOUND"), ("DELETE", "/v2/models", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/v2/models/1/inference", 405, "METHOD_NOT_ALLOWED"),
        ("POST", "/v2/models/4/inference", 400, "MODEL_ARCHIVED"),
        ("POST", "/v2/models/5/inference", 404, "MODEL_NOT_DEPLOYED"),
        ("GET", "/v2/models?limit=0", 400, "INVALID_PARAMETER"),
        ("GET", "/v2/models?offset=-1", 400, "INVALID_PARAMETER"),
    ])
    func errorsHaveTheDocumentedBody(method: String, target: String, status: Int, code: String) {
        let (reply, json) = send(service(), method, target)
        #expect(reply.status == status)
        #expect(json["status"] == .integer(status) && json["error_code"] == .string(code))
        #expect(json["message"]?.string?.isEmpty == false)
        #expect(json["request_id"]?.string == header("X-Request-Id", of: reply))
        #expect(json["request_id"]?.string?.wholeMatch(of: /req_[0-9a-f]{8}/) != nil)
    }

    @Test func keysAreRequiredAndTakeNoPermit() {
        let service = service { $0.requestsPerMinute = 60 }
        for key in [nil, "", "lbl_sk_other"] {
            let (reply, json) = send(service, "GET", "/v2/models", key: key)
            #expect(reply.status == 401 && json["error_code"] == .string("UNAUTHORIZED"))
            #expect(header("X-RateLimit-Remaining", of: reply) == "10")
        }
    }

    @Test func allKeysShareOneBudget() {
        let service = service {
            $0.keys = ["a", "b"]
            $0.requestsPerMinute = 12
        }
        #expect(send(service, "GET", "/v2/models", key: "a").reply.status == 200)
        #expect(send(service, "GET", "/v2/models", key: "b").reply.status == 200)
        let (reply, json) = send(service, "GET", "/v2/models", key: "a")
        #expect(reply.status == 429 && json["error_code"] == .string("RATE_LIMIT_EXCEEDED"))
        #expect(header("Retry-After", of: reply) == "5" && header("X-RateLimit-Limit", of: reply) == "12")
        #expect(header("X-RateLimit-Remaining", of: reply) == "0" && header("X-RateLimit-Reset", of: reply) == "10")
        #expect(send(service, "GET", "/v2/models", now: 5_000_000_000).reply.status == 401)
        #expect(send(service, "GET", "/v2/models", key: "b", now: 5_000_000_000).reply.status == 200)
    }

    @Test func withoutALimitThereAreNoRateHeaders() {
        let (reply, _) = send(service(), "GET", "/v2/models")
        #expect(!reply.headers.contains { $0.name.hasPrefix("X-RateLimit") })
    }

    @Test func pagesFollowEachOther() {
        let service = service { $0.pageLimit = 2 }
        var ids: [Int] = []
        var more = true
        while more {
            let (_, json) = send(service, "GET", "/v2/models?offset=\(ids.count)&limit=50")
            #expect(json["total"] == .integer(5) && json["limit"] == .integer(2))
            #expect(json["offset"] == .integer(ids.count))
            ids += json["data"]?.array?.compactMap { $0["id"]?.integer } ?? []
            more = json["has_more"] == .bool(true) && ids.count < 10
        }
        #expect(ids == [1, 2, 3, 4, 5])
        let (_, beyond) = send(service, "GET", "/v2/models?offset=9")
        #expect(beyond["data"] == .array([]) && beyond["has_more"] == .bool(false))
    }

    @Test func oneForbiddenTextFailsTheRequest() {
        let service = service { $0.refusedSubstrings = ["poison"] }
        let (reply, json) = send(service, "POST", "/v2/models/1/inference", #"{"texts":["fine","a poison pill"]}"#)
        #expect(reply.status == 400 && json["error_code"] == .string("INVALID_TEXT"))
        #expect(send(service, "POST", "/v2/models/1/inference", #"{"texts":["fine"]}"#).reply.status == 200)
    }

    @Test func theReportCountsWhatWasBilled() {
        let service = service { $0.refusedSubstrings = ["poison"] }
        _ = send(service, "POST", "/v2/models/1/inference", #"{"texts":["a","b","a"]}"#)
        _ = send(service, "POST", "/v2/models/1/inference", #"{"texts":["a"]}"#)
        _ = send(service, "POST", "/v2/models/1/inference", #"{"texts":["poison"]}"#)
        _ = send(service, "GET", "/v2/models", key: nil)
        let (_, json) = send(service, "GET", "/sandbox/report", key: nil)
        #expect(json["requests"]?["POST /v2/models/1/inference"] == .integer(3))
        #expect(json["granted"] == .integer(3) && json["refused"] == .integer(0) && json["errors"] == .integer(2))
        #expect(json["texts_billed"] == .integer(4) && json["distinct_texts_billed"] == .integer(2))
        #expect(json["max_times_billed"] == .integer(3) && json["max_concurrent"] == .integer(1))
        #expect(json["batch_sizes"] == .object(["1": .integer(2), "3": .integer(1)]))
        let (_, empty) = send(service, "DELETE", "/sandbox/report", key: nil)
        #expect(empty["texts_billed"] == .integer(0) && empty["requests"] == .object([:]))
    }
}

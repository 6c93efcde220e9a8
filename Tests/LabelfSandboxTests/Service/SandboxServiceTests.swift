import Testing

@testable import LabelfSandbox

/// The service without sockets, on time that stands still unless it is told.
@Suite struct SandboxServiceTests: ServiceSuite {
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

    @Test func theReportTellsTextsOneByOne() {
        let service = service { $0.refusedSubstrings = ["poison"] }
        send(service, "POST", "/v2/models/1/inference", #"{"texts":["a","poison"]}"#)
        send(service, "POST", "/v2/models/1/inference", #"{"texts":["a","b"]}"#)
        send(service, "POST", "/v2/models/2/inference", #"{"texts":["a"]}"#)
        let expected: [JSONValue] = [
            ["model_id": 1, "text": "a", "asked": 2, "billed": 1],
            ["model_id": 1, "text": "poison", "asked": 1, "billed": 0],
            ["model_id": 1, "text": "b", "asked": 1, "billed": 1],
            ["model_id": 2, "text": "a", "asked": 1, "billed": 1],
        ]
        #expect(report(service, texts: true)["texts"] == .array(expected))
        #expect(report(service)["texts"] == nil)
    }

    @Test func pagesAreSpoilt() {
        let page = { (fault: String) in
            let service = service()
            send(
                service, "POST", "/sandbox/faults",
                "[{\"match\":{\"path\":\"GET /v2/models?limit=2\"},\"do\":\(fault)}]", key: nil)
            #expect(send(service, "GET", "/v2/models?limit=3").json["data"]?.array?.count == 3)
            return send(service, "GET", "/v2/models?limit=2").json
        }
        let ids = { (page: JSONValue) in page["data"]?.array?.map { $0["id"]?.integer } }
        #expect(ids(page(#"{"count":-1}"#)) == [1])
        #expect(ids(page(#"{"count":1}"#)) == [1, 2, 2])
        #expect(ids(page(#"{"reorder":true}"#)) == [2, 1])
        #expect(page(#"{"wrong_types":true}"#)["total"] == "many")
    }

    @Test(arguments: [
        ("seconds", "90"), ("date", "Thu, 01 Jan 1970 00:01:30 GMT"),
        ("rfc850", "Thursday, 01-Jan-70 00:01:30 GMT"), ("asctime", "Thu Jan  1 00:01:30 1970"),
    ])
    func retryAfterHasEveryForm(form: String, value: String) {
        let service = service()
        let fault = #"[{"do":{"status":429,"retry_after":90,"retry_after_form":"\#(form)"}}]"#
        #expect(send(service, "POST", "/sandbox/faults", fault, key: nil).json["rules"] == 1)
        let reply = send(service, "GET", "/v2/models").reply
        #expect(reply.status == 429 && header("Retry-After", of: reply) == value)
    }

    @Test func aWrongMethodIsToldTheRightOne() {
        let allowed = { (path: String) in header("Allow", of: send(service(), "PATCH", path).reply) }
        #expect(allowed("/v2/models/1/inference") == "POST" && allowed("/v2/datasets") == "GET")
        #expect(allowed("/sandbox/report") == "GET, DELETE")
    }
}

import Testing

@testable import LabelfSandbox

/// What the plan and the key allow.
@Suite struct QuotaTests: ServiceSuite {
    private func classify(_ service: SandboxService, _ texts: Int, arrives: Bool = true) -> (ServiceReply, JSONValue) {
        let list = repeatElement("\"x\"", count: texts).joined(separator: ",")
        return send(service, "POST", "/v2/models/1/inference", "{\"texts\":[\(list)]}", arrives: arrives)
    }

    @Test func aUsedUpQuotaRefusesWhatDoesNotFit() {
        let service = service { $0.quota = 10 }
        #expect(classify(service, 8).0.status == 200)
        let (reply, json) = classify(service, 3)
        #expect(reply.status == 403 && json["error_code"] == "QUOTA_EXCEEDED")
        #expect(json["message"]?.string?.hasPrefix("Quota exceeded") == true)
        #expect(classify(service, 2).0.status == 200)
        #expect(classify(service, 1).0.status == 403)
        #expect(report(service)["quota"] == 10 && report(service)["quota_used"] == 10)
        #expect(report(service)["texts_billed"] == 10)
    }

    @Test func anAnswerThatNeverBeganIsNotCharged() {
        let service = service { $0.quota = 4 }
        #expect(classify(service, 4, arrives: false).0.status == 200)
        #expect(report(service)["quota_used"] == 0 && report(service)["texts_billed"] == 0)
        #expect(classify(service, 4).0.status == 200)
    }

    @Test func aNewPeriodBeginsOnRequest() {
        let service = service { $0.quota = 1 }
        _ = classify(service, 1)
        #expect(send(service, "DELETE", "/sandbox/quota", key: nil).json["used"] == 0)
        #expect(classify(service, 1).0.status == 200)
    }

    @Test func aReadOnlyKeyMayOnlyLook() {
        let service = service { $0.readOnlyKeys = ["viewer"] }
        #expect(send(service, "GET", "/v2/models", key: "viewer").reply.status == 200)
        #expect(send(service, "GET", "/v2/datasets/ds_messages/records", key: "viewer").reply.status == 200)
        for path in ["/v2/models/1/inference", "/v2/models/inference", "/v2/similarity"] {
            let (reply, json) = send(service, "POST", path, "{}", key: "viewer")
            #expect(reply.status == 403 && json["error_code"] == "FORBIDDEN")
        }
    }
}

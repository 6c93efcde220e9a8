import Testing

@testable import LabelfSandbox

/// Several models asked in one request.
@Suite struct CombinedInferenceTests: ServiceSuite {
    private static let body = """
        {"texts":["Where is my parcel?","I love it"],"model_settings":\
        [{"model_id":2,"max_predictions":1},{"model_id":3,"label_filter":["en"],"read_full_text":true}]}
        """

    @Test func everyModelAnswersAsItWouldAlone() {
        let (reply, json) = send(service(), "POST", "/v2/models/inference", Self.body)
        #expect(reply.status == 200)
        let results = json["results"]?.array ?? []
        #expect(results.map { $0["model_id"] } == [2, 3])
        let alone = send(
            service(), "POST", "/v2/models/2/inference",
            #"{"texts":["Where is my parcel?","I love it"],"max_predictions":1}"#
        ).json
        #expect(results.first == alone)
        #expect(results.last?["predictions"]?.array?.first?.array?.map { $0["label"] } == ["en"])
    }

    @Test func theOlderShapeNamesTheModel() {
        let json = send(service { $0.isLegacy = true }, "POST", "/v2/models/inference", Self.body).json
        #expect(json.array?.map { $0["model_id"] } == [2, 3])
        #expect(json.array?.first?["results"]?.array?.first?["text"] == "Where is my parcel?")
    }

    @Test func everyTextIsBilledForEveryModel() {
        let service = service { $0.quota = 5 }
        #expect(send(service, "POST", "/v2/models/inference", Self.body).reply.status == 200)
        #expect(report(service)["texts_billed"] == 4 && report(service)["quota_used"] == 4)
        #expect(report(service)["distinct_texts_billed"] == 4 && report(service)["batch_sizes"] == ["2": 1])
        #expect(send(service, "POST", "/v2/models/inference", Self.body).json["error_code"] == "QUOTA_EXCEEDED")
    }

    @Test(arguments: [
        (#"{"texts":["x"]}"#, 400, "MISSING_REQUIRED_FIELD"),
        (#"{"texts":["x"],"model_settings":[]}"#, 400, "INVALID_PARAMETER"),
        (#"{"texts":["x"],"model_settings":[{}]}"#, 400, "INVALID_PARAMETER"),
        (#"{"texts":["x"],"model_settings":[{"model_id":1,"read_full_text":1}]}"#, 400, "INVALID_PARAMETER"),
        (#"{"texts":["x"],"model_settings":[{"model_id":1},{"model_id":9}]}"#, 404, "MODEL_NOT_FOUND"),
        (#"{"texts":["x"],"model_settings":[{"model_id":4}]}"#, 400, "MODEL_ARCHIVED"),
        (#"{"texts":["x"],"model_settings":[{"model_id":5}]}"#, 404, "MODEL_NOT_DEPLOYED"),
        (#"{"texts":[],"model_settings":[{"model_id":1}]}"#, 400, "EMPTY_TEXTS"),
    ])
    func refusals(body: String, status: Int, code: String) {
        let (reply, json) = send(service(), "POST", "/v2/models/inference", body)
        #expect(reply.status == status && json["error_code"] == .string(code))
    }
}

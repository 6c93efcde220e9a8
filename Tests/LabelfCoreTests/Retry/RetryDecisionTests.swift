import Testing

@testable import LabelfCore

@Suite struct RetryDecisionTests {
    func decision(_ status: Int, code: String = "", message: String = "") -> RetryDecision {
        var error = ServerError(status: status)
        error.code = code
        error.message = message
        return RetryDecision(error)
    }

    @Test(
        "Statuses",
        arguments: [
            (400, RetryDecision.split(.refused)), (413, .split(.refused)), (422, .split(.refused)), (401, .end(.key)),
            (403, .end(.permission)),
            (404, .end(.notFound)), (409, .end(.conflict)), (402, .end(.refused)), (418, .end(.refused)),
            (499, .end(.refused)), (429, .waitOut), (500, .retry(.service, .answer)), (503, .retry(.service, .answer)),
            (599, .retry(.service, .answer)),
            (600, .end(.protocolViolation)), (201, .end(.protocolViolation)), (301, .end(.protocolViolation)),
            (0, .end(.protocolViolation)), (-1, .end(.protocolViolation)), (Int.max, .end(.protocolViolation)),
        ])
    func statuses(status: Int, expected: RetryDecision) {
        #expect(decision(status) == expected)
    }

    @Test(
        "The documented scenarios by their code",
        arguments: [
            (400, "MODEL_ARCHIVED", Status.modelArchived), (404, "NO_DEPLOYED_MODEL", .modelNotDeployed),
            (422, "MODEL_NOT_DEPLOYED", .modelNotDeployed), (403, "QUOTA_EXCEEDED", .quota),
            (400, "MODEL_NOT_FOUND", .notFound),
        ])
    func codes(status: Int, code: String, expected: Status) {
        #expect(decision(status, code: code) == .end(expected))
    }

    @Test(
        "Or by their message, however it is written",
        arguments: [
            (400, "Model is archived", Status.modelArchived), (404, "THE MODEL IS ARCHIVED.", .modelArchived),
            (400, "No deployed model found", .modelNotDeployed), (409, "model 7 is not deployed", .modelNotDeployed),
            (403, "Monthly Quota exceeded", .quota), (403, "quota", .quota),
        ])
    func messages(status: Int, message: String, expected: Status) {
        #expect(decision(status, message: message) == .end(expected))
    }

    @Test(
        "What is wrong with a request or its texts has a code of its own, and may be one text's doing",
        arguments: [
            (400, "MISSING_REQUIRED_FIELD", "", Status.malformed), (400, "INVALID_FIELD_TYPE", "", .malformed),
            (400, "", "texts field is required", .malformed), (422, "MALFORMED_JSON", "", .malformed),
            (400, "", "texts must be an array of strings, even for a single text", .malformed),
            (400, "EMPTY_TEXTS", "", .textEmpty), (400, "", "Empty texts array", .textEmpty),
            (422, "EMPTY_TEXT", "", .textEmpty), (413, "TEXT_TOO_LONG", "", .textTooLong),
        ])
    func texts(status: Int, code: String, message: String, expected: Status) {
        var error = ServerError(status: status)
        (error.code, error.message) = (code, message)
        #expect(RetryDecision(error) == .split(expected))
        #expect(KnownServerError.status(of: error) == expected)
        error.status = 404
        #expect(KnownServerError.status(of: error) == nil)
    }

    @Test(
        "What only sounds like one is judged by its status",
        arguments: [
            (400, "texts may not be archived", RetryDecision.split(.refused)),
            (400, "the quota field is unknown", .split(.refused)), (400, "model", .split(.refused)),
            (400, "mode", .split(.refused)), (500, "Model is archived", .retry(.service, .answer)),
            (429, "quota exceeded", .waitOut), (403, "", .end(.permission)),
        ])
    func others(status: Int, message: String, expected: RetryDecision) {
        #expect(decision(status, message: message) == expected)
    }

    @Test(
        "A request without an answer is sent again unless it will be the same the next time",
        arguments: [
            (Status.resolve, true), (.connect, true), (.timeout, true), (.network, true), (.tls, false),
            (.tooLarge, false), (.protocolViolation, false), (.memory, false), (.internal, false),
        ])
    func failures(status: Status, isRetried: Bool) {
        let decision = RetryDecision(TransportFailure(status, "it broke"))
        #expect(decision == (isRetried ? .retry(status, .connection) : .end(status)))
    }

    @Test(
        "The token service",
        arguments: [
            (500, RetryDecision.retry(.service, .answer)), (503, .retry(.service, .answer)), (429, .waitOut),
            (400, .end(.key)), (401, .end(.key)), (403, .end(.key)), (404, .end(.protocolViolation)),
            (302, .end(.protocolViolation)),
        ])
    func tokens(status: Int, expected: RetryDecision) {
        #expect(RetryDecision(ofTokenService: ServerError(status: status)) == expected)
    }

    @Test("Whatever is retried or waited out is transient, and what only a change can mend is not")
    func transience() {
        for status in [Status.service, .rateLimited, .resolve, .connect, .timeout, .network] {
            #expect(status.isTransient)
        }
        for status in [Status.key, .quota, .refused, .malformed, .notFound, .tooLarge, .budget, .cancelled, .internal] {
            #expect(!status.isTransient)
        }
    }
}

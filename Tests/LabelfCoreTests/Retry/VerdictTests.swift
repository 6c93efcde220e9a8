import Testing

@testable import LabelfCore

@Suite struct VerdictTests {
    func verdict(_ status: Int, code: String = "", message: String = "") -> Verdict {
        var error = ServerError(status: status)
        error.code = code
        error.message = message
        return Verdict(error)
    }

    @Test(
        "Statuses",
        arguments: [
            (400, Verdict.split), (413, .split), (422, .split), (401, .end(.key)), (403, .end(.permission)),
            (404, .end(.notFound)), (409, .end(.conflict)), (402, .end(.refused)), (418, .end(.refused)),
            (499, .end(.refused)), (429, .pause), (500, .retry), (503, .retry), (599, .retry),
            (600, .end(.protocolViolation)), (201, .end(.protocolViolation)), (301, .end(.protocolViolation)),
            (0, .end(.protocolViolation)), (-1, .end(.protocolViolation)), (Int.max, .end(.protocolViolation)),
        ])
    func statuses(status: Int, expected: Verdict) {
        #expect(verdict(status) == expected)
    }

    @Test(
        "The documented scenarios by their code",
        arguments: [
            (400, "MODEL_ARCHIVED", Status.modelArchived), (404, "NO_DEPLOYED_MODEL", .modelNotDeployed),
            (422, "MODEL_NOT_DEPLOYED", .modelNotDeployed), (403, "QUOTA_EXCEEDED", .quota),
            (400, "MODEL_NOT_FOUND", .notFound),
        ])
    func codes(status: Int, code: String, expected: Status) {
        #expect(verdict(status, code: code) == .end(expected))
    }

    @Test(
        "Or by their message, however it is written",
        arguments: [
            (400, "Model is archived", Status.modelArchived), (404, "THE MODEL IS ARCHIVED.", .modelArchived),
            (400, "No deployed model found", .modelNotDeployed), (409, "model 7 is not deployed", .modelNotDeployed),
            (403, "Monthly Quota exceeded", .quota), (403, "quota", .quota),
        ])
    func messages(status: Int, message: String, expected: Status) {
        #expect(verdict(status, message: message) == .end(expected))
    }

    @Test(
        "What only sounds like one is judged by its status",
        arguments: [
            (400, "texts may not be archived", Verdict.split), (400, "the quota field is unknown", .split),
            (400, "model", .split), (400, "mode", .split), (500, "Model is archived", .retry),
            (429, "quota exceeded", .pause), (403, "", .end(.permission)),
        ])
    func others(status: Int, message: String, expected: Verdict) {
        #expect(verdict(status, message: message) == expected)
    }
}

import Testing

@testable import LabelfCore

@Suite struct LabelfErrorTests {
    @Test("A copy is a value of its own")
    func copies() {
        var error = LabelfError(.service, "down")
        error.requestID = "req_1"
        error.serverCode = "DOWN"
        error.httpStatus = 503
        error.attempts = 2
        error.retryAfterMilliseconds = 5
        let copy = error
        #expect(copy == error)
        error.message = "up"
        #expect(copy.message == "down" && error.message == "up")
        #expect(error.requestID == "req_1" && error.serverCode == "DOWN" && error.httpStatus == 503)
        #expect(error.attempts == 2 && error.retryAfterMilliseconds == 5)
        #expect(copy != error)
    }

    @Test("Equal if every part is")
    func equality() {
        let base = LabelfError(.service, "down")
        #expect(base == LabelfError(.service, "down"))
        #expect(base != LabelfError(.network, "down"))
        var others = Array(repeating: base, count: 5)
        others[0].httpStatus = 1
        others[1].serverCode = "X"
        others[2].requestID = "r"
        others[3].attempts = 1
        others[4].retryAfterMilliseconds = 1
        for other in others { #expect(other != base) }
    }

    @Test("Nothing is known at first")
    func defaults() {
        let error = LabelfError(.cancelled, "")
        #expect(error.httpStatus == 0 && error.attempts == 0 && error.retryAfterMilliseconds == -1)
        #expect(error.requestID.isEmpty && error.serverCode.isEmpty)
    }

    @Test("Every error has a fix, a success has none")
    func fixes() {
        for raw in Int32(0)...127 {
            guard let status = Status(rawValue: raw) else { continue }
            let isError = raw >= 16
            #expect(LabelfError(status, "").fix.description.isEmpty != isError)
        }
    }
}

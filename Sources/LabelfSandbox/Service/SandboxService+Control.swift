import Synchronization

extension SandboxService {
    /// The reply to a request for the sandbox itself, which needs no key, takes no permit and is not reported.
    func controlReply(to request: ServiceRequest, path: String) -> ServiceReply {
        var reply: ServiceReply
        switch (request.method, path) {
        case ("GET", "/sandbox/report"):
            reply = ServiceReply(body: report.withLock { $0.body() })
        case ("DELETE", "/sandbox/report"):
            report.withLock { $0 = Report(concurrent: $0.inFlight) }
            reply = ServiceReply(body: report.withLock { $0.body() })
        case ("POST", "/sandbox/faults"):
            reply = replaceFaults(with: request.body)
        case ("DELETE", "/sandbox/faults"):
            reply = replaceFaults(with: Array("[]".utf8))
        case (_, "/sandbox/report"), (_, "/sandbox/faults"):
            reply = ServiceReply(error: .wrongMethod, requestID: nextRequestID())
        default:
            reply = ServiceReply(error: .unknownPath, requestID: nextRequestID())
        }
        reply.isReported = false
        return reply
    }

    private func replaceFaults(with script: [UInt8]) -> ServiceReply {
        do throws(FaultScriptReader.Failure) {
            let rules = try FaultScriptReader.rules(parsing: script)
            faults.withLock { $0 = FaultScript(rules: rules) }
            return ServiceReply(body: Array("{\"rules\":\(rules.count)}".utf8))
        } catch {
            let error = ServiceError(status: 400, message: error.description, code: "INVALID_FAULT_SCRIPT")
            return ServiceReply(error: error, requestID: nextRequestID())
        }
    }
}

import Synchronization

extension SandboxService {
    /// The reply to a request for the sandbox itself, which needs no key, takes no permit and is not reported.
    func controlReply(to request: ServiceRequest, path: String, now: Int64) -> ServiceReply {
        var reply: ServiceReply
        do throws(ServiceError) {
            reply = try control(request, path: path, now: now)
        } catch {
            reply = ServiceReply(error: error, requestID: nextRequestID())
        }
        reply.isReported = false
        return reply
    }

    private func control(_ request: ServiceRequest, path: String, now: Int64) throws(ServiceError) -> ServiceReply {
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        switch (request.method, path) {
        case ("GET", "/openapi.json"): return ServiceReply(json: OpenAPI.document(for: configuration))
        case ("GET", "/sandbox/report"): return reportReply(withTexts: FormFields(request.query)?["texts"] == "1")
        case ("DELETE", "/sandbox/report"):
            report.withLock { $0 = Report(concurrent: $0.inFlight) }
            return reportReply(withTexts: false)
        case ("POST", "/sandbox/faults"): return try replaceFaults(with: request.body)
        case ("DELETE", "/sandbox/faults"): return try replaceFaults(with: Array("[]".utf8))
        case ("DELETE", "/sandbox/tokens"):
            return ServiceReply(json: ["expired": .integer(tokens.withLock { $0.expireAll() })])
        case ("DELETE", "/sandbox/quota"):
            quota.withLock { $0 = Quota(limit: $0.limit) }
            return ServiceReply(json: ["used": 0])
        case (_, "/openapi.json"): throw .wrongMethod(allow: "GET")
        case (_, "/sandbox/report"): throw .wrongMethod(allow: "GET, DELETE")
        case (_, "/sandbox/faults"): throw .wrongMethod(allow: "POST, DELETE")
        case (_, "/sandbox/tokens"), (_, "/sandbox/quota"): throw .wrongMethod(allow: "DELETE")
        default:
            guard parts.starts(with: ["sandbox", "datasets"]), (4...5).contains(parts.count), parts[3] == "records"
            else { throw .unknownPath }
            let position = parts.count == 5 ? parts[4] : nil
            return try changeRecords(request, dataset: String(parts[2]), position: position, now: now)
        }
    }

    private func reportReply(withTexts: Bool) -> ServiceReply {
        let quota = quota.withLock { $0 }
        return ServiceReply(body: report.withLock { $0.body(quota: quota, withTexts: withTexts) })
    }

    private func replaceFaults(with script: [UInt8]) throws(ServiceError) -> ServiceReply {
        do throws(FaultScriptReader.Failure) {
            let rules = try FaultScriptReader.rules(parsing: script)
            faults.withLock { $0 = FaultScript(rules: rules) }
            return ServiceReply(json: ["rules": .integer(rules.count)])
        } catch {
            throw ServiceError(status: 400, message: error.description, code: "INVALID_FAULT_SCRIPT")
        }
    }

    /// Inserts records, or takes one out, so that the rows behind them shift.
    private func changeRecords(
        _ request: ServiceRequest, dataset id: String, position: Substring?, now: Int64
    ) throws(ServiceError) -> ServiceReply {
        let change = try RecordChange(request, position: position)
        let counts = datasets.withLock { datasets in
            datasets.change(id: id) { dataset in
                (isDone: dataset.apply(change, now: now / Span.second), rows: dataset.records.count)
            }
        }
        guard let counts else { throw .unknownDataset(id) }
        guard counts.isDone else { throw .invalidParameter("position", "at most \(counts.rows)") }
        return ServiceReply(json: ["row_count": .integer(counts.rows)])
    }
}

import Synchronization

extension SandboxService {
    /// The reply to a request for an access token, which needs no key and takes no permit.
    func tokenReply(to request: ServiceRequest, requestID: String, now: Int64) -> ServiceReply {
        var reply = underFaults(request, texts: [], requestID: requestID, now: now) { fault throws(ServiceError) in
            guard let client = configuration.client else { throw .unknownPath }
            guard request.method == "POST" else { throw .wrongMethod(allow: "POST") }
            var reply = answer(to: request, of: client, fault: fault, now: now)
            reply.addHeader("Cache-Control", "no-store")
            reply.delayMilliseconds = nextLatency()
            return reply
        }
        reply.addHeader("X-Request-Id", requestID)
        return reply
    }

    private func answer(
        to request: ServiceRequest, of client: ClientCredentials, fault: FaultAction?, now: Int64
    ) -> ServiceReply {
        do throws(TokenError) {
            let asking = try TokenRequest(authorization: request.authorization, body: request.body).client
            guard asking == client || asking.decoded == client else { throw .invalidClient }
            let lifetime = configuration.tokenLifetime
            let token = tokens.withLock { $0.issue(to: client.id, now: now, lifetimeSeconds: lifetime) }
            report.withLock { $0.token(issued: true) }
            let wrongTypes = fault?.wrongTypes ?? false
            return ServiceReply(
                json: [
                    "access_token": wrongTypes ? 1 : .string(token),
                    "expires_in": wrongTypes ? "soon" : .integer(lifetime), "scope": "api", "token_type": "bearer",
                ])
        } catch {
            report.withLock { $0.token(issued: false) }
            var reply = ServiceReply(json: error.body)
            reply.status = error.status
            if error == .invalidClient { reply.addHeader("WWW-Authenticate", "Basic realm=\"labelf-sandbox\"") }
            return reply
        }
    }
}

/// What a client is configured with: the values of the keys that labelf.h documents, with their defaults.
package struct Configuration: Sendable {
    package var apiKey: APIKey?
    /// Instead of a key: the client that gets tokens. Empty for none.
    package var clientID = ""
    package var clientSecret: Secret?
    package var tokenURL = "https://auth.app.labelf.ai/oauth2/token"
    package var baseURL = "https://api.labelf.ai/v2"
    package var requestsPerMinute: Int64 = 0
    package var bulkReservePercent: Int64 = 10
    /// Whether the processes of this machine that use the same key share one budget.
    package var sharedBudget = true
    /// 0 for no cap.
    package var maxBilledTexts: Int64 = 0
    package var maxConnections: Int64 = 8
    package var lingerMilliseconds: Int64 = 0
    package var maxTextCharacters: Int64 = 10_000
    package var connectTimeoutMilliseconds: Int64 = 5_000
    package var attemptTimeoutMilliseconds: Int64 = 30_000
    /// -1 if it was not set: 120 s for interactive calls, none for bulk calls. 0 for none.
    package var totalTimeoutMilliseconds: Int64 = -1
    package var maxRetries: Int64 = 3
    package var retryBaseMilliseconds: Int64 = 1_000
    package var maxRateLimitRetries: Int64 = 10
    package var queueTexts: Int64 = 1_000_000
    package var queueBytes: Int64 = 1 << 30
    package var queueBlocks = true
    package var responseMaxBytes: Int64 = 16 << 20
    /// 0 for no cache.
    package var cacheBytes: Int64 = 0
    package var cacheSeconds: Int64 = 3_600
    package var caFile = ""
    package var proxy = ""
    package var userAgent = ""
    package var allowInsecureHTTP = false

    package init() {}

    /// A call's deadline if neither the call nor the configuration says otherwise.
    private static let interactiveTimeout: Int64 = 120_000

    /// When a call has to be settled.
    /// - Parameter timeoutMilliseconds: the call's own: 0 for the configuration's, below 0 for none.
    package func deadline(lane: Lane, timeoutMilliseconds: Int64, now: Instant) -> Instant {
        var timeout = timeoutMilliseconds
        if timeout == 0 { timeout = totalTimeoutMilliseconds }
        if timeoutMilliseconds == 0 && timeout < 0 {
            timeout = lane == .interactive ? Configuration.interactiveTimeout : 0
        }
        return timeout > 0 ? now + .milliseconds(timeout) : .distantFuture
    }

    /// Checks what only the whole configuration can tell. Called once, when a client is made.
    package func validate() throws(LabelfError) {
        if usesToken {
            try validateCredentials()
        } else if apiKey == nil {
            throw LabelfError(
                .configuration,
                "api_key is not set: a client needs the workspace's key, or client_id and client_secret")
        }
        _ = try BaseURL(parsing: baseURL, allowInsecureHTTP: allowInsecureHTTP)
    }

    /// Whether requests go with a token that the client gets for itself.
    package var usesToken: Bool { !clientID.isEmpty || clientSecret != nil }

    private func validateCredentials() throws(LabelfError) {
        if apiKey != nil {
            throw LabelfError(
                .configuration, "api_key is set, and client_id or client_secret too: leave out the one or the others")
        }
        if clientID.isEmpty {
            throw LabelfError(.configuration, "client_secret is set, but client_id is not")
        }
        if clientSecret == nil {
            throw LabelfError(.configuration, "client_id is set, but client_secret is not")
        }
        _ = try BaseURL(parsing: tokenURL, allowInsecureHTTP: allowInsecureHTTP, key: "token_url")
    }
}

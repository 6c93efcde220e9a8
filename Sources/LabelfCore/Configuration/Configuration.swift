// The values themselves, with their defaults, are in ConfigurationTable.swift.
extension Configuration {
    /// Sets the value of a key. An unknown key or a bad value changes nothing, and the error names the key.
    package mutating func set(_ name: String, to value: String) throws(LabelfError) {
        for key in ConfigurationKey.allCases where name.isSame(as: key.name) {
            return try set(key, to: value)
        }
        throw LabelfError(.configuration, "there is no option \"\(OptionValue.shown(name))\"")
    }

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

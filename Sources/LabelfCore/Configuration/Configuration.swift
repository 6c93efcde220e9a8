// The values themselves, with their defaults, are in ConfigurationTable.swift.
extension Configuration {
    /// Sets the value of a key. An unknown key or a bad value changes nothing, and the error names the key.
    package mutating func set(_ name: String, to value: String) throws(LabelfError) {
        for key in ConfigurationKey.allCases where name.isSame(as: key.name) {
            return try set(key, to: value)
        }
        throw LabelfError(.configuration, "there is no option \"\(OptionValue.shown(name))\"")
    }

    /// The same for a client that runs: not every option can be changed then.
    package mutating func change(_ name: String, to value: String) throws(LabelfError) {
        for key in ConfigurationKey.allCases where name.isSame(as: key.name) && !key.isLive {
            throw LabelfError(
                .configuration, "\(key.name) cannot be changed once there is a client: make a new one with it")
        }
        if usesToken, name.isSame(as: ConfigurationKey.apiKey.name) {
            throw LabelfError(.configuration, "api_key has no place here: the client gets its tokens by itself")
        }
        try set(name, to: value)
    }

    /// The value of a key as `set` takes it, without what is secret; nil for an unknown key.
    package func value(of name: String) -> String? {
        for key in ConfigurationKey.allCases where name.isSame(as: key.name) {
            if case .userAgent = key { return sentUserAgent }
            return value(of: key)
        }
        return nil
    }

    /// What requests say that they come from.
    package var sentUserAgent: String {
        let own: Message = "liblabelf/\(Version.text)"
        return userAgent.isEmpty ? own.text : userAgent
    }

    /// A call's deadline if neither the call nor the configuration says otherwise.
    private static let interactiveTimeout: Int64 = 120_000

    /// As a call's own deadline: none at all.
    package static let noDeadline = Int64.max

    /// When a call has to be settled.
    /// - Parameter deadlineMilliseconds: the call's own from now: 0 for the configuration's, `noDeadline` for none.
    package func deadline(lane: Lane, deadlineMilliseconds: Int64, now: Instant) -> Instant {
        if deadlineMilliseconds == Configuration.noDeadline { return .distantFuture }
        if deadlineMilliseconds != 0 { return now + .milliseconds(deadlineMilliseconds) }
        if totalTimeoutMilliseconds > 0 { return now + .milliseconds(totalTimeoutMilliseconds) }
        if totalTimeoutMilliseconds == 0 || lane != .interactive { return .distantFuture }
        return now + .milliseconds(Configuration.interactiveTimeout)
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

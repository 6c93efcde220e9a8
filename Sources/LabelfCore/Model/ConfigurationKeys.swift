/// The documented keys: how each value is read, and where it goes.
package enum ConfigurationKey: CaseIterable {
    case apiKey, clientID, clientSecret, tokenURL, baseURL, requestsPerMinute, bulkReserve, sharedBudget,
        maxBilledTexts, maxConnections, linger
    case maxTextCharacters, connectTimeout, attemptTimeout, totalTimeout, maxRetries, retryBase, maxRateLimitRetries,
        queueTexts, queueBytes, queueFull, responseMaxBytes, cacheBytes, cacheSeconds
    case caFile, proxy, userAgent, allowInsecureHTTP

    /// As labelf.h spells it.
    package var name: StaticString {
        switch self {
        case .apiKey: "api_key"
        case .clientID: "client_id"
        case .clientSecret: "client_secret"
        case .tokenURL: "token_url"
        case .baseURL: "base_url"
        case .requestsPerMinute: "requests_per_minute"
        case .bulkReserve: "bulk_reserve_percent"
        case .sharedBudget: "shared_budget"
        case .maxBilledTexts: "max_billed_texts"
        case .maxConnections: "max_connections"
        case .linger: "linger_ms"
        case .maxTextCharacters: "max_text_characters"
        case .connectTimeout: "connect_timeout_ms"
        case .attemptTimeout: "attempt_timeout_ms"
        case .totalTimeout: "total_timeout_ms"
        case .maxRetries: "max_retries"
        case .retryBase: "retry_base_ms"
        case .maxRateLimitRetries: "max_rate_limit_retries"
        case .queueTexts: "queue_texts"
        case .queueBytes: "queue_bytes"
        case .queueFull: "queue_full"
        case .responseMaxBytes: "response_max_bytes"
        case .cacheBytes: "cache_bytes"
        case .cacheSeconds: "cache_seconds"
        case .caFile: "ca_file"
        case .proxy: "proxy"
        case .userAgent: "user_agent"
        case .allowInsecureHTTP: "allow_insecure_http"
        }
    }
}

extension Configuration {
    /// Sets the value of a key. An unknown key or a bad value changes nothing, and the error names the key.
    package mutating func set(_ name: String, to value: String) throws(LabelfError) {
        for key in ConfigurationKey.allCases where name.isSame(as: key.name) {
            return try set(key, to: value)
        }
        throw LabelfError(.configuration, "there is no option \"\(shown(name))\"")
    }

    private mutating func set(_ key: ConfigurationKey, to value: String) throws(LabelfError) {
        switch key {
        case .apiKey: apiKey = try APIKey(value)
        // What RFC 6749, appendix A, allows in the two.
        case .clientID: clientID = try line(value, upTo: 126, key)
        case .clientSecret: clientSecret = Secret(try line(value, upTo: 126, key))
        case .tokenURL:
            _ = try BaseURL(parsing: value, allowInsecureHTTP: true, key: "token_url")
            tokenURL = value
        // Plain http may still be allowed by a later key: the client checks the two together.
        case .baseURL: baseURL = try BaseURL(parsing: value, allowInsecureHTTP: true).text
        case .requestsPerMinute: requestsPerMinute = try number(value, 1...1_000_000, key)
        case .bulkReserve: bulkReservePercent = try number(value, 0...90, key)
        case .sharedBudget: sharedBudget = try choice(value, "on", "off", key)
        case .maxBilledTexts: maxBilledTexts = try number(value, 0...(1 << 53), key)
        case .maxConnections: maxConnections = try number(value, 1...256, key)
        case .linger: lingerMilliseconds = try number(value, 0...60_000, key)
        case .maxTextCharacters: maxTextCharacters = try number(value, 1...1_000_000, key)
        case .connectTimeout: connectTimeoutMilliseconds = try number(value, 1...600_000, key)
        case .attemptTimeout: attemptTimeoutMilliseconds = try number(value, 1...3_600_000, key)
        case .totalTimeout: totalTimeoutMilliseconds = try number(value, 0...604_800_000, key)
        case .maxRetries: maxRetries = try number(value, 0...10, key)
        case .retryBase: retryBaseMilliseconds = try number(value, 1...60_000, key)
        case .maxRateLimitRetries: maxRateLimitRetries = try number(value, 0...1_000, key)
        case .queueTexts: queueTexts = try number(value, 1...2_000_000_000, key)
        case .queueBytes: queueBytes = try number(value, 1_024...(1 << 40), key)
        case .queueFull: queueBlocks = try choice(value, "block", "fail", key)
        case .responseMaxBytes: responseMaxBytes = try number(value, 1_024...(1 << 30), key)
        case .cacheBytes: cacheBytes = try number(value, 0...(1 << 36), key)
        case .cacheSeconds: cacheSeconds = try number(value, 1...2_592_000, key)
        case .caFile: caFile = try line(value, upTo: 255, key)
        case .proxy: proxy = try line(value, upTo: 255, key)
        case .userAgent: userAgent = try line(value, upTo: 126, key)
        case .allowInsecureHTTP: allowInsecureHTTP = try choice(value, "on", "off", key)
        }
    }
}

/// A whole number in digits, within the range that labelf.h documents.
private func number(
    _ value: String, _ range: ClosedRange<Int64>, _ key: ConfigurationKey
) throws(LabelfError) -> Int64 {
    var number: Int64 = 0
    let bytes = value.bytes
    var isValid = !bytes.isEmpty && bytes.count <= 18
    for byte in bytes where isValid {
        isValid = byte >= 48 && byte <= 57
        if isValid { number = number * 10 + Int64(byte - 48) }
    }
    if isValid && range.contains(number) { return number }
    throw LabelfError(
        .configuration,
        "\(key.name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(shown(value))\"")
}

/// One of two words; true for the first.
private func choice(
    _ value: String, _ yes: StaticString, _ no: StaticString, _ key: ConfigurationKey
) throws(LabelfError) -> Bool {
    if value.isSame(as: yes) { return true }
    if value.isSame(as: no) { return false }
    throw LabelfError(.configuration, "\(key.name) must be \(yes) or \(no), not \"\(shown(value))\"")
}

/// A value that ends up in a request's head or in a file's name may not smuggle anything in.
private func line(_ value: String, upTo last: UInt8, _ key: ConfigurationKey) throws(LabelfError) -> String {
    let bytes = value.bytes
    var isValid = !bytes.isEmpty && bytes.count <= 4_096
    for byte in bytes where byte < 32 || byte == 127 || byte > last { isValid = false }
    if isValid { return value }
    throw LabelfError(
        .configuration, "\(key.name) must have 1 to 4096 bytes, and neither control characters nor others than it may")
}

/// A value as an error may show it: short, and in printable ASCII. Never called for a key's secret.
private func shown(_ value: String) -> String {
    let bytes = value.bytes
    var shown: [UInt8] = []
    for byte in bytes.prefix(40) { shown.append(byte < 32 || byte > 126 ? UInt8(ascii: "?") : byte) }
    if bytes.count > 40 { shown += [46, 46, 46] }
    return String(bytes: shown)
}

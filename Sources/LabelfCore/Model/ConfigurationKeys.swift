extension Configuration {
    /// Every key, as labelf.h documents them.
    package static let keys: [String] = [
        "api_key", "base_url", "requests_per_minute", "max_connections", "linger_ms", "max_text_characters",
        "connect_timeout_ms", "attempt_timeout_ms", "total_timeout_ms", "max_retries", "retry_base_ms",
        "max_rate_limit_retries", "queue_texts", "queue_bytes", "queue_full", "response_max_bytes", "ca_file", "proxy",
        "user_agent", "allow_insecure_http",
    ]

    /// Sets the value of a key. An unknown key or a bad value changes nothing, and the error names the key.
    package mutating func set(_ key: String, to value: String) throws(LabelfError) {
        if try setNumber(key, to: value) { return }
        switch key {
        case "api_key":
            apiKey = try APIKey(value)
        case "base_url":
            // Plain http may still be allowed by a later key: the client checks the two together.
            baseURL = try BaseURL(parsing: value, allowInsecureHTTP: true).text
        case "queue_full": queueBlocks = try Configuration.oneOf("block", "fail", key, value)
        case "allow_insecure_http": allowInsecureHTTP = try Configuration.oneOf("on", "off", key, value)
        case "ca_file":
            try Configuration.checkPrintable(key, value)
            caFile = value
        case "proxy":
            try Configuration.checkPrintable(key, value)
            proxy = value
        case "user_agent":
            try Configuration.checkPrintable(key, value)
            userAgent = value
        default:
            throw LabelfError(.configuration, "there is no option \"\(Configuration.shown(key))\"")
        }
    }

    /// The numbers, with the ranges that labelf.h documents. False if the key is not a number's.
    private mutating func setNumber(_ key: String, to value: String) throws(LabelfError) -> Bool {
        switch key {
        case "requests_per_minute": try Configuration.read(&requestsPerMinute, 1...1_000_000, key, value)
        case "max_connections": try Configuration.read(&maxConnections, 1...256, key, value)
        case "linger_ms": try Configuration.read(&lingerMilliseconds, 0...60_000, key, value)
        case "max_text_characters": try Configuration.read(&maxTextCharacters, 1...1_000_000, key, value)
        case "connect_timeout_ms": try Configuration.read(&connectTimeoutMilliseconds, 1...600_000, key, value)
        case "attempt_timeout_ms": try Configuration.read(&attemptTimeoutMilliseconds, 1...3_600_000, key, value)
        case "total_timeout_ms": try Configuration.read(&totalTimeoutMilliseconds, 0...604_800_000, key, value)
        case "max_retries": try Configuration.read(&maxRetries, 0...10, key, value)
        case "retry_base_ms": try Configuration.read(&retryBaseMilliseconds, 1...60_000, key, value)
        case "max_rate_limit_retries": try Configuration.read(&maxRateLimitRetries, 0...1_000, key, value)
        case "queue_texts": try Configuration.read(&queueTexts, 1...2_000_000_000, key, value)
        case "queue_bytes": try Configuration.read(&queueBytes, 1_024...(1 << 40), key, value)
        case "response_max_bytes": try Configuration.read(&responseMaxBytes, 1_024...(1 << 30), key, value)
        default: return false
        }
        return true
    }

    private static func read(
        _ target: inout Int64, _ range: ClosedRange<Int64>, _ key: String, _ value: String
    ) throws(LabelfError) {
        let digits = value.utf8
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int64(value),
            range.contains(number)
        else {
            throw LabelfError(
                .configuration,
                "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not"
                    + " \"\(shown(value))\"")
        }
        target = number
    }

    private static func oneOf(
        _ yes: String, _ no: String, _ key: String, _ value: String
    ) throws(LabelfError) -> Bool {
        if value == yes { return true }
        if value == no { return false }
        throw LabelfError(.configuration, "\(key) must be \(yes) or \(no), not \"\(shown(value))\"")
    }

    /// Values that end up in a request's head or in a file's name may not smuggle anything in.
    private static func checkPrintable(_ key: String, _ value: String) throws(LabelfError) {
        let isPrintable =
            key == "user_agent"
            ? value.utf8.allSatisfy { $0 >= 32 && $0 <= 126 } : value.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
        guard isPrintable, !value.isEmpty, value.utf8.count <= 4_096 else {
            throw LabelfError(.configuration, "\(key) must have 1 to 4096 bytes and no control characters")
        }
    }

    /// A value as an error may show it: short, and in one line. Never called for a key's secret.
    private static func shown(_ value: String) -> String {
        var shown = ""
        for scalar in value.unicodeScalars.prefix(40) {
            shown.unicodeScalars.append(scalar.value < 32 || scalar.value == 127 ? "?" : scalar)
        }
        return shown.unicodeScalars.count < value.unicodeScalars.count ? shown + "..." : shown
    }
}

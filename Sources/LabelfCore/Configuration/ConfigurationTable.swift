// Made by `make options` from include/options.toml: change that.

/// What a client is configured with: the values of the options, with their defaults. What each means: options.toml.
package struct Configuration: Sendable {
    package var apiKey: APIKey?
    package var clientID = ""
    package var clientSecret: Secret?
    package var tokenURL = "https://auth.app.labelf.ai/oauth2/token"
    package var baseURL = "https://api.labelf.ai/v2"
    /// 0 if it was not set.
    package var requestsPerMinute: Int64 = 0
    package var bulkReservePercent: Int64 = 10
    package var sharedBudget = true
    package var maxBilledTexts: Int64 = 0
    package var maxConnections: Int64 = 8
    package var lingerMilliseconds: Int64 = 0
    package var maxTextCharacters: Int64 = 10_000
    package var connectTimeoutMilliseconds: Int64 = 5_000
    package var attemptTimeoutMilliseconds: Int64 = 30_000
    /// -1 if it was not set.
    package var totalTimeoutMilliseconds: Int64 = -1
    package var maxRetries: Int64 = 3
    package var retryBaseMilliseconds: Int64 = 1_000
    package var maxRateLimitRetries: Int64 = 10
    package var queueTexts: Int64 = 1_000_000
    package var queueBytes: Int64 = 1_073_741_824
    package var queueBlocks = true
    package var responseMaxBytes: Int64 = 16_777_216
    package var cacheBytes: Int64 = 0
    package var cacheSeconds: Int64 = 3_600
    package var caFile = ""
    package var proxy = ""
    package var userAgent = ""
    package var allowInsecureHTTP = false

    package init() {}
}

/// The documented keys.
package enum ConfigurationKey: CaseIterable {
    case apiKey
    case clientID
    case clientSecret
    case tokenURL
    case baseURL
    case requestsPerMinute
    case bulkReservePercent
    case sharedBudget
    case maxBilledTexts
    case maxConnections
    case lingerMilliseconds
    case maxTextCharacters
    case connectTimeoutMilliseconds
    case attemptTimeoutMilliseconds
    case totalTimeoutMilliseconds
    case maxRetries
    case retryBaseMilliseconds
    case maxRateLimitRetries
    case queueTexts
    case queueBytes
    case queueBlocks
    case responseMaxBytes
    case cacheBytes
    case cacheSeconds
    case caFile
    case proxy
    case userAgent
    case allowInsecureHTTP

    /// As labelf.h spells it.
    package var name: StaticString {
        switch self {
        case .apiKey: "api_key"
        case .clientID: "client_id"
        case .clientSecret: "client_secret"
        case .tokenURL: "token_url"
        case .baseURL: "base_url"
        case .requestsPerMinute: "requests_per_minute"
        case .bulkReservePercent: "bulk_reserve_percent"
        case .sharedBudget: "shared_budget"
        case .maxBilledTexts: "max_billed_texts"
        case .maxConnections: "max_connections"
        case .lingerMilliseconds: "linger_ms"
        case .maxTextCharacters: "max_text_characters"
        case .connectTimeoutMilliseconds: "connect_timeout_ms"
        case .attemptTimeoutMilliseconds: "attempt_timeout_ms"
        case .totalTimeoutMilliseconds: "total_timeout_ms"
        case .maxRetries: "max_retries"
        case .retryBaseMilliseconds: "retry_base_ms"
        case .maxRateLimitRetries: "max_rate_limit_retries"
        case .queueTexts: "queue_texts"
        case .queueBytes: "queue_bytes"
        case .queueBlocks: "queue_full"
        case .responseMaxBytes: "response_max_bytes"
        case .cacheBytes: "cache_bytes"
        case .cacheSeconds: "cache_seconds"
        case .caFile: "ca_file"
        case .proxy: "proxy"
        case .userAgent: "user_agent"
        case .allowInsecureHTTP: "allow_insecure_http"
        }
    }

    /// Whether it may be changed once there is a client.
    package var isLive: Bool {
        switch self {
        case .apiKey, .requestsPerMinute, .maxConnections: true
        default: false
        }
    }
}

extension Configuration {
    /// Reads the value of a key. A bad one changes nothing.
    mutating func set(_ key: ConfigurationKey, to value: String) throws(LabelfError) {
        switch key {
        case .apiKey: apiKey = try APIKey(value)
        case .clientID: clientID = try OptionValue.asciiLine(value, key)
        case .clientSecret: clientSecret = try OptionValue.secret(value, key)
        case .tokenURL: tokenURL = try OptionValue.url(value, key)
        case .baseURL: baseURL = try OptionValue.baseURL(value)
        case .requestsPerMinute: requestsPerMinute = try OptionValue.number(value, 1...1_000_000, key)
        case .bulkReservePercent: bulkReservePercent = try OptionValue.number(value, 0...90, key)
        case .sharedBudget: sharedBudget = try OptionValue.choice(value, "on", "off", key)
        case .maxBilledTexts: maxBilledTexts = try OptionValue.number(value, 0...9_007_199_254_740_992, key)
        case .maxConnections: maxConnections = try OptionValue.number(value, 1...256, key)
        case .lingerMilliseconds: lingerMilliseconds = try OptionValue.number(value, 0...60_000, key)
        case .maxTextCharacters: maxTextCharacters = try OptionValue.number(value, 1...1_000_000, key)
        case .connectTimeoutMilliseconds: connectTimeoutMilliseconds = try OptionValue.number(value, 1...600_000, key)
        case .attemptTimeoutMilliseconds: attemptTimeoutMilliseconds = try OptionValue.number(value, 1...3_600_000, key)
        case .totalTimeoutMilliseconds: totalTimeoutMilliseconds = try OptionValue.number(value, 0...604_800_000, key)
        case .maxRetries: maxRetries = try OptionValue.number(value, 0...10, key)
        case .retryBaseMilliseconds: retryBaseMilliseconds = try OptionValue.number(value, 1...60_000, key)
        case .maxRateLimitRetries: maxRateLimitRetries = try OptionValue.number(value, 0...1_000, key)
        case .queueTexts: queueTexts = try OptionValue.number(value, 1...2_000_000_000, key)
        case .queueBytes: queueBytes = try OptionValue.number(value, 1_024...1_099_511_627_776, key)
        case .queueBlocks: queueBlocks = try OptionValue.choice(value, "block", "fail", key)
        case .responseMaxBytes: responseMaxBytes = try OptionValue.number(value, 1_024...1_073_741_824, key)
        case .cacheBytes: cacheBytes = try OptionValue.number(value, 0...68_719_476_736, key)
        case .cacheSeconds: cacheSeconds = try OptionValue.number(value, 1...2_592_000, key)
        case .caFile: caFile = try OptionValue.line(value, key)
        case .proxy: proxy = try OptionValue.line(value, key)
        case .userAgent: userAgent = try OptionValue.asciiLine(value, key)
        case .allowInsecureHTTP: allowInsecureHTTP = try OptionValue.choice(value, "on", "off", key)
        }
    }

    /// The value of a key as `set` takes it; "" if it was not set and has no default.
    func value(of key: ConfigurationKey) -> String {
        switch key {
        case .apiKey: OptionValue.hidden(apiKey != nil)
        case .clientID: clientID
        case .clientSecret: OptionValue.hidden(clientSecret != nil)
        case .tokenURL: tokenURL
        case .baseURL: baseURL
        case .requestsPerMinute: OptionValue.digits(requestsPerMinute, unset: 0)
        case .bulkReservePercent: OptionValue.digits(bulkReservePercent)
        case .sharedBudget: OptionValue.word(sharedBudget, "on", "off")
        case .maxBilledTexts: OptionValue.digits(maxBilledTexts)
        case .maxConnections: OptionValue.digits(maxConnections)
        case .lingerMilliseconds: OptionValue.digits(lingerMilliseconds)
        case .maxTextCharacters: OptionValue.digits(maxTextCharacters)
        case .connectTimeoutMilliseconds: OptionValue.digits(connectTimeoutMilliseconds)
        case .attemptTimeoutMilliseconds: OptionValue.digits(attemptTimeoutMilliseconds)
        case .totalTimeoutMilliseconds: OptionValue.digits(totalTimeoutMilliseconds, unset: -1)
        case .maxRetries: OptionValue.digits(maxRetries)
        case .retryBaseMilliseconds: OptionValue.digits(retryBaseMilliseconds)
        case .maxRateLimitRetries: OptionValue.digits(maxRateLimitRetries)
        case .queueTexts: OptionValue.digits(queueTexts)
        case .queueBytes: OptionValue.digits(queueBytes)
        case .queueBlocks: OptionValue.word(queueBlocks, "block", "fail")
        case .responseMaxBytes: OptionValue.digits(responseMaxBytes)
        case .cacheBytes: OptionValue.digits(cacheBytes)
        case .cacheSeconds: OptionValue.digits(cacheSeconds)
        case .caFile: caFile
        case .proxy: OptionValue.hidden(!proxy.isEmpty)
        case .userAgent: userAgent
        case .allowInsecureHTTP: OptionValue.word(allowInsecureHTTP, "on", "off")
        }
    }
}

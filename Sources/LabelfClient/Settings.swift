internal import LabelfCore
internal import LabelfTransport
internal import LabelfWire

extension Configuration {
    var transportSettings: TransportSettings {
        return TransportSettings(
            baseURL: baseURL, apiKey: apiKey?.secret ?? "", maxConnections: Int(maxConnections),
            connectTimeout: .milliseconds(connectTimeoutMilliseconds),
            attemptTimeout: .milliseconds(attemptTimeoutMilliseconds), responseMaxBytes: Int(responseMaxBytes),
            caFile: caFile.isEmpty ? nil : caFile, proxy: proxy.isEmpty ? nil : proxy,
            userAgent: sentUserAgent, tokenService: tokenService)
    }

    private var tokenService: TokenService? {
        guard usesToken, let clientSecret else { return nil }
        return TokenService(
            url: tokenURL, authorization: TokenWire.authorization(clientID: clientID, secret: clientSecret),
            body: TokenWire.body, contentType: TokenWire.contentType)
    }

    var sessionSettings: SessionSettings {
        var settings = SessionSettings()
        settings.maxConnections = Int(maxConnections)
        settings.linger = .milliseconds(lingerMilliseconds)
        settings.backoff = Backoff(base: .milliseconds(retryBaseMilliseconds), maxRetries: Int(maxRetries))
        settings.maxRateLimits = Int(maxRateLimitRetries)
        settings.requestsPerMinute = requestsPerMinute == 0 ? nil : Int(requestsPerMinute)
        settings.bulkReservePercent = Int(bulkReservePercent)
        settings.usesToken = usesToken
        settings.cacheBytes = Int(cacheBytes)
        settings.cacheLifetime = .seconds(cacheSeconds)
        settings.maxBilledTexts = maxBilledTexts == 0 ? nil : Int(maxBilledTexts)
        return settings
    }
}

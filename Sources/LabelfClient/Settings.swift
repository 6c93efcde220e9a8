internal import LabelfCore
internal import LabelfTransport

extension Configuration {
    var transportSettings: TransportSettings {
        let ownUserAgent: Message = "liblabelf/\(Version.text)"
        return TransportSettings(
            baseURL: baseURL, apiKey: apiKey?.secret ?? "", maxConnections: Int(maxConnections),
            connectTimeout: .milliseconds(connectTimeoutMilliseconds),
            attemptTimeout: .milliseconds(attemptTimeoutMilliseconds), responseMaxBytes: Int(responseMaxBytes),
            caFile: caFile.isEmpty ? nil : caFile, proxy: proxy.isEmpty ? nil : proxy,
            userAgent: userAgent.isEmpty ? ownUserAgent.text : userAgent)
    }

    var sessionSettings: SessionSettings {
        var settings = SessionSettings()
        settings.maxConnections = Int(maxConnections)
        settings.linger = .milliseconds(lingerMilliseconds)
        settings.backoff = Backoff(base: .milliseconds(retryBaseMilliseconds), maxRetries: Int(maxRetries))
        settings.maxRateLimits = Int(maxRateLimitRetries)
        settings.requestsPerMinute = requestsPerMinute == 0 ? nil : Int(requestsPerMinute)
        settings.bulkReservePercent = Int(bulkReservePercent)
        settings.maxBilledTexts = maxBilledTexts == 0 ? nil : Int(maxBilledTexts)
        return settings
    }
}

internal import LabelfCore
internal import LabelfTransport

extension Configuration {
    var transportSettings: TransportSettings {
        TransportSettings(
            baseURL: baseURL, apiKey: apiKey?.secret ?? "", maxConnections: Int(maxConnections),
            connectTimeout: .milliseconds(connectTimeoutMilliseconds),
            attemptTimeout: .milliseconds(attemptTimeoutMilliseconds), responseMaxBytes: Int(responseMaxBytes),
            caFile: caFile.isEmpty ? nil : caFile, proxy: proxy.isEmpty ? nil : proxy,
            userAgent: userAgent.isEmpty ? "liblabelf/1.0.0" : userAgent)
    }

    var sessionSettings: SessionSettings {
        var settings = SessionSettings()
        settings.maxConnections = Int(maxConnections)
        settings.linger = .milliseconds(lingerMilliseconds)
        settings.backoff = Backoff(base: .milliseconds(retryBaseMilliseconds), maxRetries: Int(maxRetries))
        settings.maxRateLimits = Int(maxRateLimitRetries)
        settings.requestsPerMinute = requestsPerMinute == 0 ? nil : Int(requestsPerMinute)
        return settings
    }
}

import LabelfCore

/// How a transport connects. Validated where the configuration is read; what would be dangerous if it was not is
/// checked once more by `Transport.init`.
package struct TransportSettings: Sendable, Equatable {
    /// Scheme, host and perhaps a path, with no slash at the end.
    package var baseURL: String
    /// Sent as `Authorization: Bearer`, to `baseURL` only. Empty if there is a token service: then `authorize` sets it.
    package var apiKey: String
    /// Where tokens come from; nil if there is a key.
    package var tokenService: TokenService?
    /// Requests in flight at once; 1 to 256.
    package var maxConnections: Int
    /// For one connection, from looking up the name to the end of the TLS handshake. Whole milliseconds count.
    package var connectTimeout: Interval
    /// For one request, connecting included. Whole milliseconds count.
    package var attemptTimeout: Interval
    /// Of a response's body, after decompression.
    package var responseMaxBytes: Int
    /// A PEM file with the authorities to trust instead of the system's.
    package var caFile: String?
    /// A proxy's URL; nil for none. The environment is never asked.
    package var proxy: String?
    /// Printable ASCII.
    package var userAgent: String

    package init(
        baseURL: String, apiKey: String, maxConnections: Int, connectTimeout: Interval, attemptTimeout: Interval,
        responseMaxBytes: Int, caFile: String?, proxy: String?, userAgent: String, tokenService: TokenService? = nil
    ) {
        self.baseURL = baseURL
        self.apiKey = apiKey
        self.maxConnections = maxConnections
        self.connectTimeout = connectTimeout
        self.attemptTimeout = attemptTimeout
        self.responseMaxBytes = responseMaxBytes
        self.caFile = caFile
        self.proxy = proxy
        self.userAgent = userAgent
        self.tokenService = tokenService
    }

    /// How many requests can be in flight: the one for a token needs a connection of its own.
    var slots: Int { maxConnections + (tokenService == nil ? 0 : 1) }

    var connectMilliseconds: Int { Self.milliseconds(connectTimeout) }
    var attemptMilliseconds: Int { Self.milliseconds(attemptTimeout) }

    /// As curl takes them: at least 1, because 0 would mean "no limit".
    private static func milliseconds(_ interval: Interval) -> Int {
        Int(min(max(interval.milliseconds, 1), Int64(Int32.max)))
    }

    /// Whether a text is ASCII that shows.
    static func isPrintable(_ text: String, orSpace: Bool = false) -> Bool {
        text.bytes.allSatisfy { (0x21...0x7e).contains($0) || (orSpace && $0 == 0x20) }
    }

    /// Refuses what could end a header line or a C string early, or put a password into messages and logs.
    func check() throws(LabelfError) {
        guard (1...256).contains(maxConnections) else {
            throw LabelfError(.configuration, "max_connections has to be 1 to 256")
        }
        guard responseMaxBytes >= 1 else {
            throw LabelfError(.configuration, "response_max_bytes has to be at least 1")
        }
        guard !apiKey.isEmpty || tokenService != nil, Self.isPrintable(apiKey) else {
            throw LabelfError(.configuration, "api_key has to be printable ASCII without spaces")
        }
        guard Self.isPrintable(userAgent, orSpace: true) else {
            throw LabelfError(.configuration, "user_agent has to be printable ASCII")
        }
        guard Self.isPrintable(baseURL), !baseURL.bytes.contains(UInt8(ascii: "@")) else {
            throw LabelfError(.configuration, "base_url has to be printable ASCII, with neither spaces nor a user name")
        }
        guard tokenService.map({ Self.isPrintable($0.url) }) ?? true else {
            throw LabelfError(.configuration, "token_url has to be printable ASCII without spaces")
        }
        if let caFile, caFile.isEmpty || caFile.bytes.contains(0) {
            throw LabelfError(.configuration, "ca_file is not the path of a file")
        }
        if let proxy, proxy.isEmpty || !Self.isPrintable(proxy) {
            throw LabelfError(.configuration, "proxy has to be a URL in printable ASCII")
        }
    }
}

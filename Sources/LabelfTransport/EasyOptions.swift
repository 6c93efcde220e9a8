import CCurl
import LabelfCore

/// Every option that is the same for all requests, and the header lists. Easy handles point into the lists: a slot keeps the
/// one that its handle was given.
final class EasyOptions {
    /// Bytes of `baseURL` and a path are joined for each new path; the rest is set once.
    let settings: TransportSettings
    /// For requests with a body, and without.
    private(set) var headersWithBody: HeaderList
    private(set) var headersWithoutBody: HeaderList
    /// For the request for a token: nothing else goes with the client's secret.
    let headersForToken: HeaderList?

    static func make(_ settings: TransportSettings) throws(LabelfError) -> EasyOptions {
        if ("https" as StaticString).starts(settings.baseURL.bytes[...]), labelf_curl_has_tls() == 0 {
            throw LabelfError(.configuration, "libcurl on this machine has no TLS, which base_url needs")
        }
        let authorization = try Authorization(settings.apiKey)
        return EasyOptions(
            settings, withBody: authorization.withBody, withoutBody: authorization.withoutBody,
            forToken: try settings.tokenService.map { service throws(LabelfError) in
                try headers("\(service.authorization.text)", service.contentType)
            })
    }

    private init(
        _ settings: TransportSettings, withBody: HeaderList, withoutBody: HeaderList, forToken: HeaderList?
    ) {
        self.settings = settings
        headersWithBody = withBody
        headersWithoutBody = withoutBody
        headersForToken = forToken
    }

    /// What is sent from now on goes with this key or token.
    func authorize(_ authorization: Authorization) {
        headersWithBody = authorization.withBody
        headersWithoutBody = authorization.withoutBody
    }

    fileprivate static func headers(
        _ authorization: Message, _ contentType: StaticString
    ) throws(LabelfError) -> HeaderList {
        let key: Message = "Authorization: \(authorization)"
        let type: Message = contentType.utf8CodeUnitCount > 0 ? "Content-Type: \(contentType)" : "Content-Type:"
        // A name with nothing after the colon keeps curl from sending what it would by itself. Without an "Expect" the
        // body leaves at once, instead of after the server's leave to send it.
        return try HeaderList([key.text, "Accept: application/json", "Expect:", type.text])
    }

    /// Prepares an easy handle once and for all. `receiver` gets its responses, `index` is what curl gives back with a
    /// completion, and `events` has to live until every connection is closed.
    func apply(
        to easy: EasyHandle, receiver: UnsafeMutablePointer<Receiver>, index: Int, events: EventSetPointer
    ) throws(LabelfError) {
        try must(easy.set(CURLOPT_WRITEFUNCTION, receiveBody), "write callbacks")
        try must(easy.set(CURLOPT_WRITEDATA, UnsafeRawPointer(receiver)), "write callbacks")
        try must(easy.set(CURLOPT_HEADERFUNCTION, receiveHeader), "header callbacks")
        try must(easy.set(CURLOPT_HEADERDATA, UnsafeRawPointer(receiver)), "header callbacks")
        // Never dereferenced: a number in a pointer's place. One more than the index, because 0 would be nil.
        try must(easy.set(CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: index + 1)), "private data")
        try must(labelf_curl_set_sockets(easy.raw, openSocket, closeSocket, events), "socket callbacks")
        try applyHTTP(to: easy)
        try applyConnection(to: easy)
        try applyTLS(to: easy)
        try applyProxy(to: easy)
    }

    private func applyHTTP(to easy: EasyHandle) throws(LabelfError) {
        try must(labelf_curl_set_protocols(easy.raw), "a limit to http and https")
        // Where libcurl has no HTTP/2, HTTP/1.1 is what is left; nothing is lost but multiplexing.
        _ = easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        try must(easy.set(CURLOPT_FOLLOWLOCATION, 0), "redirects")
        try must(easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)), "netrc")
        try must(easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1), "URLs without a user name")
        try must(easy.set(CURLOPT_PATH_AS_IS, 1), "paths as they are")
        try must(easy.set(CURLOPT_ACCEPT_ENCODING, ""), "compressed answers")
        try must(easy.set(CURLOPT_USERAGENT, settings.userAgent), "a user agent")
    }

    private func applyConnection(to easy: EasyHandle) throws(LabelfError) {
        // No signals and no alarm(): both belong to the program that this library is loaded into.
        try must(easy.set(CURLOPT_NOSIGNAL, 1), "being quiet about signals")
        labelf_curl_set_quick_exit(easy.raw)
        try must(easy.set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectMilliseconds), "a connect timeout")
        try must(easy.set(CURLOPT_TIMEOUT_MS, settings.attemptMilliseconds), "a timeout")
        try must(easy.set(CURLOPT_TCP_NODELAY, 1), "TCP_NODELAY")
        try must(easy.set(CURLOPT_TCP_KEEPALIVE, 1), "TCP keepalive")
        try must(easy.set(CURLOPT_TCP_KEEPIDLE, 30), "TCP keepalive")
        try must(easy.set(CURLOPT_TCP_KEEPINTVL, 15), "TCP keepalive")
        try must(labelf_curl_set_socket_function(easy.raw, CURLOPT_SOCKOPTFUNCTION, limitSilence), "socket options")
        try must(
            easy.set(CURLOPT_SOCKOPTDATA, UnsafeRawPointer(bitPattern: settings.attemptMilliseconds)), "socket options")
        // Seconds. Balancers drop connections that have been idle for about a minute, often without a word.
        try must(easy.set(CURLOPT_MAXAGE_CONN, 60), "a limit to the age of connections")
    }

    private func applyTLS(to easy: EasyHandle) throws(LabelfError) {
        guard labelf_curl_has_tls() != 0 else { return }
        try must(easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), "TLS 1.2")
        try must(easy.set(CURLOPT_SSL_VERIFYPEER, 1), "the verification of certificates")
        try must(easy.set(CURLOPT_SSL_VERIFYHOST, 2), "the verification of host names")
        guard let caFile = settings.caFile else { return }
        try must(easy.set(CURLOPT_CAINFO, caFile), "ca_file")
        // Or the system's authorities would be trusted as well. Not every TLS library has directories: no check.
        _ = easy.reset(CURLOPT_CAPATH)
    }

    private func applyProxy(to easy: EasyHandle) throws(LabelfError) {
        // Set even if there is none: what is not set, curl reads from the environment.
        try must(easy.set(CURLOPT_PROXY, settings.proxy ?? ""), "proxies")
        try must(easy.set(CURLOPT_NOPROXY, ""), "hosts without a proxy")
        guard settings.proxy != nil else { return }
        // The key is for the service: a proxy that only opens a tunnel does not get it.
        try must(easy.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE)), "headers apart from the proxy's")
        try must(easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1), "leaving out a proxy's headers")
        guard labelf_curl_has_tls() != 0 else { return }
        try must(easy.set(CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), "TLS 1.2 to a proxy")
        try must(easy.set(CURLOPT_PROXY_SSL_VERIFYPEER, 1), "the verification of a proxy's certificate")
        try must(easy.set(CURLOPT_PROXY_SSL_VERIFYHOST, 2), "the verification of a proxy's host name")
        guard let caFile = settings.caFile else { return }
        try must(easy.set(CURLOPT_PROXY_CAINFO, caFile), "ca_file for a proxy")
        _ = easy.reset(CURLOPT_PROXY_CAPATH)
    }

    private func must(_ code: CURLcode, _ what: StaticString) throws(LabelfError) {
        switch code {
        case CURLE_OK:
            return
        case CURLE_OUT_OF_MEMORY:
            throw LabelfError(.memory, "out of memory while preparing a connection")
        default:
            let reason = String(bytesOf: curl_easy_strerror(code))
            throw LabelfError(.configuration, "libcurl on this machine does not take \(what): \(reason)")
        }
    }
}

/// Gives up a connection on which nothing was acknowledged for as long as a request may take; the number of
/// milliseconds comes in a pointer's place. With HTTP/2 a request that times out leaves its connection open, and on a
/// dead one each request would time out, for the quarter of an hour that the system goes on trying.
private func limitSilence(_ milliseconds: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ use: curlsocktype)
    -> Int32
{
    var limit = UInt32(truncatingIfNeeded: UInt(bitPattern: milliseconds))
    // Where it cannot be set, such as on a socket that is not TCP, it is done without.
    _ = setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, socklen_t(MemoryLayout<UInt32>.size))
    return Int32(CURL_SOCKOPT_OK)
}

/// A key or token as requests carry it.
package struct Authorization {
    fileprivate let withBody: HeaderList
    fileprivate let withoutBody: HeaderList

    /// On any thread.
    package init(_ key: String) throws(LabelfError) {
        withBody = try EasyOptions.headers("Bearer \(key)", "application/json")
        withoutBody = try EasyOptions.headers("Bearer \(key)", "")
    }
}

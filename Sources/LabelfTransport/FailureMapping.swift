import CCurl
import LabelfCore

/// Turns curl's result codes into the library's. Messages are made of curl's fixed texts, the configuration and words
/// of this file: never of what a server sent, and so never of a text or a key.
struct FailureMapping {
    let settings: TransportSettings
    /// Where the request went to.
    let url: String

    /// What became of a transfer that ended with `code`, not CURLE_OK.
    func failure(_ code: CURLcode, refusal: Refusal?, easy: EasyHandle) -> TransportFailure {
        // Once this side has refused, curl's code says only that it was obeyed.
        if let refusal { return failure(refusal) }
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            return timeout(easy)
        case CURLE_OUT_OF_MEMORY:
            return TransportFailure(.memory, "out of memory during a request")
        default:
            return reaching(code, easy) ?? tls(code) ?? answer(code) ?? broken(code)
                ?? TransportFailure(.internal, "a request failed in an unexpected way: \(text(code))")
        }
    }

    private func failure(_ refusal: Refusal) -> TransportFailure {
        switch refusal {
        case .bodyTooLarge:
            TransportFailure(
                .tooLarge, "the answer is larger than response_max_bytes, \(settings.responseMaxBytes) bytes")
        case .headersTooLarge:
            TransportFailure(.tooLarge, "the answer's headers are larger than 64 KiB or have more than 200 lines")
        case .memory:
            TransportFailure(.memory, "out of memory while receiving an answer")
        }
    }

    private func timeout(_ easy: EasyHandle) -> TransportFailure {
        // curl has one code for both; it notes the time when a request is about to be sent.
        guard easy.microseconds(CURLINFO_PRETRANSFER_TIME_T) == 0 else {
            return TransportFailure(.timeout, "no complete answer within \(settings.attemptMilliseconds) ms")
        }
        let limit = min(settings.connectMilliseconds, settings.attemptMilliseconds)
        let resolving = easy.microseconds(CURLINFO_NAMELOOKUP_TIME_T) == 0
        return TransportFailure(
            .connect,
            "could not connect to \(url) within \(limit) ms"
                + (resolving ? ": the name of the host was still being looked up" : ""))
    }

    private func reaching(_ code: CURLcode, _ easy: EasyHandle) -> TransportFailure? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return TransportFailure(.resolve, "found no address for the host of \(url): \(text(code))")
        case CURLE_COULDNT_RESOLVE_PROXY:
            return TransportFailure(.resolve, "found no address for the proxy: \(text(code))")
        default:
            break
        }
        let connectStatus = easy.long(CURLINFO_HTTP_CONNECTCODE)
        if settings.proxy != nil, connectStatus >= 300 {
            return TransportFailure(.connect, "the proxy refused to connect to the service: HTTP \(connectStatus)")
        }
        switch code {
        case CURLE_COULDNT_CONNECT:
            let to: Message =
                settings.proxy == nil ? "\(url)" : "\(url) through the proxy"
            return TransportFailure(.connect, "could not connect to \(to): \(text(code))")
        case CURLE_PROXY:
            return TransportFailure(.connect, "the proxy did not connect to the service: \(text(code))")
        default:
            return nil
        }
    }

    private func tls(_ code: CURLcode) -> TransportFailure? {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            TransportFailure(
                .tls,
                "the server's certificate was not accepted (expired, for another host, or not from an authority that "
                    + (settings.caFile == nil ? "this machine" : "ca_file") + " trusts): \(text(code))")
        case CURLE_SSL_CACERT_BADFILE:
            TransportFailure(
                .tls,
                (settings.caFile == nil
                    ? "the system's certificate authorities could not be read; install them or set ca_file"
                    : "ca_file could not be read, or is not PEM") + ": \(text(code))")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CLIENTCERT,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE:
            TransportFailure(.tls, "no secure connection (TLS 1.2 or newer is needed): \(text(code))")
        default:
            nil
        }
    }

    /// An answer that is not HTTP as this library understands it.
    private func answer(_ code: CURLcode) -> TransportFailure? {
        switch code {
        // Both schemes are supported: what is left is an answer with a protocol of its own, such as HTTP/0.9.
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            TransportFailure(.protocolViolation, "the server's answer is not HTTP: \(text(code))")
        // Written is all that comes, unless this side has refused it: what is left are bytes after the end of gzip.
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            TransportFailure(.protocolViolation, "the answer's compression is broken: \(text(code))")
        case CURLE_TOO_MANY_REDIRECTS, CURLE_RANGE_ERROR, CURLE_HTTP_RETURNED_ERROR:
            TransportFailure(.protocolViolation, "the server's answer makes no sense: \(text(code))")
        default:
            nil
        }
    }

    /// A connection that was there and broke.
    private func broken(_ code: CURLcode) -> TransportFailure? {
        switch code {
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR, CURLE_SEND_FAIL_REWIND, CURLE_AGAIN,
            CURLE_NO_CONNECTION_AVAILABLE, CURLE_UPLOAD_FAILED:
            TransportFailure(.network, "the connection broke: \(text(code))")
        default:
            nil
        }
    }

    private func text(_ code: CURLcode) -> String {
        String(bytesOf: curl_easy_strerror(code))
    }
}

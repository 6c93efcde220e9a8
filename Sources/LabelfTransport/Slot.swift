import CCurl
import LabelfCore

/// One of the places that a request can be in flight in: an easy handle that is configured once and used again, and
/// what has to live as long as the transfer. Whether it is inside the multi handle is the transport's business.
final class Slot {
    /// The request that is under way; nil for none.
    private(set) var id: RequestID?
    let easy: EasyHandle
    let receiver: UnsafeMutablePointer<Receiver>

    /// What the easy handle was told last. Setting an option is cheap, but it is a copy and a call; most requests of a
    /// client differ in the body alone.
    private var method: Request.Method?
    private var headers: HeaderList?
    private var path: String?
    private var body: (any ByteBuffer)?
    private let options: EasyOptions

    /// `index` is what curl gives back with a completion.
    static func make(_ options: EasyOptions, index: Int, events: EventSetPointer) throws(LabelfError) -> Slot {
        guard let raw = curl_easy_init() else {
            throw LabelfError(.memory, "out of memory while preparing a connection")
        }
        let slot = Slot(options, EasyHandle(raw: raw))
        try options.apply(to: slot.easy, receiver: slot.receiver, index: index, events: events)
        return slot
    }

    private init(_ options: EasyOptions, _ easy: EasyHandle) {
        self.options = options
        self.easy = easy
        receiver = .allocate(capacity: 1)
        receiver.initialize(to: Receiver(maxBodyBytes: options.settings.responseMaxBytes))
    }

    deinit {
        curl_easy_cleanup(easy.raw)
        receiver.deinitialize(count: 1)
        receiver.deallocate()
    }

    /// Tells the easy handle what to send. On a failure the slot is free as before.
    func prepare(_ id: RequestID, _ request: Request) -> TransportFailure? {
        let failure = (request.method == .token ? prepareToken() : prepareURL(request.path)) ?? prepareMethod(request)
        if failure == nil {
            self.id = id
            body = request.body
            receiver.pointee.clear()
        }
        return failure
    }

    /// Where the request goes to that is under way, for messages.
    var url: String {
        guard method == .token, let service = options.settings.tokenService else { return options.settings.baseURL }
        return service.url
    }

    /// Forgets the request. The handle has to be out of the multi handle by then: it points to the body.
    func release() {
        id = nil
        body = nil
    }

    private func prepareURL(_ wanted: String) -> TransportFailure? {
        if let path, path.isSame(as: wanted) { return nil }
        // Anything else after the base URL could make another host of it, or another header.
        guard wanted.bytes.first == UInt8(ascii: "/"), TransportSettings.isPrintable(wanted) else {
            return TransportFailure(.internal, "a request's path is not percent-encoded")
        }
        path = nil
        let url: Message = "\(options.settings.baseURL)\(wanted)"
        if let failure = check(easy.set(CURLOPT_URL, url.text)) { return failure }
        path = wanted
        return nil
    }

    private func prepareToken() -> TransportFailure? {
        guard let service = options.settings.tokenService else {
            return TransportFailure(.internal, "there is no token service")
        }
        path = nil
        return check(easy.set(CURLOPT_URL, service.url))
    }

    private func prepareMethod(_ request: Request) -> TransportFailure? {
        switch request.method {
        case .get:
            guard request.body == nil else {
                return TransportFailure(.internal, "a GET request has no body")
            }
            if method != .get, let failure = check(easy.set(CURLOPT_HTTPGET, 1)) { return failure }
            return become(.get, options.headersWithoutBody)
        case .post:
            let bytes = request.body?.bytes
            return post(bytes?.baseAddress, bytes?.count ?? 0)
                ?? become(.post, bytes == nil ? options.headersWithoutBody : options.headersWithBody)
        case .token:
            guard let body = options.settings.tokenService?.body, let headers = options.headersForToken else {
                return TransportFailure(.internal, "there is no token service")
            }
            return post(body.utf8Start, body.utf8CodeUnitCount) ?? become(.token, headers)
        }
    }

    /// Setting the bytes also makes it a POST.
    private func post(_ start: UnsafeRawPointer?, _ count: Int) -> TransportFailure? {
        method = nil
        return check(easy.set(CURLOPT_POSTFIELDS, start ?? UnsafeRawPointer(labelf_curl_empty())))
            ?? check(labelf_curl_set_size(easy.raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(count)))
    }

    private func become(_ wanted: Request.Method, _ list: HeaderList) -> TransportFailure? {
        if list !== headers {
            method = nil
            if let failure = check(easy.setHeaders(list)) { return failure }
            headers = list
        }
        method = wanted
        return nil
    }

    private func check(_ code: CURLcode) -> TransportFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_OUT_OF_MEMORY: TransportFailure(.memory, "out of memory while preparing a request")
        default:
            TransportFailure(.internal, "libcurl does not take a request: \(String(bytesOf: curl_easy_strerror(code)))")
        }
    }
}

import CCurl
import LabelfCore

/// One of the places that a request can be in flight in: an easy handle that is configured once and used again, and
/// what has to live as long as the transfer. Whether it is inside the multi handle is the transport's business.
final class Slot {
    /// The request that is under way; nil for none.
    private(set) var id: RequestID?
    let easy: EasyHandle
    let receiver: UnsafeMutablePointer<Receiver>

    private enum Shape { case none, get, post, emptyPost }

    /// What the easy handle was told last. Setting an option is cheap, but it is a copy and a call; most requests of a
    /// client differ in the body alone.
    private var shape = Shape.none
    private var path: String?
    private var body: (any ByteBuffer)?
    private let options: EasyOptions

    init(_ options: EasyOptions, index: Int, events: EventSetPointer) throws(LabelfError) {
        guard let raw = curl_easy_init() else {
            throw LabelfError(.memory, "out of memory while preparing a connection")
        }
        self.options = options
        easy = EasyHandle(raw: raw)
        receiver = .allocate(capacity: 1)
        receiver.initialize(to: Receiver(maxBodyBytes: options.settings.responseMaxBytes))
        try options.apply(to: easy, receiver: receiver, index: index, events: events)
    }

    deinit {
        curl_easy_cleanup(easy.raw)
        receiver.deinitialize(count: 1)
        receiver.deallocate()
    }

    /// Tells the easy handle what to send. On a failure the slot is free as before.
    func prepare(_ id: RequestID, _ request: Request) -> TransportFailure? {
        let failure = prepareURL(request.path) ?? prepareMethod(request)
        if failure == nil {
            self.id = id
            body = request.body
            receiver.pointee.clear()
        }
        return failure
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

    private func prepareMethod(_ request: Request) -> TransportFailure? {
        switch request.method {
        case .get:
            guard request.body == nil else {
                return TransportFailure(.internal, "a GET request has no body")
            }
            if shape == .get { return nil }
            return check(easy.set(CURLOPT_HTTPGET, 1)) ?? become(.get)
        case .post:
            let bytes = request.body?.bytes
            let start = bytes?.baseAddress ?? UnsafeRawPointer(labelf_curl_empty())
            let size = curl_off_t(bytes?.count ?? 0)
            // Setting the bytes also makes it a POST.
            return check(easy.set(CURLOPT_POSTFIELDS, start))
                ?? check(labelf_curl_set_size(easy.raw, CURLOPT_POSTFIELDSIZE_LARGE, size))
                ?? become(request.body == nil ? .emptyPost : .post)
        }
    }

    private func become(_ wanted: Shape) -> TransportFailure? {
        if shape == wanted { return nil }
        shape = .none
        let list = wanted == .post ? options.headersWithBody : options.headersWithoutBody
        if let failure = check(easy.setHeaders(list)) { return failure }
        shape = wanted
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

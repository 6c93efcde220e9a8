import LabelfCore

@testable import LabelfTransport

/// An exchange that may be kept: the body is a copy.
enum Outcome: Equatable {
    case answered(ResponseHead, String)
    case failed(TransportFailure)

    init(_ exchange: Exchange) {
        switch exchange {
        case .answered(let head, let body): self = .answered(head, String(decoding: body, as: UTF8.self))
        case .failed(let failure): self = .failed(failure)
        }
    }

    var status: Int? { if case .answered(let head, _) = self { head.status } else { nil } }
    var body: String? { if case .answered(_, let body) = self { body } else { nil } }
    var head: ResponseHead? { if case .answered(let head, _) = self { head } else { nil } }
    var failure: TransportFailure? { if case .failed(let failure) = self { failure } else { nil } }
}

/// A body that says when it is let go.
final class Body: ByteBuffer {
    let bytes: UnsafeRawBufferPointer

    init(_ text: String) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
        copy.copyBytes(from: text.utf8)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}

func settings(
    _ url: String, connections: Int = 4, connect: Int64 = 5000, attempt: Int64 = 10000, cap: Int = 65536,
    caFile: String? = nil, proxy: String? = nil
) -> TransportSettings {
    TransportSettings(
        baseURL: url, apiKey: "lbl_sk_test", maxConnections: connections, connectTimeout: .milliseconds(connect),
        attemptTimeout: .milliseconds(attempt), responseMaxBytes: cap, caFile: caFile, proxy: proxy,
        userAgent: "liblabelf/test")
}

extension Transport {
    /// Runs until nothing is in flight; in the order of completion.
    func finish(seconds: Double = 15) -> [(RequestID, Outcome)] {
        var outcomes: [(RequestID, Outcome)] = []
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while inFlight > 0, clock.now < end {
            run(until: 100)
            completions { outcomes.append(($0, Outcome($1))) }
        }
        return outcomes
    }

    /// One request from beginning to end.
    func exchange(_ request: Request) -> Outcome? {
        if let failure = start(1, request) { return .failed(failure) }
        return finish().first?.1
    }
}

var get: Request { Request(method: .get, path: "/models", body: nil) }

func post(_ text: String, path: String = "/models/1/inference") -> Request {
    Request(method: .post, path: path, body: Body(text))
}

func response(_ body: String, status: String = "200 OK", headers: [String] = []) -> String {
    (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers + ["", body]).joined(separator: "\r\n")
}

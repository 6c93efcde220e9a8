import CCurl
import LabelfCore

/// Why this side stopped a response.
enum Refusal {
    case bodyTooLarge, headersTooLarge, memory
}

/// Takes one response from curl. Lives at a fixed address, which is what curl hands to the two callbacks below: so
/// there is no reference to count for every line of a header.
struct Receiver: ~Copyable {
    let maxBodyBytes: Int
    var body = ByteStore()
    var headers = HeaderCollector()
    var refusal: Refusal?

    init(maxBodyBytes: Int) {
        self.maxBodyBytes = maxBodyBytes
    }

    /// Makes ready for the next response.
    mutating func clear() {
        body.clear()
        headers = HeaderCollector()
        refusal = nil
    }

    fileprivate mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        if let refused = body.append(bytes, limit: maxBodyBytes) {
            refusal = refused
            return 0
        }
        return bytes.count
    }

    fileprivate mutating func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
        guard headers.take(line) else {
            refusal = .headersTooLarge
            return 0
        }
        return line.count
    }
}

/// curl's write callback. Anything but the number of bytes that it was given makes curl give the transfer up.
func receiveBody(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ receiver: UnsafeMutableRawPointer?
) -> Int {
    guard let receiver, let bytes = buffer(data, size, count) else { return 0 }
    return receiver.assumingMemoryBound(to: Receiver.self).pointee.takeBody(bytes)
}

/// curl's header callback: one whole line.
func receiveHeader(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ receiver: UnsafeMutableRawPointer?
) -> Int {
    guard let receiver, let line = buffer(data, size, count) else { return 0 }
    return receiver.assumingMemoryBound(to: Receiver.self).pointee.takeHeader(line)
}

private func buffer(_ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int) -> UnsafeRawBufferPointer? {
    let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
    guard let data, !overflow, bytes >= 0 else { return nil }
    return UnsafeRawBufferPointer(start: data, count: bytes)
}

@testable import LabelfCore

/// A source of a transcript: its requests are /name/0, /name/1, ..., and it writes down what it is told.
///
///     =0:ok       request 0 was answered with "ok"; "bad" is not what the API documents
///     /1          request 1 was refused; it is asked for again, in two parts, as often as `splits` says
///     !2:service  request 2 failed
///     !!deadline  it was stopped
final class AskedSource: RequestOwner {
    private(set) var heard: [String] = []
    var splits = 0
    private let name: String
    private let lane: Lane
    private let deadline: Instant
    private let usesQuota: Bool
    /// The source has this object, and the transcript both.
    private(set) weak var source: RequestSource?
    private var isStopped: Bool { source?.isStopped ?? true }
    private var isSettled: Bool { source?.isSettled ?? true }
    private var left: Int
    private var numbers: [RequestID: Int] = [:]
    private var given = 0
    private var stops = 0
    private(set) var lastError: LabelfError?

    init(_ name: String, _ requests: Int, lane: Lane, deadline: Instant, usesQuota: Bool) {
        self.name = name
        left = requests
        self.lane = lane
        self.deadline = deadline
        self.usesQuota = usesQuota
    }

    /// To be called once.
    func submit() -> RequestSource {
        let source = RequestSource(self, lane: lane, deadline: deadline, usesQuota: usesQuota)
        self.source = source
        return source
    }

    /// What cannot be: an outcome for nothing, or twice, or none.
    private(set) var wrong: String?
    var fault: String? {
        if let wrong { return wrong }
        if stops > 1 { return "was stopped \(stops) times" }
        return stops == 0 && !numbers.isEmpty ? "has no outcome for \(numbers.count) requests" : nil
    }

    var waiting: Int { left }

    func next(_ id: RequestID) -> Request? {
        if left == 0 || isStopped { wrong = "is asked for more than it has" }
        left -= 1
        numbers[id] = given
        given += 1
        return Request(method: .get, path: "/\(name)/\(given - 1)", body: nil)
    }

    func answered(_ request: SourceRequest, status: Int, body: UnsafeRawBufferPointer) -> Message? {
        let text = String(decoding: body, as: UTF8.self)
        if text == "bad" { return "it is bad" }
        heard.append("=\(take(request.id)):\(text)")
        return nil
    }

    func refused(_ id: RequestID, with error: LabelfError) {
        guard splits > 0, !isStopped else { return failed(id, with: error) }
        splits -= 1
        heard.append("/\(take(id))")
        left += 2
    }

    func failed(_ id: RequestID, with error: LabelfError) {
        lastError = error
        heard.append("!\(take(id)):\(error.status)")
    }

    func stopped(with error: LabelfError) {
        stops += 1
        lastError = error
        heard.append("!!\(error.status)")
    }

    private func take(_ id: RequestID) -> Int {
        if isSettled { wrong = "hears of \(id) after its end" }
        guard let number = numbers.removeValue(forKey: id) else {
            wrong = "hears of \(id), which is not under way"
            return -1
        }
        return number
    }
}

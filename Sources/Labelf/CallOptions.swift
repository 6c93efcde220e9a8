internal import CLabelf
internal import LabelfClient
internal import LabelfCore

/// The options that every kind of call has.
struct CallOptions {
    private(set) var terms = CallTerms()
    let callback: labelf_callback?

    init(
        _ lane: labelf_lane, _ timeout: Int64, _ callback: labelf_callback? = nil,
        _ userData: UnsafeMutableRawPointer? = nil, _ queueCompletion: Int32 = 0
    ) throws(LabelfError) {
        switch lane {
        case LABELF_LANE_AUTOMATIC: break
        case LABELF_LANE_INTERACTIVE: terms.lane = .interactive
        case LABELF_LANE_BULK: terms.lane = .bulk
        default: throw LabelfError(.argument, "lane is none of the labelf_lane values")
        }
        terms.timeoutMilliseconds = timeout
        terms.isQueued = queueCompletion != 0
        terms.userData = userData
        self.callback = callback
    }

    /// The terms of a call that does not block. One that blocks borrows its texts, and tells nobody.
    var started: CallTerms {
        var terms = terms
        terms.copying = true
        return terms
    }

    var blocking: CallTerms {
        var terms = terms
        terms.isQueued = false
        terms.userData = nil
        return terms
    }

    /// Copies a program's options as far as it knows them; the rest stays as it is. The first field is their size.
    /// - Parameter size: of the options that this library knows.
    static func read(
        _ options: UnsafeRawPointer?, to known: UnsafeMutableRawPointer, size: Int, _ start: StaticString
    ) throws(LabelfError) {
        guard let options else { return }
        let given = options.load(as: Int.self)
        guard given >= MemoryLayout<Int>.size, given <= 4_096 else {
            throw LabelfError(.argument, "options.size is not set: start from \(start)")
        }
        known.copyMemory(from: options, byteCount: min(given, size))
    }
}

/// Starts a call, and stores it for the program before it can settle: a callback may run before this returns.
func start(
    _ new: Call, _ callback: labelf_callback?, _ call: UnsafeMutablePointer<OpaquePointer?>
) throws(LabelfError) {
    call.pointee = Handle.make(new)
    if let callback {
        new.onSettled { settled in callback(Handle.borrow(settled), settled.userData) }
    }
    do throws(LabelfError) {
        try new.client.submit(new)
    } catch {
        if let made = call.pointee { _ = Handle<Call>.take(made) }
        call.pointee = nil
        throw error
    }
}

/// Stores what the call ended with, if it has by then.
/// - Parameter isComparison: what kind of result is asked for; without a `result`, any.
func wait(
    for call: Call, until instant: Instant, isComparison: Bool = false,
    _ result: UnsafeMutablePointer<OpaquePointer?>?, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        try call.client.checkProcess()
    } catch {
        return report(error, target)
    }
    guard result == nil || call.isComparison == isComparison else {
        return badArgument("the call was started by the function of another kind", target)
    }
    guard let settled = call.result(until: instant) else { return LABELF_PENDING }
    if let result {
        switch settled {
        case .classified(let columns): result.pointee = Handle.make(ResultHandle(columns))
        case .compared(let columns): result.pointee = Handle.make(MatchesHandle(columns))
        case .answered: break
        }
    }
    let status = settled.status
    if status != .ok, status != .partial, let error = settled.firstError { return report(error, target) }
    return status.c
}

internal import CLabelf
internal import LabelfClient
internal import LabelfCore

/// The options that every kind of call has: what the structs of labelf.h begin with.
struct CallOptions {
    private(set) var terms = CallTerms()
    let callback: labelf_callback?

    init(
        lane: Int32, deadline: Int64, callback: labelf_callback? = nil, userData: UnsafeMutableRawPointer? = nil,
        queue: OpaquePointer? = nil
    ) throws(LabelfError) {
        switch labelf_lane(rawValue: .init(truncatingIfNeeded: lane)) {
        case LABELF_LANE_AUTOMATIC: break
        case LABELF_LANE_INTERACTIVE: terms.lane = .interactive
        case LABELF_LANE_BULK: terms.lane = .bulk
        default: throw LabelfError(.argument, "lane is none of the labelf_lane values")
        }
        guard deadline >= 0 else {
            throw LabelfError(.deadline, "the deadline had passed before the call was made")
        }
        terms.deadlineMilliseconds = deadline
        terms.queue = queue.map { Handle<CompletionQueue>.object($0) }
        if terms.queue?.isForeign ?? false {
            throw LabelfError(.forked, "the queue belongs to the process that this one was forked from")
        }
        terms.userData = userData
        self.callback = callback
    }

    /// The terms of a call that does not block. One that blocks borrows its texts, and tells nobody.
    /// - Parameter isKept: whether the program keeps the call; else its queue does.
    func started(isKept: Bool) throws(LabelfError) -> CallTerms {
        guard isKept || terms.queue != nil else {
            throw LabelfError(.argument, "call is NULL, and there is no queue to give it out")
        }
        var terms = terms
        terms.copying = true
        terms.belongsToQueue = !isKept
        return terms
    }

    var blocking: CallTerms {
        var terms = terms
        terms.queue = nil
        terms.userData = nil
        return terms
    }
}

/// Copies a program's options as far as it has them; the rest of `known` stays as it is. An option that this library does
/// not know is an error and never dropped: the program was compiled with a newer header. There is no smaller struct than that of
/// 1.0, which this is.
/// - Parameters:
///   - options: a struct that begins as they all do; NULL for none.
///   - known: as this library has the struct, all zero.
///   - flags: the bits that have a meaning.
///   - reserved: where the field of that name is.
func readOptions<Options>(
    _ options: UnsafePointer<Options>?, to known: inout Options, flags: UInt32 = 0,
    reserved: (Options) -> Int32 = { _ in 0 }, _ start: StaticString
) throws(LabelfError) {
    guard let options else { return }
    let bytes = UnsafeRawPointer(options)
    let given = bytes.load(as: Int.self)
    let size = MemoryLayout<Options>.size
    guard given >= size, given <= 4_096 else {
        throw LabelfError(
            .argument, "options.size is \(given), and is the size of the struct in no release: start from \(start)")
    }
    withUnsafeMutableBytes(of: &known) { target in
        target.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: min(given, size)))
    }
    var isNewer = bytes.load(fromByteOffset: OptionsHead.flags, as: UInt32.self) & ~flags != 0 || reserved(known) != 0
    for offset in size..<max(given, size) where bytes.load(fromByteOffset: offset, as: UInt8.self) != 0 {
        isNewer = true
    }
    if isNewer {
        throw LabelfError(
            .argument,
            "options asks for something newer than this library, \(Version.text): a bit of flags, or a field, that it does not know is not 0"
        )
    }
}

/// What every struct of options begins with, by offset: size, lane, flags, deadline_ms.
private enum OptionsHead {
    static let flags = 12
}

/// Starts a call, and stores it for the program before it can settle: a callback may run before this returns.
func start(
    _ new: Call, _ callback: labelf_callback?, _ call: UnsafeMutablePointer<OpaquePointer?>?
) throws(LabelfError) {
    call?.pointee = Handle.make(new)
    if let callback {
        new.onSettled { settled in callback(Handle.borrow(settled), settled.userData) }
    }
    do throws(LabelfError) {
        try new.client.submit(new)
    } catch {
        if let made = call?.pointee { _ = Handle<Call>.take(made) }
        call?.pointee = nil
        throw error
    }
}

/// Waits for a call, and gives the status that it ended with, and what it has come to if it has by then.
func wait(
    for call: Call, until instant: Instant, _ target: ErrorTarget
) -> (status: labelf_status, result: CallResult?) {
    do throws(LabelfError) {
        try call.client.checkProcess()
    } catch {
        return (report(error, target), nil)
    }
    guard let settled = call.result(until: instant) else { return (LABELF_PENDING, nil) }
    let status = settled.status
    if status != .ok, status != .partial, let error = settled.firstError { return (report(error, target), settled) }
    return (status.c, settled)
}

/// The same for one kind of call, whose result is stored if it is wanted.
func wait(
    for call: Call, until instant: Instant, isComparison: Bool, _ result: UnsafeMutablePointer<OpaquePointer?>?,
    _ target: ErrorTarget
) -> labelf_status {
    guard call.isComparison == isComparison else {
        return badArgument("the call was started by the function of another kind", target)
    }
    let (status, settled) = wait(for: call, until: instant, target)
    if let result {
        switch settled {
        case .classified(let columns): result.pointee = Handle.make(ResultHandle(columns))
        case .compared(let columns): result.pointee = Handle.make(MatchesHandle(columns))
        case .answered, nil: break
        }
    }
    return status
}

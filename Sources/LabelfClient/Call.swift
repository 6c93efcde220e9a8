package import LabelfCore

/// One call of a program: its work, and the threads that wait for it. Any thread may use it.
package final class Call {
    package let client: Client
    let work: Work
    /// The memory of the texts, if they were copied.
    private let storage: [TextCopy]
    /// What gives the call out.
    let queue: CompletionQueue?
    /// Whether nobody but the queue holds the call.
    let belongsToQueue: Bool
    /// Settled, and not given out yet. Touched under the queue's lock alone.
    var isWaitingToBeGiven = false
    /// Bytes that count against the client's queue.
    let bytes: Int
    /// The program's own.
    package let userData: UnsafeMutableRawPointer?
    /// Called once on the client's thread when the call is settled, with no lock held.
    private var notify: ((Call) -> Void)?

    private let lock = Lock()
    private var isSettled = false
    private var isFreed = false
    private var isNotifying = false
    private var finished: CallResult?
    /// What has ended of it, if somebody takes it in parts.
    private(set) var parts: CallParts?

    init(client: Client, work: Work, storage: [TextCopy], _ terms: CallTerms) {
        self.client = client
        self.work = work
        self.storage = storage
        queue = terms.queue
        belongsToQueue = terms.belongsToQueue
        userData = terms.userData
        bytes = work.bytes
    }

    /// Whether it compares texts; else it classifies them.
    package var isComparison: Bool {
        if case .compare = work { return true }
        return false
    }

    /// Texts that have an outcome, as labelf_call_progress has it.
    package var progress: Int { work.progress }

    /// To be set before the call is submitted.
    package func onSettled(_ notify: @escaping (Call) -> Void) {
        self.notify = notify
    }

    /// The settled result; nil if there is none before the instant. Never waits on the client's own thread.
    package func result(until instant: Instant) -> CallResult? {
        let mayWait = !client.isOnDriver && instant > Instant(nanoseconds: 0)
        return lock.locked {
            while !isSettled {
                if !mayWait || !lock.wait(until: instant) { break }
            }
            guard isSettled else { return nil }
            if let finished { return finished }
            let result = work.result()
            finished = result
            return result
        }
    }

    /// Asks the client to give the call up. Nothing happens if it is settled.
    package func cancel() {
        if !lock.locked({ isSettled }) { client.cancel(self) }
    }

    /// The program has no more use for the call: it is not notified any more, and is cancelled if need be. In this order, so
    /// that it does not hear of what it did itself.
    package func free() {
        if client.isForeign { return }
        let mayWait = !client.isOnDriver
        lock.locked {
            isFreed = true
            while isNotifying && mayWait { _ = lock.wait(until: .distantFuture) }
        }
        cancel()
        queue?.withdraw(self)
    }

    var wasFreed: Bool { lock.locked { isFreed } }

    /// On the client's thread: the work is settled.
    func settle() {
        let notifies: Bool = lock.locked {
            if let parts, let ended = work.takeEnded() { parts.add(ended) }
            isSettled = true
            isNotifying = notify != nil && !isFreed
            lock.signal()
            return isNotifying
        }
        if notifies, let notify { notify(self) }
        lock.locked {
            isNotifying = false
            notify = nil
            lock.signal()
        }
    }

    // MARK: - Parts

    /// Texts that have ended since they were last taken. Never waits on the client's own thread.
    package func takePart(until instant: Instant) -> CallPart {
        guard case .classify(let job) = work else { return .end }
        let mayWait = !client.isOnDriver && instant > Instant(nanoseconds: 0)
        // Made once, and not under the lock: it looks at every text.
        let made = lock.locked { self.parts } ?? CallParts(job.plan)
        let (parts, isLate): (CallParts, Bool) = lock.locked {
            if let kept = self.parts { return (kept, false) }
            self.parts = made
            // Of a call that is settled already, all that there is is its result.
            if isSettled { made.finish() }
            return (made, isSettled)
        }
        if isLate, case .classified(let whole)? = result(until: instant) {
            return whole.texts > 0 ? .texts(whole) : .end
        }
        return lock.locked {
            while true {
                if parts.isReady { return parts.take() }
                if isSettled { return .end }
                if !parts.isWanted { client.wantPart(of: self) }
                parts.isWanted = true
                if !mayWait || !lock.wait(until: instant) { return parts.isReady ? parts.take() : .pending }
            }
        }
    }

    /// On the client's thread: hands over what has ended, for somebody who takes it in parts.
    /// - Returns: whether there was something.
    func deliverPart() -> Bool {
        guard let ended = work.takeEnded() else { return false }
        lock.locked {
            parts?.add(ended)
            lock.signal()
        }
        return true
    }
}

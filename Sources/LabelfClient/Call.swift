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
}

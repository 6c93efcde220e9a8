internal import CPosix
package import LabelfCore

/// Gives settled calls out, one after the other, to an event loop or to threads that wait. It belongs to no client. Any
/// thread may use it.
package final class CompletionQueue {
    /// Readable while `next` has something to give.
    package let descriptor: CInt
    private let processID = getpid()
    private let lock = Lock()
    private var completed = Queue<Call>()
    /// Clients with calls that are not settled yet, and how many.
    private var expected: [(client: Client, calls: Int)] = []
    /// Calls that nobody else holds, until they are given out.
    private var owned: [ObjectIdentifier: Call] = [:]
    /// Calls are taken in until it is closed.
    private var isClosed = false

    package init() throws(LabelfError) {
        descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw LabelfError(.memory, "no file descriptor is left for a new queue") }
    }

    deinit { if descriptor >= 0 { _ = CPosix.close(descriptor) } }

    /// It was made by the process that this one was forked from, where other threads may have held its lock.
    package var isForeign: Bool { getpid() != processID }

    /// The next settled call, and whether it was the queue's own; nil if there is none before the instant. Never waits on the
    /// thread that would settle one.
    package func next(until instant: Instant) -> (call: Call, wasOwned: Bool)? {
        if isForeign { return nil }
        return lock.locked {
            let mayWait = instant > Instant(nanoseconds: 0) && !expected.contains { $0.client.isOnDriver }
            while completed.isEmpty, mayWait, !isClosed {
                if !lock.wait(until: instant) { break }
            }
            guard let given = completed.popFirst() else { return nil }
            given.isWaitingToBeGiven = false
            clearDescriptorIfEmpty()
            return (given, owned.removeValue(forKey: ObjectIdentifier(given)) != nil)
        }
    }

    /// A call is to be given out once it is settled.
    func expect(_ call: Call) {
        let client = call.client
        lock.locked {
            if call.belongsToQueue { owned[ObjectIdentifier(call)] = call }
            if let place = expected.firstIndex(where: { $0.client === client }) {
                expected[place].calls += 1
            } else {
                expected.append((client, 1))
            }
        }
    }

    /// A call is settled.
    func add(_ call: Call) {
        lock.locked {
            forget(call.client)
            // The thread that waited for the call may have freed it already.
            if isClosed || call.wasFreed { return }
            if completed.isEmpty {
                var one: UInt64 = 1
                _ = write(descriptor, &one, 8)
            }
            completed.append(call)
            call.isWaitingToBeGiven = true
            lock.signal()
        }
    }

    /// The program has freed a call: it is not given out any more.
    func withdraw(_ call: Call) {
        lock.locked {
            guard call.isWaitingToBeGiven else { return }
            call.isWaitingToBeGiven = false
            completed.removeAll { $0 === call }
            clearDescriptorIfEmpty()
        }
    }

    /// Nobody will ask for more: its own calls are given up. Each call holds on to its queue, and would be held by it.
    package func close() {
        if isForeign { return }
        let left = lock.locked {
            let left = owned
            isClosed = true
            completed = Queue()
            owned = [:]
            lock.signal()
            return left
        }
        for call in left.values { call.free() }
    }

    /// A call that was expected will not come.
    func forgo(_ call: Call) {
        lock.locked {
            owned[ObjectIdentifier(call)] = nil
            forget(call.client)
        }
    }

    private func forget(_ client: Client) {
        guard let place = expected.firstIndex(where: { $0.client === client }) else { return }
        expected[place].calls -= 1
        if expected[place].calls == 0 { expected.remove(at: place) }
    }

    /// The descriptor says whether there are more calls: to be true at every moment, it changes under the lock.
    private func clearDescriptorIfEmpty() {
        guard completed.isEmpty else { return }
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}

internal import CPosix
package import LabelfCore
internal import LabelfTransport

/// The shell around a session: takes calls from any thread, and hands them to one driver thread.
package final class Client {
    /// As it was made. What has been changed since is the driver's.
    package let configuration: Configuration
    /// Of the hashes of texts, for `Plan`.
    package let hashSeed: UInt64
    private let processID = getpid()
    private let lock = Lock()
    private var inbox = Inbox()
    private var queue: QueueLimit
    private var unsettled = 0
    /// Of these, the one whose end is being told just now: it is not given up any more.
    private var settling = 0
    private var isClosed = false
    private var published: Snapshot
    /// With what has been changed since.
    private var current: Configuration
    /// Touched under the lock, and woken under it: a driver that has ended is not to be woken.
    private var driver: Driver?
    private var thread: DriverThread?

    /// A client with its thread; does not touch the network.
    package static func start(_ configuration: Configuration) throws(LabelfError) -> Client {
        try configuration.validate()
        let transport = try Transport.make(configuration.transportSettings)
        let client = Client(configuration)
        let driver = Driver(client, transport)
        client.driver = driver
        guard let thread = DriverThread.start(driver) else {
            client.driver = nil
            transport.close()
            throw LabelfError(.memory, "the system has no thread left for a new client")
        }
        client.thread = thread
        return client
    }

    private init(_ configuration: Configuration) {
        self.configuration = configuration
        current = configuration
        hashSeed = Randomness.systemSeed()
        published = Snapshot(configuration.sessionSettings)
        queue = QueueLimit(
            maxTexts: Int(configuration.queueTexts), maxBytes: Int(configuration.queueBytes))
    }

    /// The client was made by the process that this one was forked from: its thread is not here.
    package var isForeign: Bool { getpid() != processID }

    var isOnDriver: Bool { thread?.isCurrent ?? false }

    package var statistics: (counters: Counters, queuedTexts: Int) {
        lock.locked { (published.counters, queue.texts) }
    }

    /// The session as it was when it last did something.
    package var snapshot: Snapshot { lock.locked { published } }

    /// Changes an option of those that may be changed while it runs. What is sent from now on goes by it.
    package func set(_ name: String, to value: String) throws(LabelfError) {
        try checkProcess()
        let refusal: LabelfError? = lock.locked {
            if isClosed { return LabelfError(.closed, "the client is closed") }
            do throws(LabelfError) {
                var changed = current
                try changed.change(name, to: value)
                inbox.change = try ConfigurationChange(changed)
                current = changed
                driver?.wake()
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw refusal }
    }

    // MARK: - Calls

    /// Hands a call to the driver. With a full queue, waits for room up to the call's deadline or fails, as configured.
    package func submit(_ call: Call) throws(LabelfError) {
        let mayWait = configuration.queueBlocks && !isOnDriver
        call.queue?.expect(call)
        let refusal: LabelfError? = lock.locked {
            while true {
                if isClosed { return LabelfError(.closed, "the client is closed") }
                if queue.admit(texts: call.work.texts, bytes: call.bytes) { break }
                guard mayWait else {
                    return LabelfError(
                        .queueFull, "\(queue.texts) texts with \(queue.bytes) bytes are queued already")
                }
                if !lock.wait(until: call.work.deadline), Clock.now() >= call.work.deadline {
                    return LabelfError(.deadline, "the queue had no room before the call's deadline")
                }
            }
            unsettled += 1
            inbox.submitted.append(call)
            driver?.wake()
            return nil
        }
        if let refusal {
            call.queue?.forgo(call)
            throw refusal
        }
    }

    func cancel(_ call: Call) {
        if isForeign { return }
        lock.locked {
            // Without a driver the call is settled, and the inbox would keep it, and with it the client, for ever.
            guard let driver else { return }
            inbox.cancelled.append(call)
            driver.wake()
        }
    }

    /// Somebody waits for what ends next of a call.
    func wantPart(of call: Call) {
        if isForeign { return }
        lock.locked {
            guard let driver else { return }
            inbox.wanted.append(call)
            driver.wake()
        }
    }

    package func checkProcess() throws(LabelfError) {
        if isForeign {
            throw LabelfError(.forked, "the client belongs to the process that this one was forked from")
        }
    }

    /// Somebody who waits on the client's own thread would wait for ever.
    package func checkMayBlock() throws(LabelfError) {
        try checkProcess()
        if isOnDriver {
            throw LabelfError(.argument, "a callback must not block: use the function that ends in _start")
        }
    }

    // MARK: - The end

    /// Takes no more calls, waits for those under way, and gives the rest up.
    /// - Returns: how many calls were given up.
    package func close(until instant: Instant) -> Int {
        if isForeign { return 0 }
        let mayWait = !isOnDriver
        let abandoned: Int = lock.locked {
            let isFirst = !isClosed
            isClosed = true
            lock.signal()
            while mayWait, unsettled > 0 {
                if !lock.wait(until: instant) { break }
            }
            inbox.isAbandoned = true
            driver?.wake()
            return isFirst ? unsettled - settling : 0
        }
        if mayWait {
            lock.locked {
                while unsettled > 0 { _ = lock.wait(until: .distantFuture) }
            }
        }
        return abandoned
    }

    /// Closes at once and ends the thread. In a forked child, where there is no thread, only lets go.
    package func shutDown() {
        if isForeign { return }
        _ = close(until: Instant(nanoseconds: 0))
        lock.locked {
            inbox.isStopped = true
            driver?.wake()
        }
        thread?.end()
    }

    // MARK: - For the driver

    func takeInbox() -> Inbox {
        lock.locked {
            let taken = inbox
            inbox.submitted.removeAll()
            inbox.cancelled.removeAll()
            inbox.wanted.removeAll()
            inbox.change = nil
            return taken
        }
    }

    /// The thread is done with the driver: the two let go of each other.
    func driverEnded() {
        lock.locked {
            driver = nil
            inbox.cancelled.removeAll()
            inbox.wanted.removeAll()
        }
    }

    func publish(_ snapshot: Snapshot) {
        lock.locked { published = snapshot }
    }

    /// A call is settled: tells the threads that wait. Calls back after every lock is released.
    func settled(_ call: Call) {
        lock.locked {
            queue.release(texts: call.work.texts, bytes: call.bytes)
            settling += 1
            lock.signal()
        }
        call.settle()
        call.queue?.add(call)
        lock.locked {
            unsettled -= 1
            settling -= 1
            lock.signal()
        }
    }
}

/// What has come for the driver since it last looked.
struct Inbox {
    var submitted: [Call] = []
    var cancelled: [Call] = []
    /// Calls of which somebody waits for a part.
    var wanted: [Call] = []
    /// What the client is to go on with.
    var change: ConfigurationChange?
    /// Whatever is not settled is to be given up.
    var isAbandoned = false
    /// The thread is to end.
    var isStopped = false
}

import CCurl
import LabelfCore
import Synchronization

/// Ends the driver thread's wait from any other thread, by way of a descriptor in the set that the driver waits for.
///
/// Only a driver that is about to wait, or does, is worth a system call: everyone else's news it finds on its way there.
/// The descriptor stays open until the waker is gone and not only until the transport is closed, so that a wake needs
/// no lock to be safe from a close.
final class Waker: Sendable {
    /// What is to become readable. It is never read: in the set it is edge-triggered, where each write counts for itself.
    let descriptor: Int32

    private static let awake = 0
    private static let waiting = 1
    /// Woken since the driver looked last.
    private static let woken = 2
    private let state = Atomic<Int>(awake)

    init() throws(LabelfError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw LabelfError(.memory, "the system has no descriptor left for the client's thread")
        }
    }

    deinit {
        close(descriptor)
    }

    /// From any thread. What was written before it is seen by the driver once it is awake.
    func wake() {
        if state.exchange(Self.woken, ordering: .acquiringAndReleasing) == Self.waiting {
            var one: UInt64 = 1
            // It can only fail at 2^64 writes.
            _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
        }
    }

    /// The driver is about to wait. False if it must not, because it was woken meanwhile.
    func beginWait() -> Bool {
        state.compareExchange(expected: Self.awake, desired: Self.waiting, ordering: .acquiringAndReleasing).exchanged
    }

    /// The driver is awake, whether it has waited or not; wakes until now have done their work. One that had found it
    /// waiting may still be about to write: then the next wait is a short one.
    func endWait() {
        _ = state.exchange(Self.awake, ordering: .acquiringAndReleasing)
    }
}

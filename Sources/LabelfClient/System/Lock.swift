internal import CPosix
package import LabelfCore

/// A mutex with its condition variable, on the monotonic clock.
package final class Lock {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    package init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    package func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Inside `locked`: waits until somebody signals, or until an instant. False when that has come. Wakes for no reason
    /// now and then, so the caller looks again.
    package func wait(until instant: Instant) -> Bool {
        if instant == .distantFuture {
            pthread_cond_wait(condition, mutex)
            return true
        }
        var time = timespec()
        time.tv_sec = time_t(instant.nanoseconds / 1_000_000_000)
        time.tv_nsec = Int(instant.nanoseconds % 1_000_000_000)
        return pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }

    /// Wakes everybody who waits.
    package func signal() {
        pthread_cond_broadcast(condition)
    }
}

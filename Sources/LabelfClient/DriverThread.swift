internal import CPosix

/// The client's one thread. It blocks every signal, so that a program's handlers never run on it.
final class DriverThread {
    private let thread: pthread_t

    private init(_ thread: pthread_t) {
        self.thread = thread
    }

    /// Nil if the system has no thread left.
    static func start(_ driver: Driver) -> DriverThread? {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 1 << 20)
        // The thread inherits the mask, so there is no moment at which it could take a signal.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let argument = Unmanaged.passRetained(driver)
        let result = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                posix_name_thread("labelf")
                let driver = Unmanaged<Driver>.fromOpaque(argument).takeRetainedValue()
                driver.run()
                return nil
            }, argument.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard result == 0 else {
            argument.release()
            return nil
        }
        return DriverThread(thread)
    }

    var isCurrent: Bool { pthread_equal(thread, pthread_self()) != 0 }

    /// Waits until the thread has ended; from the thread itself, lets it end by itself.
    func end() {
        if isCurrent {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }
}

import Glibc

/// Starts this program again, as a worker of a kind.
func start(_ kind: String, in path: String) -> pid_t {
    let arguments = [strdup("storm"), strdup(kind), strdup(path), nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    return posix_spawn(&process, "/proc/self/exe", nil, nil, arguments, environ) == 0 ? process : -1
}

/// Kills a worker. True unless it had come to an end by itself, which is said.
func end(_ process: pid_t) -> Bool {
    guard process > 0 else { return false }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    if status & 0x7f == SIGKILL { return true }
    print("# a worker ended with status \(status >> 8)")
    return false
}

func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
}

/// Waits until something is so, for five seconds at most.
func eventually(_ condition: () -> Bool) -> Bool {
    for _ in 0..<500 {
        if condition() { return true }
        pause(milliseconds: 10)
    }
    return false
}

/* What the command line uses of POSIX, and inline functions named command_ for what Swift cannot import: variadic calls,
 * macros, names used twice, and a signal handler. */
#ifndef LABELF_CCOMMAND_SHIM_H
#define LABELF_CCOMMAND_SHIM_H
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Variable `index` of the environment as NAME=VALUE; NULL behind the last one. */
static inline const char *command_environment(size_t index) {
    extern char **environ;
    return environ ? environ[index] : NULL;
}

static inline int command_errno(void) { return errno; }

/* open is variadic in C. -1 on failure. */
static inline int command_open(const char *path, int flags, mode_t mode) {
    return open(path, flags | O_CLOEXEC, mode);
}

/* Locks a file for this open file description, until it is closed. False if another has it, or if the file system has no
 * locks. Never waits. */
static inline bool command_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

/* Columns of the terminal; 0 if that is not known. */
static inline int command_terminal_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static inline bool command_is_regular(const struct stat *status) { return S_ISREG(status->st_mode); }

static inline bool command_is_pipe(const struct stat *status) { return S_ISFIFO(status->st_mode); }

/* Monotonic nanoseconds. */
static inline uint64_t command_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* Before anything else. A standard stream that is closed is opened, so that no file of this program gets its number, and what
 * is written to it goes nowhere else: it fails. A file that may not grow fails a write, as a full disk does. */
static inline void command_begin(void) {
    for (int number = 0; number <= 2; number++)
        if (fcntl(number, F_GETFD) < 0 && open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY) < 0)
            return;
    signal(SIGXFSZ, SIG_IGN);
}

/* The end of a pipe that the handler writes to, so that a poll ends; -1 before command_catch_signals. */
static volatile int command_signal_pipe = -1;
static volatile sig_atomic_t command_signal_count = 0;

/* The first signal is told to the program, the second one ends it at once. */
static inline void command_handle_signal(int signal_number) {
    const int saved = errno;
    (void)signal_number;
    if (command_signal_count > 0)
        _exit(130);
    command_signal_count = 1;
    if (write(command_signal_pipe, "", 1) < 0) {
        /* The pipe is full of signals already. */
    }
    errno = saved;
}

/* Catches SIGINT, SIGTERM and SIGHUP, but for those that whoever started the program has ignored. Gives a descriptor that is
 * readable once one has come, -1 on failure. System calls under way end with EINTR. */
static inline int command_catch_signals(void) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    command_signal_pipe = ends[1];
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction before, action;
        memset(&action, 0, sizeof action);
        action.sa_handler = command_handle_signal;
        sigemptyset(&action.sa_mask);
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN)
            continue;
        if (sigaction(signals[i], &action, NULL) != 0)
            return -1;
    }
    return ends[0];
}

#endif

/*
 * Preloaded into the tool: kills it with SIGKILL at its KILL_AT'th operation on a file, counted
 * from 1: `before` it is made, `within` (a write of which half is done) or `after`, as KILL_HOW
 * says. With a number that is not reached, nothing happens.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_hit(void) {
    static long count = 0;
    const char *at = getenv("KILL_AT");
    return at && ++count == atol(at);
}

static int is(const char *how) {
    return strcmp(getenv("KILL_HOW"), how) == 0;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* The function behind `name`, as the next library has it. */
static void *next(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

/* Makes a call that gives a number, and dies before or after it if it is the one. */
#define OPERATION(type, call)                                                                      \
    do {                                                                                           \
        const int hit = is_hit();                                                                  \
        if (hit && !is("after"))                                                                   \
            die();                                                                                 \
        type result = call;                                                                        \
        if (hit)                                                                                   \
            die();                                                                                 \
        return result;                                                                             \
    } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) =
        (ssize_t(*)(int, const void *, size_t))next("write");
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return real(descriptor, bytes, count);
    const int hit = is_hit();
    if (hit && is("before"))
        die();
    const ssize_t result = real(descriptor, bytes, hit && is("within") ? count / 2 : count);
    if (hit)
        die();
    return result;
}

int ftruncate(int descriptor, off_t size) {
    int (*real)(int, off_t) = (int (*)(int, off_t))next("ftruncate");
    OPERATION(int, real(descriptor, size));
}

int fdatasync(int descriptor) {
    int (*real)(int) = (int (*)(int))next("fdatasync");
    OPERATION(int, real(descriptor));
}

int unlink(const char *path) {
    int (*real)(const char *) = (int (*)(const char *))next("unlink");
    OPERATION(int, real(path));
}

int open(const char *path, int flags, ...) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))next("open");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (!(flags & (O_CREAT | O_TRUNC)))
        return real(path, flags, mode);
    OPERATION(int, real(path, flags, mode));
}

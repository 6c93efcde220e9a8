/* What the library's shell uses of POSIX, and inline functions for what Swift cannot import. */
#ifndef LABELF_CPOSIX_SHIM_H
#define LABELF_CPOSIX_SHIM_H
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* Linux 3.15; the C library shows them to programs with GNU extensions alone. */
#ifndef F_OFD_GETLK
#define F_OFD_GETLK 36
#define F_OFD_SETLK 37
#endif
#ifndef MADV_DONTFORK
#define MADV_DONTFORK 10
#endif

/* Whether so much memory could be had. A compiler takes a malloc whose memory nobody looks at for one that succeeds. */
static inline bool posix_has_room(size_t bytes) {
    void *volatile memory = malloc(bytes ? bytes : 1);
    void *const taken = memory;
    free(taken);
    return taken != NULL;
}

/* Names the calling thread, for debuggers and top: variadic in C. */
static inline void posix_name_thread(const char *name) {
    prctl(PR_SET_NAME, name);
}

/* openat is variadic in C. Below AT_FDCWD a path is as for open. */
static inline int posix_open(int directory, const char *path, int flags, mode_t mode) {
    return openat(directory, path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
}
static inline int posix_open_path(const char *path, int flags) {
    return posix_open(AT_FDCWD, path, flags, 0);
}

/* Whether a file or directory is in overlayfs; true if that cannot be found out. */
static inline bool posix_is_overlay(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) != 0 || status.f_type == 0x794c7630;
}

/* Locks a byte for this open file description, or takes the lock back: false if another has it. Never waits. */
static inline bool posix_set_byte_lock(int descriptor, off_t byte, bool locked) {
    struct flock lock = {.l_type = locked ? F_WRLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/* Whether another open file description locks one of these bytes; true if it cannot be found out. */
static inline bool posix_is_locked_elsewhere(int descriptor, off_t first, off_t count) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = first, .l_len = count};
    return fcntl(descriptor, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

/* The file's first bytes, shared with every process that maps them, and not with the children of a fork; null if that
 * cannot be. */
static inline void *posix_map_shared(int descriptor, size_t size) {
    void *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (start == MAP_FAILED)
        return NULL;
    if (madvise(start, size, MADV_DONTFORK) != 0) {
        munmap(start, size);
        return NULL;
    }
    return start;
}

/* A word in memory that other threads or processes change. */
static inline uint64_t posix_load_acquire(const uint64_t *word) {
    return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}
static inline void posix_store_release(uint64_t *word, uint64_t value) {
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
}
/* Whether the word was as expected, and now is the desired. */
static inline bool posix_exchange(uint64_t *word, uint64_t expected, uint64_t desired) {
    return __atomic_compare_exchange_n(word, &expected, desired, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE);
}

#endif

/* What the library's shell uses of POSIX, and inline functions for what Swift cannot import. */
#ifndef LABELF_CPOSIX_SHIM_H
#define LABELF_CPOSIX_SHIM_H
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* Names the calling thread, for debuggers and top: variadic in C. */
static inline void posix_name_thread(const char *name) {
    prctl(PR_SET_NAME, name);
}

#endif

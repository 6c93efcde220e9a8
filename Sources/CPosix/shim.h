/* What the library's shell uses of POSIX, and inline functions for what Swift cannot import. */
#ifndef LABELF_CPOSIX_SHIM_H
#define LABELF_CPOSIX_SHIM_H
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#endif

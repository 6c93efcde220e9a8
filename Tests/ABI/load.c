/*
 * load LIBRARY: opens the shared library at run time, prints how long that took, and checks that it
 * leaves the process as it was: no signal handler, no thread, nothing unloaded that could still be
 * in use.
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int threads(void) {
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks)
        return -1;
    for (struct dirent *task; (task = readdir(tasks)) != NULL;)
        count += task->d_name[0] != '.';
    closedir(tasks);
    return count;
}

static int handlers(void) {
    int count = 0;
    for (int number = 1; number < 65; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) == 0)
            count += action.sa_handler != SIG_DFL;
    }
    return count;
}

static int failures;

static void check(int holds, const char *what) {
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    failures += !holds;
}

int main(int count, char **arguments) {
    if (count != 2)
        return 2;
    const int threads_before = threads(), handlers_before = handlers();

    /* What the library needs is loaded first, so that only the library itself is timed. */
    dlopen("libcurl.so.4", RTLD_NOW | RTLD_GLOBAL);
    dlopen("libjansson.so.4", RTLD_NOW | RTLD_GLOBAL);
    const double began = now();
    void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    const double ended = now();
    if (!library) {
        printf("not ok - dlopen: %s\n", dlerror());
        return 1;
    }
    printf("# dlopen took %.0f microseconds\n", ended - began);

    const char *(*version)(void);
    *(void **)&version = dlsym(library, "labelf_version");
    check(version != NULL, "labelf_version is found at run time");
    check(threads() == threads_before, "loading starts no thread");
    check(handlers() == handlers_before, "loading installs no signal handler");
    dlclose(library);
    check(version != NULL && strlen(version()) > 0, "the library stays mapped after dlclose");
    return failures > 0;
}

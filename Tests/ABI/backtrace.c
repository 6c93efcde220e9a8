/*
 * backtrace: what a host sees of its stack from inside a callback, with the stripped library as it
 * is shipped: the frames lead from the callback through the library to the start of the client's
 * thread, which is in the C library. Prints TAP lines. A debugger may stop at `inside_callback` and
 * ask for the same.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <labelf.h>
#include <stdio.h>
#include <string.h>

static int failures, callbacks;

static void check(int holds, const char *what) {
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    failures += !holds;
}

/* The file that an address is in. */
static const char *file_of(void *address) {
    Dl_info info;
    return dladdr(address, &info) && info.dli_fname ? info.dli_fname : "?";
}

void inside_callback(labelf_call *call, void *user_data);

void __attribute__((noinline)) inside_callback(labelf_call *call, void *user_data) {
    void *frames[64];
    const int count = backtrace(frames, 64);
    callbacks++;
    int inside = 0, first_is_ours = count > 0 && strstr(file_of(frames[0]), "backtrace") != NULL;
    for (int i = 0; i < count; i++) {
        inside += strstr(file_of(frames[i]), "liblabelf.so") != NULL;
        printf("# %d %s\n", i, file_of(frames[i]));
    }
    check(first_is_ours, "backtrace() begins in the callback");
    check(inside >= 2, "it goes on through the library");
    check(count > 0 && strstr(file_of(frames[count - 1]), "libc.so") != NULL,
          "and ends in the C library, where the thread began");
    (void)call;
    (void)user_data;
}

int main(void) {
    labelf_config *config = labelf_config_new();
    labelf_config_set(config, "api_key", "lbl_sk_backtrace", NULL);
    /* Nobody listens there: the call ends at once, with an error. */
    labelf_config_set(config, "base_url", "http://127.0.0.1:9/v2", NULL);
    labelf_config_set(config, "max_retries", "0", NULL);
    labelf_config_set(config, "shared_budget", "off", NULL);
    labelf_client *client = labelf_client_new(config, NULL);
    labelf_config_free(config);

    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.callback = inside_callback;
    const labelf_text text = labelf_text_from("Where is my parcel?");
    labelf_call *call = NULL;
    labelf_classify_start(client, 1, &text, 1, &options, &call, NULL);
    check(call != NULL, "a call is under way");
    /* Waits until the callback has run. */
    labelf_client_close(client, 10000);
    check(callbacks == 1, "its callback has run");
    labelf_call_free(call);
    labelf_client_free(client);
    return failures != 0;
}

/* A job under a plan's limit: TEXTS different texts over CONNECTIONS connections, and with LIVE
 * above zero that many single texts meanwhile, one every two seconds. Prints one line: the job's
 * seconds, its requests, its 429s; and for live texts the median and the longest wait in
 * milliseconds. */
#define _POSIX_C_SOURCE 200809L
#include <labelf.h>

#include "bench.h"

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for(double seconds) {
    const struct timespec time = {(time_t)seconds,
                                  (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&time, NULL);
}

static int ascending(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* One text, as a person waits for it; in milliseconds. */
static double live_wait(labelf_client *client, long model, long number) {
    char bytes[64];
    const labelf_text text = {
        bytes,
        (size_t)snprintf(bytes, sizeof bytes, "Live message number %ld: where is it?", number)};
    const double began = seconds_now();
    if (labelf_classify(client, model, &text, 1, NULL, NULL, NULL) != LABELF_OK)
        bench_fail("a live text failed");
    return (seconds_now() - began) * 1000;
}

static labelf_client *new_client(const bench_job *job) {
    labelf_error *error = NULL;
    labelf_config *config = labelf_config_new();
    char connections[32];
    snprintf(connections, sizeof connections, "%zu", job->connections);
    if (labelf_config_from_environment(config, &error) != LABELF_OK ||
        labelf_config_set(config, "max_connections", connections, &error) != LABELF_OK)
        bench_fail(labelf_error_message(error));
    labelf_client *client = labelf_client_new(config, &error);
    if (!client)
        bench_fail(labelf_error_message(error));
    labelf_config_free(config);
    return client;
}

int main(int count, char **arguments) {
    const long live = count == 5 ? strtol(arguments[4], NULL, 10) : 0;
    /* So that several of these have different texts. */
    const size_t first = count >= 4 ? strtoul(arguments[3], NULL, 10) : 0;
    bench_job job = bench_read_arguments(count < 3 ? count : 3, arguments);
    bench_text *all = bench_make_texts(first + job.count);
    labelf_text *texts = malloc(job.count * sizeof *texts);
    double *waits = calloc((size_t)live + 1, sizeof *waits);
    if (!texts || !waits)
        bench_fail("no memory");
    for (size_t i = 0; i < job.count; i++) {
        texts[i].data = all[first + i].data;
        texts[i].length = all[first + i].length;
    }
    labelf_client *client = new_client(&job);
    labelf_call *call = NULL;
    const double began = seconds_now();
    if (labelf_classify_start(client, job.model, texts, job.count, NULL, &call, NULL) != LABELF_OK)
        bench_fail("the job did not start");
    for (long i = 0; i < live; i++) {
        pause_for(2);
        waits[i] = live_wait(client, job.model, i);
    }
    /* With live texts the job is only what they have to get past. */
    if (live > 0)
        labelf_call_cancel(call);
    else if (labelf_call_wait(call, -1, NULL) != LABELF_OK)
        bench_fail("the job failed");
    const double took = seconds_now() - began;
    labelf_statistics statistics;
    labelf_client_statistics(client, &statistics, sizeof statistics);
    printf("%.2f %llu %llu", took, (unsigned long long)statistics.requests,
           (unsigned long long)statistics.rate_limited);
    if (live > 0) {
        qsort(waits, (size_t)live, sizeof *waits, ascending);
        printf(" %.0f %.0f", waits[live / 2], waits[live - 1]);
    }
    printf("\n");
    labelf_call_free(call);
    labelf_client_free(client);
    return 0;
}

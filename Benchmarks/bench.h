/* What both benchmark programs share: the same texts, the same clock, the same line of figures. */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct bench_text {
    const char *data;
    size_t length;
} bench_text;

typedef struct bench_job {
    const char *base_url;
    const char *key;
    long model;
    size_t connections;
    bench_text *texts;
    size_t count;
} bench_job;

typedef struct bench_start {
    struct rusage usage;
    struct timespec time;
} bench_start;

static inline void bench_fail(const char *what) {
    fprintf(stderr, "benchmark: %s\n", what);
    exit(1);
}

/* `count` different texts of 60 to 160 bytes with some accents, quotes and line breaks. */
static inline bench_text *bench_make_texts(size_t count) {
    static const char *const sentences[] = {
        "My parcel was due on Monday and it still has not been delivered.",
        "I was charged twice for the same order; please refund one payment as soon as you can.",
        "Tack för hjälpen i går, men fakturan är fortfarande felaktig och jag vill ha en ny.",
        "The app says \"session expired\" whenever I log in.\nI have reset my password three "
        "times.",
        "Ich möchte meinen Vertrag zum Monatsende kündigen. Bitte bestätigen Sie mir das Datum.",
        "How do I change the delivery address of an order that has already been paid, but not "
        "sent?",
        "Le produit est arrivé cassé, et personne ne répond au téléphone depuis une semaine.",
    };
    const size_t kinds = sizeof sentences / sizeof sentences[0];
    bench_text *texts = malloc(count * sizeof *texts);
    char *bytes = malloc(count * 192);
    if (!texts || !bytes)
        bench_fail("no memory");
    for (size_t i = 0; i < count; i++) {
        texts[i].data = bytes;
        texts[i].length =
            (size_t)snprintf(bytes, 192, "%s (order %zu)", sentences[i % kinds], 100000 + i);
        bytes += texts[i].length + 1;
    }
    return texts;
}

/* PROGRAM CONNECTIONS TEXTS, and the service from the environment. */
static inline bench_job bench_read_arguments(int count, char **arguments) {
    bench_job job = {getenv("LABELF_BASE_URL"), getenv("LABELF_API_KEY"), 1, 0, NULL, 0};
    if (count != 3 || !job.base_url || !job.key)
        bench_fail("usage: CONNECTIONS TEXTS, with LABELF_BASE_URL and LABELF_API_KEY set");
    job.connections = strtoul(arguments[1], NULL, 10);
    job.count = strtoul(arguments[2], NULL, 10);
    if (job.connections == 0 || job.count == 0)
        bench_fail("CONNECTIONS and TEXTS are at least 1");
    job.texts = bench_make_texts(job.count);
    return job;
}

static inline bench_start bench_begin(void) {
    bench_start start;
    getrusage(RUSAGE_SELF, &start.usage);
    clock_gettime(CLOCK_MONOTONIC, &start.time);
    return start;
}

static inline double bench_microseconds(struct timeval later, struct timeval earlier) {
    return (double)(later.tv_sec - earlier.tv_sec) * 1e6 +
           (double)(later.tv_usec - earlier.tv_usec);
}

/* One line: CPU microseconds a text, texts a second, and the memory's high-water mark in KiB. */
static inline void bench_end(bench_start start, size_t texts) {
    struct rusage usage;
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    getrusage(RUSAGE_SELF, &usage);
    const double cpu = bench_microseconds(usage.ru_utime, start.usage.ru_utime) +
                       bench_microseconds(usage.ru_stime, start.usage.ru_stime);
    const double seconds = (double)(time.tv_sec - start.time.tv_sec) +
                           (double)(time.tv_nsec - start.time.tv_nsec) / 1e9;
    printf("%.3f %.0f %ld\n", cpu / (double)texts, (double)texts / seconds, usage.ru_maxrss);
}

#endif

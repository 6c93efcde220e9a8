/*
 * Classifies every line of a file with three models at once and prints a table and the client's
 * statistics.
 *
 *     demo FILE
 */
#define _POSIX_C_SOURCE 200809L
#include <labelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MODELS = 3, EXCERPT_COLUMNS = 48 };

static const struct {
    int64_t id;
    const char *name;
    int width;
} models[MODELS] = {{1, "contact reason", 18}, {2, "sentiment", 10}, {3, "language", 10}};

typedef struct lines {
    char *bytes;
    labelf_text *texts;
    size_t count;
} lines;

static void fail(const char *what, labelf_error *error) {
    fprintf(stderr, "demo: %s\n", error ? labelf_error_message(error) : what);
    if (error)
        fprintf(stderr, "demo: %s\n", labelf_error_fix(error));
    exit(1);
}

/* The file's lines in place; empty ones are left out. */
static lines read_lines(const char *path) {
    lines lines = {NULL, NULL, 0};
    FILE *file = fopen(path, "rb");
    long size = 0;
    if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
        fail("cannot read the file", NULL);
    rewind(file);
    lines.bytes = malloc((size_t)size + 1);
    lines.texts = malloc(((size_t)size / 2 + 1) * sizeof *lines.texts);
    if (!lines.bytes || !lines.texts || fread(lines.bytes, 1, (size_t)size, file) != (size_t)size)
        fail("cannot read the file", NULL);
    fclose(file);

    lines.bytes[size] = '\n';
    for (char *line = lines.bytes; line < lines.bytes + size;) {
        char *end = memchr(line, '\n', (size_t)(lines.bytes + size - line) + 1);
        if (end > line) {
            lines.texts[lines.count].data = line;
            lines.texts[lines.count].length = (size_t)(end - line);
            lines.count++;
        }
        line = end + 1;
    }
    return lines;
}

/* The bytes of the character at `bytes`, and in `columns` its width on a terminal, near enough. */
static size_t character(const unsigned char *bytes, size_t left, int *columns) {
    size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    uint32_t scalar = length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (length + 1));
    if (length > left)
        length = left;
    for (size_t i = 1; i < length; i++)
        scalar = scalar << 6 | (bytes[i] & 0x3F);
    *columns = (scalar >= 0x300 && scalar < 0x370) || (scalar >= 0xFE00 && scalar < 0xFE10) ? 0
               : (scalar >= 0x1100 && scalar < 0x1160) || (scalar >= 0x2E80 && scalar < 0xD7A4) ||
                       (scalar >= 0xFF00 && scalar < 0xFF61) || scalar >= 0x1F300
                   ? 2
                   : 1;
    return length;
}

/* The text's beginning, cut between characters and filled up to its column. */
static void print_excerpt(labelf_text text) {
    size_t offset = 0;
    int used = 0, columns = 0;
    while (offset < text.length) {
        size_t length =
            character((const unsigned char *)text.data + offset, text.length - offset, &columns);
        const int room = EXCERPT_COLUMNS - used - columns;
        if (room < 0 || (room == 0 && offset + length < text.length))
            break;
        fwrite(text.data + offset, 1, length, stdout);
        used += columns;
        offset += length;
    }
    if (offset < text.length) {
        fputs("…", stdout);
        used++;
    }
    printf("%*s", EXCERPT_COLUMNS - used, "");
}

static void print_answer(const labelf_result *result, size_t index, int width) {
    const char *label = labelf_result_label(result, index, 0);
    if (label)
        printf("  %-*s %3.0f%%", width, label, 100 * labelf_result_confidence(result, index, 0));
    else
        printf("  %s", labelf_status_name(labelf_result_status(result, index)));
}

static void print_table(const lines *lines, labelf_result *const results[MODELS]) {
    printf("%-*s", EXCERPT_COLUMNS, "text");
    for (int m = 0; m < MODELS; m++)
        printf("  %-*s", models[m].width + 5, models[m].name);
    puts("");
    for (size_t i = 0; i < lines->count; i++) {
        print_excerpt(lines->texts[i]);
        for (int m = 0; m < MODELS; m++)
            print_answer(results[m], i, models[m].width);
        puts("");
    }
}

static void print_statistics(const labelf_client *client, double seconds) {
    labelf_statistics s;
    labelf_client_statistics(client, &s, sizeof s);
    printf("\n%llu texts in %llu calls, %.2f s\n", (unsigned long long)s.texts,
           (unsigned long long)s.calls, seconds);
    printf("  answered      %8llu\n", (unsigned long long)s.texts_succeeded);
    printf("  failed        %8llu\n", (unsigned long long)s.texts_failed);
    printf("  duplicates    %8llu   answered by the same text, not sent again\n",
           (unsigned long long)(s.texts_duplicate + s.texts_joined));
    printf("  billed        %8llu\n", (unsigned long long)s.texts_sent);
    printf("  requests      %8llu   %.2f texts each; %llu sent again, %llu rate limited\n",
           (unsigned long long)s.requests,
           s.requests ? (double)s.texts_sent / (double)s.requests : 0,
           (unsigned long long)s.requests_retried, (unsigned long long)s.rate_limited);
    printf("  bytes         %8llu   sent, %llu received\n", (unsigned long long)s.bytes_sent,
           (unsigned long long)s.bytes_received);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    labelf_error *error = NULL;
    labelf_call *calls[MODELS];
    labelf_result *results[MODELS];
    int failed = 0;
    if (count != 2)
        fail("usage: demo FILE", NULL);
    lines lines = read_lines(arguments[1]);

    labelf_config *config = labelf_config_new();
    if (labelf_config_from_environment(config, &error) != LABELF_OK)
        fail(NULL, error);
    labelf_client *client = labelf_client_new(config, &error);
    labelf_config_free(config);
    if (!client)
        fail(NULL, error);

    const double began = now();
    for (int m = 0; m < MODELS; m++)
        if (labelf_classify_start(client, models[m].id, lines.texts, lines.count, NULL, &calls[m],
                                  &error) != LABELF_OK)
            fail(NULL, error);
    for (int m = 0; m < MODELS; m++) {
        labelf_status status = labelf_classify_wait(calls[m], -1, &results[m], &error);
        if (status != LABELF_OK && status != LABELF_PARTIAL)
            fail(NULL, error);
        failed |= status != LABELF_OK;
    }
    const double ended = now();

    print_table(&lines, results);
    print_statistics(client, ended - began);
    for (int m = 0; m < MODELS; m++) {
        labelf_result_free(results[m]);
        labelf_call_free(calls[m]);
    }
    labelf_client_free(client);
    free(lines.texts);
    free(lines.bytes);
    return failed;
}

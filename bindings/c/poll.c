/*
 * In an event loop: each line of standard input is classified as it arrives, and printed when its
 * answer does. One thread watches the input and the queue; nothing in it blocks but poll().
 *
 *     poll [MODEL] < lines.txt
 */
#define _POSIX_C_SOURCE 200809L
#include <labelf.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct program {
    labelf_client *client;
    labelf_queue *queue; /* of this loop: gives out what is settled */
    int64_t model;
    size_t waiting; /* lines without an answer yet */
    int failed;     /* lines that got none */
    char buffer[65536];
    size_t filled;
} program;

/* Starts the classification of one line. The call carries a copy of the line, to print later. */
static void start(program *program, const char *line, size_t length) {
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_text text;
    labelf_call *call = NULL;
    labelf_error *error = NULL;
    char *copy = malloc(length + 1);
    if (!copy)
        abort();
    memcpy(copy, line, length);
    copy[length] = '\0';

    text.data = copy;
    text.length = length;
    options.max_predictions = 1;
    options.queue = program->queue;
    options.user_data = copy;
    if (labelf_classify_start(program->client, program->model, &text, 1, &options, &call, &error) ==
        LABELF_OK) {
        program->waiting++;
        return;
    }
    fprintf(stderr, "%s: %s\n", copy, labelf_error_message(error));
    program->failed++;
    labelf_error_free(error);
    free(copy);
}

/* Prints one settled call and frees it. */
static void finish(program *program, labelf_call *call) {
    char *line = labelf_call_user_data(call);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    if (labelf_classify_wait(call, 0, &result, &error) == LABELF_OK) {
        printf("%-20s %3.0f%%  %s\n", labelf_result_label(result, 0, 0),
               100 * labelf_result_confidence(result, 0, 0), line);
    } else {
        fprintf(stderr, "%s: %s\n", line, labelf_error_message(error));
        program->failed++;
    }
    program->waiting--;
    labelf_error_free(error);
    labelf_result_free(result);
    labelf_call_free(call);
    free(line);
}

/* Starts every whole line of the buffer and keeps the rest. At the end of the input, or in a full
 * buffer, the rest is a line too. */
static void start_lines(program *program, int all) {
    char *line = program->buffer;
    char *end = program->buffer + program->filled;
    char *newline;
    while ((newline = memchr(line, '\n', (size_t)(end - line))) != NULL) {
        if (newline > line)
            start(program, line, (size_t)(newline - line));
        line = newline + 1;
    }
    if (end > line && (all || program->filled == sizeof program->buffer)) {
        start(program, line, (size_t)(end - line));
        line = end;
    }
    program->filled = (size_t)(end - line);
    memmove(program->buffer, line, program->filled);
}

static void run(program *program) {
    struct pollfd watched[2] = {{STDIN_FILENO, POLLIN, 0}, {0, POLLIN, 0}};
    watched[1].fd = labelf_queue_fd(program->queue);
    while (watched[0].fd >= 0 || program->waiting > 0) {
        if (poll(watched, 2, -1) < 0)
            continue; /* a signal */
        if (watched[0].revents) {
            ssize_t got = read(STDIN_FILENO, program->buffer + program->filled,
                               sizeof program->buffer - program->filled);
            if (got > 0)
                program->filled += (size_t)got;
            else
                watched[0].fd = -1; /* the end: poll() passes over it from now on */
            start_lines(program, got <= 0);
        }
        if (watched[1].revents) {
            labelf_call *call;
            while ((call = labelf_queue_next(program->queue, 0)) != NULL)
                finish(program, call);
        }
    }
}

int main(int count, char **arguments) {
    static program program;
    labelf_error *error = NULL;
    labelf_config *config = labelf_config_new();
    program.model = count > 1 ? strtoll(arguments[1], NULL, 10) : 1;
    if (labelf_config_from_environment(config, &error) == LABELF_OK)
        program.client = labelf_client_new(config, &error);
    labelf_config_free(config);
    if (program.client)
        program.queue = labelf_queue_new(&error);
    if (!program.queue) {
        fprintf(stderr, "%s\n%s\n", labelf_error_message(error), labelf_error_fix(error));
        labelf_error_free(error);
        labelf_client_free(program.client);
        return 2;
    }
    run(&program);
    labelf_client_free(program.client);
    labelf_queue_free(program.queue);
    return program.failed > 0;
}

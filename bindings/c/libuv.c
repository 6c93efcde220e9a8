/* In a loop of libuv: each line of standard input is a call of its own, printed when its answer
 * arrives, while a timer of the loop prints dots.
 *     libuv [MODEL] < lines.txt */
#define _POSIX_C_SOURCE 200809L
#include <labelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static int waiting, lost; /* calls without an answer yet, and for good */

static void on_settled(uv_poll_t *watch, int status, int events) {
    (void)status, (void)events;
    for (labelf_call *call; (call = labelf_queue_next(watch->data, 0)) != NULL; waiting--) {
        char *line = labelf_call_user_data(call);
        labelf_result *result = NULL;
        if (labelf_classify_wait(call, 0, &result, NULL) == LABELF_OK)
            printf("%-20s %s\n", labelf_result_label(result, 0, 0), line);
        else
            lost++, printf("%s: %s\n", line, labelf_error_message(labelf_result_error(result, 0)));
        labelf_result_free(result);
        labelf_call_free(call);
        free(line);
    }
    if (waiting == 0)
        uv_close((uv_handle_t *)watch, NULL); /* the descriptor stays the queue's */
}

static void on_tick(uv_timer_t *timer) {
    (void)timer;
    fputc('.', stderr);
}

int main(int count, char **arguments) {
    const int64_t model = count > 1 ? strtoll(arguments[1], NULL, 10) : 1;
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_config *config = labelf_config_new();
    labelf_client *client = NULL;
    labelf_error *error = NULL;
    static uv_poll_t watch;
    static uv_timer_t timer;
    char *line = NULL;
    size_t size = 0;
    if (labelf_config_from_environment(config, &error) == LABELF_OK)
        client = labelf_client_new(config, &error);
    options.queue = client ? labelf_queue_new(&error) : NULL;
    while (!error && getline(&line, &size, stdin) > 0) {
        const labelf_text text = {line, strcspn(line, "\n")};
        line[text.length] = '\0';
        options.user_data = line; /* the call carries it, to print it later */
        if (labelf_classify_start(client, model, &text, 1, &options, NULL, &error) == LABELF_OK)
            waiting++, line = NULL;
    }
    uv_poll_init(uv_default_loop(), &watch, labelf_queue_fd(options.queue));
    watch.data = options.queue;
    if (waiting > 0)
        uv_poll_start(&watch, UV_READABLE, on_settled);
    uv_timer_init(uv_default_loop(), &timer);
    uv_timer_start(&timer, on_tick, 5, 5);
    uv_unref((uv_handle_t *)&timer); /* it does not keep the loop going */
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    if (error)
        lost++, fprintf(stderr, "%s\n", labelf_error_message(error));
    labelf_error_free(error);
    labelf_config_free(config);
    labelf_client_free(client);
    labelf_queue_free(options.queue);
    free(line);
    return lost > 0;
}

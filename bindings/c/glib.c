/* In a loop of GLib: each line of standard input is a call of its own, printed when its answer
 * arrives, while a timer of the loop prints dots.
 *     glib [MODEL] < lines.txt */
#define _POSIX_C_SOURCE 200809L
#include <glib-unix.h>
#include <labelf.h>
#include <stdio.h>
#include <stdlib.h>

static labelf_queue *queue;
static int waiting, lost; /* calls without an answer yet, and for good */

static gboolean on_settled(gint descriptor, GIOCondition condition, gpointer loop) {
    (void)descriptor, (void)condition;
    for (labelf_call *call; (call = labelf_queue_next(queue, 0)) != NULL; waiting--) {
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
        g_main_loop_quit(loop);
    return waiting > 0; /* then the loop lets go of the descriptor, which is the queue's */
}

static gboolean on_tick(gpointer output) {
    fputc('.', output);
    return G_SOURCE_CONTINUE;
}

int main(int count, char **arguments) {
    const int64_t model = count > 1 ? strtoll(arguments[1], NULL, 10) : 1;
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_config *config = labelf_config_new();
    labelf_client *client = NULL;
    labelf_error *error = NULL;
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    guint timer = g_timeout_add(5, on_tick, stderr);
    char *line = NULL;
    size_t size = 0;
    if (labelf_config_from_environment(config, &error) == LABELF_OK)
        client = labelf_client_new(config, &error);
    options.queue = queue = client ? labelf_queue_new(&error) : NULL;
    while (!error && getline(&line, &size, stdin) > 0) {
        const labelf_text text = {line, strcspn(line, "\n")};
        line[text.length] = '\0';
        options.user_data = line; /* the call carries it, to print it later */
        if (labelf_classify_start(client, model, &text, 1, &options, NULL, &error) == LABELF_OK)
            waiting++, line = NULL;
    }
    if (waiting > 0) {
        g_unix_fd_add(labelf_queue_fd(queue), G_IO_IN, on_settled, loop);
        g_main_loop_run(loop);
    }
    if (error)
        lost++, fprintf(stderr, "%s\n", labelf_error_message(error));
    g_source_remove(timer);
    g_main_loop_unref(loop);
    labelf_error_free(error);
    labelf_config_free(config);
    labelf_client_free(client);
    labelf_queue_free(queue);
    free(line);
    return lost > 0;
}

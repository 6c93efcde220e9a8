/* Closing, freeing, several clients, forks, threads and signals. */
#include "support.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void closing_waits_for_what_is_under_way(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_call *late = NULL;
    labelf_error *error = NULL;
    const labelf_text text = labelf_text_from("too late");
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":200}}]");
    labelf_call *call = start_call(client, 100, NULL);
    assert_int_equal(labelf_client_close(client, -1), 0);
    expect_status(labelf_call_wait(call, 0, NULL), LABELF_OK);
    expect_status(classify_one(client, "too late", &error), LABELF_ERROR_CLOSED);
    expect_error(error, LABELF_ERROR_CLOSED);
    expect_status(labelf_classify_start(client, 1, &text, 1, NULL, &late, NULL),
                  LABELF_ERROR_CLOSED);
    assert_null(late);
    assert_int_equal(labelf_client_close(client, -1), 0);
    labelf_call_free(call);
    labelf_client_free(client);
}

static void closing_abandons_what_takes_too_long(void **state) {
    (void)state;
    const int64_t timeouts[] = {0, 150};
    for (int i = 0; i < 2; i++) {
        labelf_client *client = client_for(&sandbox, NONE);
        labelf_result *result = NULL;
        labelf_error *error = NULL;
        labelf_call *calls[3];
        sandbox_clear_faults(&sandbox);
        labelf_call *settled = start_call(client, 8, NULL);
        expect_status(labelf_call_wait(settled, -1, NULL), LABELF_OK);
        sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":30000}}]");
        for (int c = 0; c < 3; c++)
            calls[c] = start_call(client, 10, NULL);
        wait_for_requests(client, 2);
        const int64_t began = milliseconds();
        assert_int_equal(labelf_client_close(client, timeouts[i]), 3);
        assert_in_range(milliseconds() - began, timeouts[i], timeouts[i] + slack(500));
        assert_int_equal(labelf_client_close(client, -1), 0);
        expect_status(labelf_classify_wait(calls[0], 0, &result, &error), LABELF_ERROR_CLOSED);
        expect_error(error, LABELF_ERROR_CLOSED);
        assert_int_equal(labelf_result_count(result), 10);
        expect_status(labelf_result_status(result, 9), LABELF_ERROR_CLOSED);
        labelf_client_free(client);
        expect_status(labelf_result_status(result, 0), LABELF_ERROR_CLOSED);
        labelf_result_free(result);
        for (int c = 0; c < 3; c++)
            labelf_call_free(calls[c]);
        labelf_call_free(settled);
    }
}

static void *wait_for_call(void *argument) {
    labelf_status *status = malloc(sizeof *status);
    *status = labelf_call_wait(argument, -1, NULL);
    return status;
}

static void freeing_wakes_who_waits_for_a_call(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":30000}}]");
    labelf_call *call = start_call(client, 3, NULL);
    pthread_t thread;
    void *status = NULL;
    assert_int_equal(pthread_create(&thread, NULL, wait_for_call, call), 0);
    wait_for_requests(client, 1);
    labelf_client_free(client);
    assert_int_equal(pthread_join(thread, &status), 0);
    expect_status(*(labelf_status *)status, LABELF_ERROR_CLOSED);
    free(status);
    labelf_call_free(call);
}

static void clients_do_not_know_each_other(void **state) {
    (void)state;
    enum { CLIENTS = 6 };
    labelf_client *clients[CLIENTS];
    labelf_call *calls[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        clients[i] = client_for(&sandbox, NONE);
    for (int i = 0; i < CLIENTS; i++)
        calls[i] = start_call(clients[i], 50, NULL);
    for (int i = 0; i < CLIENTS; i += 2)
        labelf_client_free(clients[i]);
    for (int i = 1; i < CLIENTS; i += 2) {
        expect_status(labelf_call_wait(calls[i], -1, NULL), LABELF_OK);
        assert_int_equal(statistics_of(clients[i]).texts, 50);
        labelf_client_free(clients[i]);
    }
    for (int i = 0; i < CLIENTS; i++)
        labelf_call_free(calls[i]);
}

/* Runs in the child: 0 if everything is as documented, else the number of the step that is not. The
 * child ends as another program, so that no tool takes the parent's memory, which the child still
 * has, for a leak. */
static int child(labelf_client *client, labelf_call *call, labelf_queue *queue) {
    const labelf_text text = labelf_text_from("from the child");
    labelf_result *result = NULL;
    labelf_call *started = NULL;
    labelf_error *error = NULL;
    alarm(20);
    if (labelf_classify(client, 1, &text, 1, NULL, &result, &error) != LABELF_ERROR_FORKED)
        return 1;
    if (labelf_error_code(error) != LABELF_ERROR_FORKED || result)
        return 2;
    labelf_error_free(error);
    if (labelf_classify_start(client, 1, &text, 1, NULL, &started, NULL) != LABELF_ERROR_FORKED)
        return 3;
    if (labelf_call_wait(call, 100, NULL) != LABELF_ERROR_FORKED)
        return 4;
    labelf_call_cancel(call);
    if (labelf_queue_next(queue, -1))
        return 5;
    labelf_client_close(client, -1);
    labelf_call_free(call);
    labelf_client_free(client);
    client = client_for(&sandbox, NONE);
    if (classify_one(client, "a client of the child's own", NULL) != LABELF_OK)
        return 6;
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.queue = queue; /* the parent's: its loop is not to hear of the child */
    if (labelf_classify_start(client, 1, &text, 1, &options, NULL, NULL) != LABELF_ERROR_FORKED)
        return 7;
    labelf_queue_free(queue);
    labelf_client_free(client);
    return 0;
}

static void a_forked_child_is_told(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    int report[2], step = -1;
    assert_int_equal(pipe(report), 0);
    expect_status(classify_one(client, "before the fork", NULL), LABELF_OK);
    sandbox_faults(&sandbox, "[{\"match\":{\"text\":\"#\"},\"do\":{\"stall_ms\":1500}}]");
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.queue = labelf_queue_new(NULL);
    labelf_call *call = start_call(client, 20, &options);
    wait_for_requests(client, 2);
    const pid_t process = fork();
    if (process == 0) {
        step = child(client, call, options.queue);
        (void)!write(report[1], &step, sizeof step);
        execl("/bin/true", "true", (char *)NULL);
        _exit(0);
    }
    close(report[1]);
    if (read(report[0], &step, sizeof step) != sizeof step)
        fail_msg("the child died");
    assert_int_equal(step, 0);
    waitpid(process, NULL, 0);
    close(report[0]);
    assert_ptr_equal(labelf_queue_next(options.queue, -1), call); /* the parent's goes on */
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_queue_free(options.queue);
    expect_status(classify_one(client, "after the fork", NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
}

typedef struct worker {
    pthread_t thread;
    labelf_client *client;
    int number;
    size_t failures;
} worker;

static void *work(void *argument) {
    worker *worker = argument;
    for (int round = 0; round < 20; round++) {
        labelf_text texts[50];
        char bytes[50][64];
        labelf_result *result = NULL;
        for (int i = 0; i < 50; i++) { /* half of them the same in every thread */
            snprintf(bytes[i], sizeof bytes[i], "Where is parcel %d of %d for %d?", i, round,
                     i % 2 ? worker->number : 0);
            texts[i] = labelf_text_from(bytes[i]);
        }
        const labelf_status status =
            labelf_classify(worker->client, 3, texts, 50, NULL, &result, NULL);
        worker->failures += status != LABELF_OK || labelf_result_count(result) != 50;
        labelf_result_free(result);
    }
    return NULL;
}

static void threads_share_a_client(void **state) {
    (void)state;
    enum { THREADS = 8 };
    labelf_client *client = client_for(&sandbox, NONE);
    worker workers[THREADS];
    memset(workers, 0, sizeof workers);
    for (int i = 0; i < THREADS; i++) {
        workers[i].client = client;
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(workers[i].failures, 0);
    assert_int_equal(statistics_of(client).texts_succeeded, THREADS * 20 * 50);
    assert_int_equal(statistics_of(client).calls_settled, THREADS * 20);
    assert_int_equal(statistics_of(client).queued_texts, 0);
    labelf_client_free(client);
}

static void the_clients_thread_blocks_signals(void **state) {
    (void)state;
    sigset_t all, old, pending;
    labelf_client *client = client_for(&sandbox, NONE);
    expect_status(classify_one(client, "hello there", NULL), LABELF_OK);
    sigfillset(&all);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, &all, &old), 0);
    kill(getpid(), SIGUSR1); /* deadly, if any other thread takes it */
    kill(getpid(), SIGTERM);
    pause_for(50);
    sigpending(&pending);
    assert_true(sigismember(&pending, SIGUSR1) && sigismember(&pending, SIGTERM));
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGUSR1, &ignore, &before);
    sigaction(SIGUSR1, &before, NULL);
    sigaction(SIGTERM, &ignore, &before);
    sigaction(SIGTERM, &before, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    expect_status(classify_one(client, "hello again", NULL), LABELF_OK);
    labelf_client_free(client);
}

/* Under valgrind this also says that nothing is lost on the way. */
static void a_client_needs_descriptors(void **state) {
    (void)state;
    struct rlimit before, fewer;
    labelf_error *error = NULL;
    labelf_client *client = NULL;
    labelf_config *config = config_for(&sandbox, NONE);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = dup(STDIN_FILENO);
    close(next);
    int refused = 0;
    for (; !client; refused++) {
        fewer = before;
        fewer.rlim_cur = (rlim_t)(next + refused);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &fewer), 0);
        client = labelf_client_new(config, &error);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
        if (!client)
            expect_error(error, LABELF_ERROR_MEMORY);
        assert_true(refused < 20);
    }
    assert_true(refused >= 3);
    expect_status(classify_one(client, "hello", NULL), LABELF_OK);
    labelf_client_free(client);
    labelf_config_free(config);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(closing_waits_for_what_is_under_way, clear_sandbox),
        cmocka_unit_test_teardown(closing_abandons_what_takes_too_long, clear_sandbox),
        cmocka_unit_test_teardown(freeing_wakes_who_waits_for_a_call, clear_sandbox),
        cmocka_unit_test_teardown(clients_do_not_know_each_other, clear_sandbox),
        cmocka_unit_test_teardown(a_forked_child_is_told, clear_sandbox),
        cmocka_unit_test_teardown(threads_share_a_client, clear_sandbox),
        cmocka_unit_test_teardown(the_clients_thread_blocks_signals, clear_sandbox),
        cmocka_unit_test_teardown(a_client_needs_descriptors, clear_sandbox),
    };
    return cmocka_run_group_tests_name("lifecycle", tests, start_sandbox, stop_sandbox);
}

/* Calls that do not block: waiting, the descriptor in a poll loop, callbacks, cancelling, freeing
 * in every state. */
#include "support.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void waiting(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_result *first = NULL, *second = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":300}}]");
    labelf_call *call = start_call(client, 20, NULL);
    expect_status(labelf_classify_wait(call, 0, &first, NULL), LABELF_PENDING);
    assert_null(first);
    const int64_t began = milliseconds();
    expect_status(labelf_classify_wait(call, 50, &first, NULL), LABELF_PENDING);
    assert_in_range(milliseconds() - began, 45, 50 + slack(150));
    expect_status(labelf_classify_wait(call, -1, &first, NULL), LABELF_OK);
    expect_status(labelf_classify_wait(call, 0, &second, NULL), LABELF_OK);
    expect_status(labelf_call_wait(call, 0, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
    expect_answers(first, 20); /* results outlive calls and clients */
    labelf_result_free(first);
    expect_answers(second, 20);
    assert_string_equal(labelf_result_label(second, 1, 0), language_of(1));
    labelf_result_free(second);
}

static void expect_progress(const labelf_call *call, size_t texts) {
    for (int tries = 0; labelf_call_progress(call) < texts; tries++) {
        if (tries > 1000)
            fail_msg("only %zu texts have an outcome", labelf_call_progress(call));
        pause_for(10);
    }
    assert_int_equal(labelf_call_progress(call), texts);
}

static void progress(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("max_connections", "1"));
    sandbox_faults(&sandbox, "[{\"after\":2,\"do\":{\"stall_ms\":30000}}]");
    labelf_call *call = start_call(client, 20, NULL);
    expect_progress(call, 16);
    labelf_call *other = start_call(client, 30, NULL);
    expect_progress(other, 0);
    labelf_call_cancel(call);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_PARTIAL);
    expect_progress(call, 20);
    labelf_client_free(client);
    expect_progress(other, 30);
    labelf_call_free(call);
    labelf_call_free(other);
}

static void the_descriptor_in_a_poll_loop(void **state) {
    (void)state;
    enum { CALLS = 40 };
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_call *calls[CALLS];
    int seen[CALLS] = {0}, left = CALLS;
    labelf_queue *queue = labelf_queue_new(NULL);
    struct pollfd watched = {labelf_queue_fd(queue), POLLIN, 0};
    assert_true(watched.fd >= 0);
    assert_int_equal(poll(&watched, 1, 0), 0);
    options.queue = queue;
    for (int i = 0; i < CALLS; i++) {
        options.user_data = &seen[i];
        calls[i] = start_call(client, 3, &options);
    }
    while (left > 0) {
        labelf_call *call;
        if (poll(&watched, 1, 20000) != 1)
            fail_msg("%d calls were never given out", left);
        while ((call = labelf_queue_next(queue, 0)) != NULL) {
            int *mine = labelf_call_user_data(call);
            assert_ptr_equal(call, calls[mine - seen]);
            expect_status(labelf_call_wait(call, 0, NULL), LABELF_OK);
            assert_int_equal(++*mine, 1);
            labelf_call_free(call);
            left--;
        }
    }
    assert_int_equal(poll(&watched, 1, 50), 0);
    assert_null(labelf_queue_next(queue, 0));
    labelf_queue_free(queue);
    labelf_client_free(client);
}

typedef struct note {
    pthread_t thread;
    int times, frees;
    labelf_status status;
    labelf_call *call;
} note;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void take_note(labelf_call *call, void *user_data) {
    note *note = user_data;
    pthread_mutex_lock(&lock);
    note->thread = pthread_self();
    note->times++;
    note->call = call;
    note->status = labelf_call_wait(call, 0, NULL);
    if (note->frees)
        labelf_call_free(call);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_for_note(note *note) {
    pthread_mutex_lock(&lock);
    while (note->times == 0)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void callbacks(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    note notes[10];
    memset(notes, 0, sizeof notes);
    options.callback = take_note;
    labelf_call *calls[10];
    pthread_mutex_lock(
        &lock); /* held over the start: a callback from within it would be a deadlock */
    for (int i = 0; i < 10; i++) {
        notes[i].frees = i % 2;
        options.user_data = &notes[i];
        calls[i] = start_call(client, (size_t)i, &options); /* one of them has no text */
    }
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 10; i++) {
        wait_for_note(&notes[i]);
        assert_int_equal(notes[i].times, 1);
        assert_ptr_equal(notes[i].call, calls[i]);
        expect_status(notes[i].status, LABELF_OK);
        assert_false(pthread_equal(notes[i].thread, pthread_self()));
        assert_true(pthread_equal(notes[i].thread, notes[0].thread));
        if (!notes[i].frees)
            labelf_call_free(calls[i]);
    }
    labelf_client_free(client);
    for (int i = 0; i < 10; i++)
        assert_int_equal(notes[i].times, 1);
}

static void free_client_in_callback(labelf_call *call, void *user_data) {
    note *note = user_data;
    pthread_mutex_lock(&lock);
    labelf_call_free(call);
    labelf_client_free((labelf_client *)note->call);
    note->times = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void a_callback_may_free_the_client(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    note note;
    memset(&note, 0, sizeof note);
    note.call = (labelf_call *)client;
    options.callback = free_client_in_callback;
    options.user_data = &note;
    pthread_mutex_lock(&lock);
    start_call(client, 5, &options);
    pthread_mutex_unlock(&lock);
    wait_for_note(&note);
    pause_for((int)slack(100)); /* the client's thread ends by itself */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(waiting, clear_sandbox),
        cmocka_unit_test_teardown(progress, clear_sandbox),
        cmocka_unit_test_teardown(the_descriptor_in_a_poll_loop, clear_sandbox),
        cmocka_unit_test_teardown(callbacks, clear_sandbox),
        cmocka_unit_test_teardown(a_callback_may_free_the_client, clear_sandbox),
    };
    return cmocka_run_group_tests_name("asynchronous", tests, start_sandbox, stop_sandbox);
}

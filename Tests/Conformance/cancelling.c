/* Giving calls up: cancelling and freeing, whatever the call is doing. */
#include "support.h"

#include <poll.h>

/* The call is in flight, in a pause before a retry, or waiting for its turn. */
static const struct {
    const char *faults;
    const char *connections;
    size_t ahead;
} states[] = {
    {"[{\"do\":{\"stall_ms\":30000}}]", "8", 0},
    {"[{\"do\":{\"status\":503}}]", "8", 0},
    {"[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"30\"}}}]", "8", 0},
    {"[{\"do\":{\"stall_ms\":30000}}]", "1", 8},
};

enum { STATES = sizeof states / sizeof states[0] };

static labelf_client *client_in_state(size_t index) {
    sandbox_faults(&sandbox, states[index].faults);
    return client_for(&sandbox, LIST("retry_base_ms", "30000", "attempt_timeout_ms", "60000",
                                     "max_connections", states[index].connections));
}

static void cancelling_in_every_state(void **state) {
    (void)state;
    for (size_t i = 0; i < STATES; i++) {
        labelf_client *client = client_in_state(i);
        labelf_result *result = NULL;
        labelf_error *error = NULL;
        labelf_call *ahead = start_call(client, states[i].ahead, NULL);
        labelf_call *call = start_call(client, 20, NULL);
        wait_for_requests(client, 1);
        pause_for(100);
        expect_status(labelf_call_wait(call, 0, NULL), LABELF_PENDING);
        const int64_t began = milliseconds();
        labelf_call_cancel(call);
        expect_status(labelf_classify_wait(call, 5000, &result, &error), LABELF_ERROR_CANCELLED);
        assert_in_range(milliseconds() - began, 0, slack(500));
        expect_error(error, LABELF_ERROR_CANCELLED);
        assert_int_equal(labelf_result_count(result), 20);
        for (size_t text = 0; text < 20; text++)
            expect_status(labelf_result_status(result, text), LABELF_ERROR_CANCELLED);
        labelf_call_cancel(call);
        expect_status(labelf_call_wait(call, 0, NULL), LABELF_ERROR_CANCELLED);
        labelf_result_free(result);
        labelf_call_free(call);
        labelf_call_free(ahead);
        labelf_client_free(client);
    }
}

static void cancelling_what_is_settled_changes_nothing(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_call *call = start_call(client, 3, NULL);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_cancel(call);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
}

static void never_called(labelf_call *call, void *user_data) {
    (void)call;
    ++*(int *)user_data;
}

static void freeing_in_every_state(void **state) {
    (void)state;
    int called = 0;
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.callback = never_called;
    options.user_data = &called;
    labelf_queue *queue = labelf_queue_new(NULL);
    options.queue = queue;
    for (size_t i = 0; i < STATES; i++) {
        labelf_client *client = client_in_state(i);
        labelf_call *ahead = start_call(client, states[i].ahead, NULL);
        labelf_call *call = start_call(client, 20, &options);
        labelf_call *left = start_call(client, 20, NULL);
        wait_for_requests(client, 1);
        pause_for(100);
        const int64_t began = milliseconds();
        labelf_call_free(call);
        labelf_client_free(client);
        assert_in_range(milliseconds() - began, 0, slack(1000));
        assert_int_equal(called, 0);
        expect_status(labelf_call_wait(left, 5000, NULL), LABELF_ERROR_CLOSED);
        labelf_call_free(left);
        labelf_call_free(ahead);
    }
    sandbox_clear_faults(&sandbox);

    /* The client is told to give them up, and settles them, while they are freed. */
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    for (int i = 0; i < 500; i++)
        labelf_call_free(start_call(client, 1, &options));
    labelf_client_free(client);
    assert_int_equal(called, 0);
    sandbox_clear_faults(&sandbox);

    /* Settled, and freed before it was given out. */
    client = client_for(&sandbox, NONE);
    options.callback = NULL;
    labelf_call *call = start_call(client, 3, &options);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
    assert_null(labelf_queue_next(queue, 0));
    struct pollfd watched = {labelf_queue_fd(queue), POLLIN, 0};
    assert_int_equal(poll(&watched, 1, 0), 0);
    labelf_queue_free(queue);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(cancelling_in_every_state, clear_sandbox),
        cmocka_unit_test_teardown(cancelling_what_is_settled_changes_nothing, clear_sandbox),
        cmocka_unit_test_teardown(freeing_in_every_state, clear_sandbox),
    };
    return cmocka_run_group_tests_name("cancelling", tests, start_sandbox, stop_sandbox);
}

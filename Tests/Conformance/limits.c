/* What a client holds back: a full queue, a deadline, a rate, and a batch that waits for company.
 */
#include "support.h"

#include <stdio.h>

#define STALL(ms) "[{\"do\":{\"stall_ms\":" #ms "}}]"

static void a_full_queue_fails(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("queue_texts", "10", "queue_full", "fail"));
    labelf_call *more = NULL;
    labelf_error *error = NULL;
    labelf_text *texts = make_texts(8);
    sandbox_faults(&sandbox, STALL(400));
    labelf_call *call = start_call(client, 6, NULL);
    expect_status(labelf_classify_start(client, 1, texts, 8, NULL, &more, &error),
                  LABELF_ERROR_QUEUE_FULL);
    assert_null(more);
    expect_error(error, LABELF_ERROR_QUEUE_FULL);
    labelf_call *small = start_call(client, 4, NULL); /* there is room for this many */
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    expect_status(labelf_call_wait(small, -1, NULL), LABELF_OK);
    labelf_call *large = start_call(client, 50, NULL); /* more than the limit, but alone */
    expect_status(labelf_classify_start(client, 1, texts, 1, NULL, &more, NULL),
                  LABELF_ERROR_QUEUE_FULL);
    expect_status(labelf_call_wait(large, -1, NULL), LABELF_OK);
    labelf_call_free(large);
    labelf_call_free(small);
    labelf_call_free(call);
    labelf_client_free(client);
    free_texts(texts);
}

static void a_queue_full_of_bytes_fails(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("queue_bytes", "1024", "queue_full", "fail"));
    labelf_call *more = NULL;
    labelf_text *texts = make_texts(8);
    sandbox_faults(&sandbox, STALL(300));
    labelf_call *call = start_call(client, 8, NULL);
    expect_status(labelf_classify_start(client, 1, texts, 8, NULL, &more, NULL),
                  LABELF_ERROR_QUEUE_FULL);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
    free_texts(texts);
}

static void a_full_queue_blocks_until_there_is_room(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("queue_texts", "10"));
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_text *texts = make_texts(8);
    labelf_call *more = NULL;
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, STALL(600));
    const int64_t began = milliseconds();
    labelf_call *call = start_call(client, 8, NULL);
    options.deadline_ms = 100; /* shorter than the queue is full */
    expect_status(labelf_classify_start(client, 1, texts, 8, &options, &more, &error),
                  LABELF_ERROR_DEADLINE);
    assert_null(more);
    expect_error(error, LABELF_ERROR_DEADLINE);
    assert_in_range(milliseconds() - began, 100, 100 + slack(300));
    labelf_call *next = start_call(client, 8, NULL);
    assert_true(milliseconds() - began >= 600);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    expect_status(labelf_call_wait(next, -1, NULL), LABELF_OK);
    labelf_call_free(next);
    labelf_call_free(call);
    labelf_client_free(client);
    free_texts(texts);
}

static void a_deadline_ends_a_request_under_way(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    const labelf_text text = labelf_text_from("Where is my parcel?");
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, STALL(20000));
    options.deadline_ms = 200;
    const int64_t began = milliseconds();
    expect_status(labelf_classify(client, 1, &text, 1, &options, &result, &error),
                  LABELF_ERROR_DEADLINE);
    assert_in_range(milliseconds() - began, 200, 200 + slack(500));
    expect_error(error, LABELF_ERROR_DEADLINE);
    expect_status(labelf_result_status(result, 0), LABELF_ERROR_DEADLINE);
    labelf_result_free(result);
    labelf_client_free(client);

    client = client_for(&sandbox, LIST("total_timeout_ms", "200"));
    expect_status(classify_one(client, "Where is my refund?", &error), LABELF_ERROR_DEADLINE);
    expect_error(error, LABELF_ERROR_DEADLINE);
    labelf_client_free(client);
}

/* A pause that would end after the deadline is not begun: the error says how long it would have
 * been. */
static void a_pause_past_the_deadline_fails_at_once(void **state) {
    (void)state;
    static const char *const rules[] = {
        "[{\"do\":{\"status\":503}}]",
        "[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"30\"}}}]"};
    static const int64_t pauses[] = {20000, 30000};
    for (int i = 0; i < 2; i++) {
        labelf_client *client = client_for(&sandbox, LIST("retry_base_ms", "20000"));
        labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
        const labelf_text text = labelf_text_from("Where is my parcel?");
        labelf_result *result = NULL;
        labelf_error *error = NULL;
        sandbox_faults(&sandbox, rules[i]);
        options.deadline_ms = 5000;
        const int64_t began = milliseconds();
        expect_status(labelf_classify(client, 1, &text, 1, &options, &result, &error),
                      LABELF_ERROR_DEADLINE);
        assert_in_range(milliseconds() - began, 0, slack(1000));
        assert_in_range(labelf_error_retry_after_ms(error), pauses[i] * 9 / 10, pauses[i] * 5 / 4);
        assert_true(strlen(labelf_error_request_id(error)) > 0);
        assert_int_equal(labelf_error_attempts(error), 1);
        expect_error(error, LABELF_ERROR_DEADLINE);
        labelf_result_free(result);
        labelf_client_free(client);
    }
}

static void a_429_is_sat_out(void **state) {
    (void)state;
    const char *rules =
        "[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"1\"}},\"times\":1}]";
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, rules);
    const int64_t began = milliseconds();
    expect_status(classify_one(client, "Where is my parcel?", NULL), LABELF_OK);
    assert_in_range(milliseconds() - began, 1000, 1000 + slack(700));
    assert_int_equal(statistics_of(client).rate_limited, 1);
    labelf_client_free(client);

    labelf_error *error = NULL;
    client = client_for(&sandbox, LIST("max_rate_limit_retries", "0"));
    sandbox_faults(&sandbox, rules);
    expect_status(classify_one(client, "Where is my parcel?", &error), LABELF_ERROR_RATE_LIMITED);
    assert_int_equal(labelf_error_http_status(error), 429);
    assert_in_range(labelf_error_retry_after_ms(error), 1, 1000);
    expect_error(error, LABELF_ERROR_RATE_LIMITED);
    labelf_client_free(client);
}

static void a_client_alone_never_meets_a_429(void **state) {
    (void)state;
    service limited;
    labelf_text *texts = make_texts(1000);
    sandbox_start(&limited, LIST("--rpm", "600")); /* 100 at once, then 10 a second */
    labelf_client *client = client_for(&limited, NONE);
    expect_status(classify_one(client, "What is the limit?", NULL), LABELF_OK);
    labelf_result *result = NULL;
    const int64_t began = milliseconds();
    expect_status(labelf_classify(client, 3, texts, 1000, NULL, &result, NULL), LABELF_OK);
    expect_answers(result, 1000);
    assert_true(milliseconds() - began >= 2000); /* 126 requests */
    assert_int_equal(sandbox_requests(&limited), 126);
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    assert_int_equal(statistics_of(client).rate_limited, 0);
    labelf_result_free(result);
    labelf_client_free(client);
    service_stop(&limited);
    free_texts(texts);
}

static void concurrent_calls_share_batches(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("max_connections", "1"));
    labelf_call *calls[9];
    sandbox_faults(&sandbox, STALL(200));
    for (int i = 0; i < 9; i++)
        calls[i] =
            start_call(client, 1, NULL); /* the first leaves at once, the others wait for it */
    for (int i = 0; i < 9; i++) {
        expect_status(labelf_call_wait(calls[i], -1, NULL), LABELF_OK);
        labelf_call_free(calls[i]);
    }
    assert_in_range(statistics_of(client).requests, 2, 3);
    labelf_client_free(client);

    client = client_for(&sandbox, LIST("linger_ms", "300"));
    labelf_call *first = start_call(client, 4, NULL), *second = start_call(client, 4, NULL);
    expect_status(labelf_call_wait(first, -1, NULL), LABELF_OK);
    expect_status(labelf_call_wait(second, -1, NULL), LABELF_OK);
    assert_int_equal(statistics_of(client).requests, 1);
    labelf_call_free(first);
    labelf_call_free(second);
    labelf_client_free(client);
}

static void identical_texts_under_way_are_joined(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text text = labelf_text_from("The same question by two callers");
    labelf_call *first = NULL, *second = NULL;
    sandbox_faults(&sandbox, STALL(300));
    labelf_classify_start(client, 1, &text, 1, NULL, &first, NULL);
    wait_for_requests(client, 1);
    labelf_classify_start(client, 1, &text, 1, NULL, &second, NULL);
    expect_status(labelf_call_wait(first, -1, NULL), LABELF_OK);
    expect_status(labelf_call_wait(second, -1, NULL), LABELF_OK);
    assert_int_equal(statistics_of(client).requests, 1);
    assert_int_equal(statistics_of(client).texts_joined, 1);
    labelf_call_free(first);
    labelf_call_free(second);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_full_queue_fails, clear_sandbox),
        cmocka_unit_test_teardown(a_queue_full_of_bytes_fails, clear_sandbox),
        cmocka_unit_test_teardown(a_full_queue_blocks_until_there_is_room, clear_sandbox),
        cmocka_unit_test_teardown(a_deadline_ends_a_request_under_way, clear_sandbox),
        cmocka_unit_test_teardown(a_pause_past_the_deadline_fails_at_once, clear_sandbox),
        cmocka_unit_test_teardown(a_429_is_sat_out, clear_sandbox),
        cmocka_unit_test_teardown(a_client_alone_never_meets_a_429, clear_sandbox),
        cmocka_unit_test_teardown(concurrent_calls_share_batches, clear_sandbox),
        cmocka_unit_test_teardown(identical_texts_under_way_are_joined, clear_sandbox),
    };
    return cmocka_run_group_tests_name("limits", tests, start_sandbox, stop_sandbox);
}

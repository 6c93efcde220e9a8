/* A comparison as one call among others: started, waited for, given up, refused. */
#include "support.h"

#include <poll.h>
#include <stdlib.h>

enum { BASE = 5, COMPARED = 4 };

static labelf_text base[BASE], compared[COMPARED];

static int make_sides(void **state) {
    static const char *const texts[] = {
        "Where is my parcel?", "I was charged twice.", "The app crashes.",
        "How do I cancel?",    "Thanks, it all works", "Is my parcel under way?",
        "Charged two times",   "It crashed again",     "Cancel it, please"};
    for (int i = 0; i < BASE; i++)
        base[i] = labelf_text_from(texts[i]);
    for (int i = 0; i < COMPARED; i++)
        compared[i] = labelf_text_from(texts[BASE + i]);
    return start_sandbox(state);
}

static labelf_call *start(labelf_client *client, const labelf_similarity_options *options) {
    labelf_call *call = NULL;
    expect_status(
        labelf_similarity_start(client, base, BASE, compared, COMPARED, options, &call, NULL),
        LABELF_OK);
    return call;
}

static void expect_matches(const labelf_matches *matches) {
    labelf_match_columns columns;
    expect_status(labelf_matches_columns(matches, &columns, sizeof columns), LABELF_OK);
    assert_int_equal(columns.texts, COMPARED);
    assert_int_equal(columns.base_texts, BASE);
    assert_int_equal(columns.matches, BASE * COMPARED);
    for (int i = 0; i < COMPARED; i++)
        assert_int_equal(columns.base_indices[columns.offsets[i]], i);
}

static void count_call(labelf_call *call, void *user_data) {
    labelf_matches *matches = NULL;
    expect_status(labelf_similarity_wait(call, -1, &matches, NULL), LABELF_OK);
    expect_matches(matches);
    labelf_matches_free(matches);
    __atomic_add_fetch((int *)user_data, 1, __ATOMIC_SEQ_CST);
}

static void a_comparison_is_waited_for_polled_or_calls_back(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
    labelf_matches *matches = NULL, *again = NULL;
    int calls = 0;
    labelf_queue *queue = labelf_queue_new(NULL);
    options.queue = queue;
    options.callback = count_call;
    options.user_data = &calls;
    labelf_call *call = start(client, &options);
    struct pollfd descriptor = {labelf_queue_fd(queue), POLLIN, 0};
    assert_int_equal(poll(&descriptor, 1, (int)slack(5000)), 1);
    assert_ptr_equal(labelf_queue_next(queue, -1), call);
    assert_ptr_equal(labelf_call_user_data(call), &calls);
    assert_int_equal(__atomic_load_n(&calls, __ATOMIC_SEQ_CST), 1);
    assert_int_equal(labelf_call_progress(call), COMPARED);
    expect_status(labelf_call_wait(call, 0, NULL), LABELF_OK);
    expect_status(labelf_similarity_wait(call, -1, &matches, NULL), LABELF_OK);
    expect_status(labelf_similarity_wait(call, 0, &again, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_queue_free(queue);
    labelf_client_free(client);
    expect_matches(matches);
    labelf_matches_free(matches);
    expect_matches(again);
    labelf_matches_free(again);
}

static void a_result_of_another_kind_is_refused(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_result *result = NULL;
    labelf_matches *matches = NULL;
    labelf_error *error = NULL;
    labelf_call *calls[] = {start(client, NULL), start_call(client, 2, NULL)};
    expect_status(labelf_classify_wait(calls[0], -1, &result, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    assert_null(result);
    expect_status(labelf_similarity_wait(calls[1], -1, &matches, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    assert_null(matches);
    for (int i = 0; i < 2; i++) {
        expect_status(labelf_call_wait(calls[i], -1, NULL), LABELF_OK);
        labelf_call_free(calls[i]);
    }
    labelf_client_free(client);
}

/* In flight, in a pause before a retry, or in one that the service asked for. */
static const char *const faults[] = {
    "[{\"do\":{\"stall_ms\":30000}}]", "[{\"do\":{\"status\":503}}]",
    "[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"30\"}}}]"};

enum { FAULTS = sizeof faults / sizeof faults[0] };

static labelf_client *client_with_fault(int fault) {
    sandbox_faults(&sandbox, faults[fault]);
    return client_for(&sandbox, LIST("retry_base_ms", "30000", "attempt_timeout_ms", "60000"));
}

static void expect_all(labelf_matches *matches, labelf_status status) {
    labelf_match_columns columns;
    expect_status(labelf_matches_columns(matches, &columns, sizeof columns), LABELF_OK);
    assert_int_equal(columns.texts, COMPARED);
    assert_int_equal(columns.matches, 0);
    for (int i = 0; i < COMPARED; i++) {
        expect_status((labelf_status)columns.statuses[i], status);
        expect_status(labelf_error_code(labelf_matches_error(matches, (size_t)i)), status);
    }
    for (int i = 0; i < BASE; i++)
        expect_status((labelf_status)columns.base_statuses[i], LABELF_OK);
    labelf_matches_free(matches);
}

static void cancelled_in_every_state(void **state) {
    (void)state;
    for (int i = 0; i < FAULTS; i++) {
        labelf_client *client = client_with_fault(i);
        labelf_matches *matches = NULL;
        labelf_error *error = NULL;
        labelf_call *call = start(client, NULL), *freed = start(client, NULL);
        wait_for_requests(client, 1);
        pause_for(100);
        expect_status(labelf_similarity_wait(call, 0, NULL, NULL), LABELF_PENDING);
        const int64_t began = milliseconds();
        labelf_call_cancel(call);
        expect_status(labelf_similarity_wait(call, 5000, &matches, &error), LABELF_ERROR_CANCELLED);
        assert_in_range(milliseconds() - began, 0, slack(500));
        expect_error(error, LABELF_ERROR_CANCELLED);
        expect_all(matches, LABELF_ERROR_CANCELLED);
        labelf_call_free(freed);
        labelf_call_free(call);
        labelf_client_free(client);
    }
}

static void a_client_that_is_freed_settles_it(void **state) {
    (void)state;
    labelf_client *client = client_with_fault(0);
    labelf_matches *matches = NULL;
    labelf_call *call = start(client, NULL);
    wait_for_requests(client, 1);
    labelf_client_free(client);
    expect_status(labelf_similarity_wait(call, -1, &matches, NULL), LABELF_ERROR_CLOSED);
    expect_all(matches, LABELF_ERROR_CLOSED);
    labelf_call_free(call);
}

static void a_deadline_is_kept_in_every_state(void **state) {
    (void)state;
    for (int i = 0; i < FAULTS; i++) {
        labelf_client *client = client_with_fault(i);
        labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
        labelf_matches *matches = NULL;
        labelf_error *error = NULL;
        options.deadline_ms = 300;
        const int64_t began = milliseconds();
        const labelf_status status =
            labelf_similarity(client, base, BASE, compared, COMPARED, &options, &matches, &error);
        assert_in_range(milliseconds() - began, 0, 300 + slack(500));
        assert_int_not_equal(status, LABELF_OK);
        expect_error(error, status);
        expect_all(matches, status);
        if (i == 0)
            expect_status(status, LABELF_ERROR_DEADLINE);
        labelf_client_free(client);
    }
}

static void what_the_service_refuses_as_a_whole(void **state) {
    (void)state;
    static const struct {
        const char *faults;
        labelf_status status;
    } cases[] = {
        {"[{\"do\":{\"status\":401}}]", LABELF_ERROR_KEY},
        {"[{\"do\":{\"status\":403}}]", LABELF_ERROR_QUOTA},
        {"[{\"do\":{\"status\":404}}]", LABELF_ERROR_NOT_FOUND},
        {"[{\"do\":{\"status\":500}}]", LABELF_ERROR_SERVICE},
        {"[{\"do\":{\"status\":400}}]", LABELF_ERROR_REFUSED},
        {"[{\"do\":{\"count\":-1}}]", LABELF_ERROR_PROTOCOL},
        {"[{\"do\":{\"garbage\":true}}]", LABELF_ERROR_PROTOCOL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sandbox_faults(&sandbox, cases[i].faults);
        labelf_client *client = quick_client();
        labelf_matches *matches = NULL;
        labelf_error *error = NULL;
        expect_status(
            labelf_similarity(client, base, BASE, compared, COMPARED, NULL, &matches, &error),
            cases[i].status);
        expect_error(error, cases[i].status);
        labelf_matches_free(matches);
        labelf_client_free(client);
    }
}

static void a_retry_brings_all_of_it(void **state) {
    (void)state;
    sandbox_faults(&sandbox, "[{\"times\":2,\"do\":{\"status\":503}},"
                             "{\"times\":1,\"do\":{\"status\":429,\"retry_after\":0}}]");
    labelf_client *client = quick_client();
    labelf_matches *matches = NULL;
    expect_status(labelf_similarity(client, base, BASE, compared, COMPARED, NULL, &matches, NULL),
                  LABELF_OK);
    expect_matches(matches);
    labelf_matches_free(matches);
    labelf_client_free(client);
}

static void bad_arguments(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_matches *matches = NULL;
    labelf_call *call = NULL;
    labelf_error *error = NULL;
    const labelf_text bad = {NULL, 3};
    for (int i = 0; i < 6; i++) {
        labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
        if (i == 3)
            options.top_n = -1;
        if (i == 4)
            options.lane = (labelf_lane)9;
        if (i == 5)
            options.size = 0;
        expect_status(labelf_similarity(client,
                                        i == 0   ? NULL
                                        : i == 2 ? &bad
                                                 : base,
                                        1, i == 1 ? NULL : compared, 1, &options, &matches, &error),
                      LABELF_ERROR_ARGUMENT);
        expect_error(error, LABELF_ERROR_ARGUMENT);
        assert_null(matches);
        expect_status(labelf_similarity_start(client,
                                              i == 0   ? NULL
                                              : i == 2 ? &bad
                                                       : base,
                                              1, i == 1 ? NULL : compared, 1, &options, &call,
                                              NULL),
                      LABELF_ERROR_ARGUMENT);
        assert_null(call);
    }
    expect_status(labelf_similarity(NULL, base, 1, compared, 1, NULL, &matches, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_similarity_start(client, base, 1, compared, 1, NULL, NULL, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_similarity_wait(NULL, 0, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_similarity(client, base, SIZE_MAX, compared, 1, NULL, &matches, NULL),
                  LABELF_ERROR_ARGUMENT);
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

static void matches_that_do_not_fit_into_memory(void **state) {
    (void)state;
    enum { MANY = 200000 };
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *many = calloc(MANY, sizeof *many);
    labelf_error *error = NULL;
    assert_non_null(many);
    for (size_t i = 0; i < MANY; i++)
        many[i] = base[0];
    expect_status(labelf_similarity(client, many, MANY, many, MANY, NULL, NULL, &error),
                  LABELF_ERROR_MEMORY);
    expect_error(error, LABELF_ERROR_MEMORY);
    free(many);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comparison_is_waited_for_polled_or_calls_back),
        cmocka_unit_test(a_result_of_another_kind_is_refused),
        cmocka_unit_test_teardown(cancelled_in_every_state, clear_sandbox),
        cmocka_unit_test_teardown(a_client_that_is_freed_settles_it, clear_sandbox),
        cmocka_unit_test_teardown(a_deadline_is_kept_in_every_state, clear_sandbox),
        cmocka_unit_test_teardown(what_the_service_refuses_as_a_whole, clear_sandbox),
        cmocka_unit_test_teardown(a_retry_brings_all_of_it, clear_sandbox),
        cmocka_unit_test(bad_arguments),
        cmocka_unit_test(matches_that_do_not_fit_into_memory),
    };
    return cmocka_run_group_tests_name("comparisons", tests, make_sides, stop_sandbox);
}

/* What a client may do in a minute, in a billing period, and for its money. */
#include "support.h"

static labelf_rate rate_of(const labelf_client *client) {
    labelf_rate rate;
    expect_status(labelf_client_rate(client, &rate, sizeof rate), LABELF_OK);
    return rate;
}

/* How many texts of a result ended like this. */
static size_t count_of(const labelf_result *result, labelf_status status) {
    size_t count = 0;
    for (size_t i = 0; i < labelf_result_count(result); i++)
        count += labelf_result_status(result, i) == status;
    return count;
}

/* ---- the rate ---- */

static void the_rate_is_seen_from_outside(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "60"));
    labelf_client *client = client_for(&limited, NONE);
    labelf_rate rate = rate_of(client);
    assert_int_equal(rate.limit, -1);
    assert_int_equal(rate.remaining, -1);
    assert_int_equal(rate.reset_ms, -1);
    assert_int_equal(rate.in_flight, 0);
    assert_int_equal(rate.pacing, LABELF_PACING_NONE);
    expect_status(classify_one(client, "What is the limit?", NULL), LABELF_OK);
    rate = rate_of(client);
    assert_int_equal(rate.limit, 60);
    assert_in_range(rate.remaining, 8, 10);
    assert_in_range(rate.reset_ms, 0, 60000);
    assert_int_equal(rate.pacing, LABELF_PACING_BURST);
    labelf_call *call = start_call(client, 400, NULL);
    wait_for_requests(client, 8);
    pause_for(300);
    rate = rate_of(client);
    assert_true(rate.remaining <= 2);
    assert_true(rate.pacing == LABELF_PACING_SUSTAINED || rate.pacing == LABELF_PACING_RESERVE);
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    labelf_call_free(call);
    assert_true(statistics_of(client).permit_wait_ms < 60000);
    labelf_client_free(client);
    service_stop(&limited);
}

static void a_pause_is_seen_from_outside(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"30\"}}}]");
    labelf_call *call = start_call(client, 1, NULL);
    for (int tries = 0; statistics_of(client).rate_limited == 0 && tries < 1000; tries++)
        pause_for(10);
    const labelf_rate rate = rate_of(client);
    assert_int_equal(rate.pacing, LABELF_PACING_PAUSE);
    assert_in_range(rate.reset_ms, 25000, 30000);
    assert_int_equal(rate.in_flight, 0);
    labelf_call_free(call);
    labelf_client_free(client);
}

static void wrong_arguments_of_rate(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("requests_per_minute", "600"));
    labelf_rate rate;
    expect_status(labelf_client_rate(NULL, &rate, sizeof rate), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_client_rate(client, NULL, sizeof rate), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_client_rate(client, &rate, 0), LABELF_ERROR_ARGUMENT);
    memset(&rate, 0xAA, sizeof rate);
    expect_status(labelf_client_rate(client, &rate, sizeof(int64_t)), LABELF_OK);
    assert_int_equal(rate.limit, 600);
    assert_true(rate.remaining == (int64_t)UINT64_C(0xAAAAAAAAAAAAAAAA));
    labelf_client_free(client);
}

static void a_live_text_waits_for_one_permit(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "60"));
    labelf_client *client = client_for(&limited, NONE);
    labelf_call *bulk = start_call(client, 2000, NULL);
    wait_for_requests(client, 8);
    pause_for(1000);
    for (int i = 0; i < 3; i++) {
        const int64_t began = milliseconds();
        expect_status(classify_one(client, i ? "Where is it?" : "Where is my parcel?", NULL),
                      LABELF_OK);
        assert_true(milliseconds() - began < 1000 + slack(500));
    }
    assert_int_equal(statistics_of(client).rate_limited, 0);
    labelf_call_free(bulk);
    labelf_client_free(client);
    service_stop(&limited);
}

/* ---- deadlines ---- */

static void a_deadline_is_held_against_the_forecast(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "60"));
    labelf_text *texts = make_texts(1000);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    options.deadline_ms = 30000;
    int64_t began = milliseconds();
    labelf_client *client = client_for(&limited, LIST("requests_per_minute", "60"));
    expect_status(labelf_classify(client, 3, texts, 1000, &options, &result, &error),
                  LABELF_ERROR_DEADLINE);
    assert_true(milliseconds() - began < slack(1000));
    assert_non_null(strstr(labelf_error_message(error), "115000 ms"));
    assert_int_equal(labelf_error_retry_after_ms(error), -1); /* it never fits */
    expect_error(error, LABELF_ERROR_DEADLINE);
    assert_int_equal(sandbox_requests(&limited), 0);
    assert_int_equal(statistics_of(client).calls_late, 1);
    labelf_result_free(result);
    labelf_client_free(client);

    began = milliseconds(); /* the limit is learned from the first answer, which is kept */
    client = client_for(&limited, NONE);
    expect_status(labelf_classify(client, 3, texts, 1000, &options, &result, &error),
                  LABELF_PARTIAL);
    assert_true(milliseconds() - began < slack(1000));
    assert_int_equal(count_of(result, LABELF_OK), 8);
    assert_int_equal(count_of(result, LABELF_ERROR_DEADLINE), 992);
    assert_int_equal(sandbox_requests(&limited), 1);
    labelf_result_free(result);
    labelf_client_free(client);
    free_texts(texts);
    service_stop(&limited);
}

/* ---- quota and cap ---- */

static void a_used_up_quota_ends_everything(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("max_connections", "2"));
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    sandbox_forget(&sandbox);
    sandbox_faults(&sandbox, "[{\"after\":10,\"do\":{\"status\":403}}]");
    labelf_call *other = start_call(client, 500, NULL), *call = start_call(client, 500, NULL);
    expect_status(labelf_classify_wait(call, -1, &result, NULL), LABELF_PARTIAL);
    const size_t first = count_of(result, LABELF_OK);
    assert_int_equal(first + count_of(result, LABELF_ERROR_QUOTA), 500);
    labelf_result_free(result);
    expect_status(labelf_classify_wait(other, -1, &result, NULL), LABELF_PARTIAL);
    assert_int_equal(first + count_of(result, LABELF_OK), 80);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 80);
    assert_in_range(sandbox_requests(&sandbox), 11, 12);
    labelf_result_free(result);
    labelf_call_free(call);
    labelf_call_free(other);

    pause_for(100); /* nothing more by itself; a call that asks sends one request */
    const long long before = sandbox_requests(&sandbox);
    call = start_call(client, 500, NULL);
    expect_status(labelf_classify_wait(call, -1, &result, &error), LABELF_ERROR_QUOTA);
    assert_int_equal(sandbox_requests(&sandbox), before + 1);
    assert_int_equal(labelf_error_http_status(error), 403);
    assert_string_equal(labelf_error_server_code(error), "QUOTA_EXCEEDED");
    expect_error(error, LABELF_ERROR_QUOTA);
    labelf_result_free(result);
    labelf_call_free(call);

    sandbox_clear_faults(&sandbox);
    call = start_call(client, 100, NULL);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
}

static void no_more_is_billed_than_the_client_may_spend(void **state) {
    (void)state;
    static const char *const rules[] = {"[]", "[{\"every\":5,\"do\":{\"status\":503}}]",
                                        "[{\"every\":5,\"do\":{\"reset\":true}}]",
                                        "[{\"every\":5,\"do\":{\"close\":\"within\"}}]"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        labelf_client *client =
            client_for(&sandbox, LIST("max_billed_texts", "100", "retry_base_ms", "1"));
        labelf_text *texts = make_texts(300);
        labelf_result *result = NULL;
        sandbox_forget(&sandbox);
        sandbox_faults(&sandbox, rules[i]);
        expect_status(labelf_classify(client, 3, texts, 300, NULL, &result, NULL), LABELF_PARTIAL);
        const size_t answered = count_of(result, LABELF_OK);
        assert_int_equal(answered + count_of(result, LABELF_ERROR_BUDGET), 300);
        assert_true(sandbox_number(&sandbox, "texts_billed") <= 100);
        assert_true(i < 2 ? answered == 100 : answered > 50 && answered < 100);
        assert_int_equal(statistics_of(client).texts_spent, 100);
        assert_int_equal(statistics_of(client).texts_sent, answered);
        assert_int_equal(statistics_of(client).texts_over_budget, 300 - answered);
        labelf_error *error = NULL;
        expect_status(classify_one(client, "One more", &error), LABELF_ERROR_BUDGET);
        assert_int_equal(labelf_error_attempts(error), 0);
        expect_error(error, LABELF_ERROR_BUDGET);
        labelf_result_free(result);
        labelf_client_free(client);
        free_texts(texts);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rate_is_seen_from_outside),
        cmocka_unit_test_teardown(a_pause_is_seen_from_outside, clear_sandbox),
        cmocka_unit_test(wrong_arguments_of_rate),
        cmocka_unit_test(a_live_text_waits_for_one_permit),
        cmocka_unit_test(a_deadline_is_held_against_the_forecast),
        cmocka_unit_test_teardown(a_used_up_quota_ends_everything, clear_sandbox),
        cmocka_unit_test_teardown(no_more_is_billed_than_the_client_may_spend, clear_sandbox),
    };
    return cmocka_run_group_tests_name("budget", tests, start_sandbox, stop_sandbox);
}

/* What may go wrong on the way: broken connections, stalls, a service that is down. What can pass
 * is tried again. */
#include "support.h"

/* Broken connections are tried again, and end with what happened. */
static void broken_connections(void **state) {
    (void)state;
    static const char *const rules[] = {"[{\"do\":{\"reset\":true}}]",
                                        "[{\"do\":{\"close\":\"before\"}}]",
                                        "[{\"do\":{\"close\":\"within\"}}]"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        labelf_client *client = quick_client();
        labelf_error *error = NULL;
        sandbox_faults(&sandbox, rules[i]);
        expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_NETWORK);
        assert_int_equal(labelf_error_attempts(error), 4);
        assert_true(labelf_error_retry_after_ms(error) >= 0);
        expect_error(error, LABELF_ERROR_NETWORK);
        sandbox_clear_faults(&sandbox);
        expect_status(classify_one(client, "Where is it?", &error), LABELF_OK);
        labelf_client_free(client);
    }
}

static void an_answer_that_is_not_http(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"garbage\":\"http\"}}]");
    const labelf_status status = classify_one(client, "Where is it?", &error);
    assert_true(status == LABELF_ERROR_PROTOCOL || status == LABELF_ERROR_NETWORK);
    expect_error(error, status);
    sandbox_clear_faults(&sandbox);
    expect_status(classify_one(client, "Where is it?", &error), LABELF_OK);
    labelf_client_free(client);
}

static void stalls_time_out(void **state) {
    (void)state;
    const char *const *settings =
        LIST("retry_base_ms", "1", "attempt_timeout_ms", "200", "max_retries", "1");
    labelf_client *client = client_for(&sandbox, settings);
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    const int64_t began = milliseconds();
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_TIMEOUT);
    assert_in_range(milliseconds() - began, 400, 400 + slack(2000));
    assert_int_equal(labelf_error_attempts(error), 2);
    expect_error(error, LABELF_ERROR_TIMEOUT);
    labelf_client_free(client);
}

static void slow_answers_arrive(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"drip_ms\":2}}]");
    expect_status(classify_one(client, "Where is it?", &error), LABELF_OK);
    labelf_client_free(client);
}

static void a_failing_service_recovers(void **state) {
    (void)state;
    static const char *const rules[] = {
        "[{\"do\":{\"status\":500},\"times\":3}]", "[{\"do\":{\"status\":503},\"times\":1}]",
        "[{\"do\":{\"reset\":true},\"times\":2}]", "[{\"do\":{\"close\":\"within\"},\"times\":1}]"};
    static const uint64_t retries[] = {3, 1, 2, 1};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        labelf_client *client = quick_client();
        sandbox_faults(&sandbox, rules[i]);
        expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
        assert_int_equal(statistics_of(client).requests, retries[i] + 1);
        assert_int_equal(statistics_of(client).requests_retried, retries[i]);
        labelf_client_free(client);
    }
}

static void a_service_that_stays_down(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":502}}]");
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_SERVICE);
    assert_int_equal(labelf_error_http_status(error), 502);
    assert_int_equal(labelf_error_attempts(error), 4);
    assert_int_equal(strncmp(labelf_error_request_id(error), "req_", 4), 0);
    assert_true(labelf_error_retry_after_ms(error) >= 0);
    expect_error(error, LABELF_ERROR_SERVICE);
    labelf_client_free(client);
}

static void nobody_listens(void **state) {
    (void)state;
    const service nobody = {0, 0, "http://127.0.0.1:1/v2", "lbl_sk_test", ""};
    labelf_client *client = client_for(&nobody, LIST("retry_base_ms", "1"));
    labelf_error *error = NULL;
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_CONNECT);
    assert_int_equal(labelf_error_http_status(error), 0);
    expect_error(error, LABELF_ERROR_CONNECT);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(broken_connections, clear_sandbox),
        cmocka_unit_test_teardown(an_answer_that_is_not_http, clear_sandbox),
        cmocka_unit_test_teardown(stalls_time_out, clear_sandbox),
        cmocka_unit_test_teardown(slow_answers_arrive, clear_sandbox),
        cmocka_unit_test_teardown(a_failing_service_recovers, clear_sandbox),
        cmocka_unit_test_teardown(a_service_that_stays_down, clear_sandbox),
        cmocka_unit_test_teardown(nobody_listens, clear_sandbox),
    };
    return cmocka_run_group_tests_name("failures", tests, start_sandbox, stop_sandbox);
}

/* Access tokens instead of a key: one request for all who wait, renewed when it has to be, and the
 * secret nowhere but at the token service. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static int start_issuer(void **state) {
    (void)state;
    sandbox_start(&sandbox, LIST("--client-id", CLIENT, "--client-secret", SECRET));
    assert_true(sandbox.token_url[0] != 0);
    return 0;
}

static int renew_sandbox(void **state) {
    clear_sandbox(state);
    sandbox_forget(&sandbox);
    return 0;
}

/* One text is refused with the code; neither secret nor token is in what is said of it. */
static void expect_refusal(labelf_client *client, labelf_status code, int http_status) {
    labelf_error *error = NULL;
    expect_status(classify_one(client, "Where is it?", &error), code);
    assert_int_equal(labelf_error_http_status(error), http_status);
    const char *const said[] = {labelf_error_message(error), labelf_error_server_code(error),
                                labelf_error_request_id(error), labelf_error_fix(error)};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (strstr(said[i], SECRET) || strstr(said[i], "eyJ"))
            fail_msg("a secret is in \"%s\"", said[i]);
    }
    expect_error(error, code);
}

static void a_token_is_asked_for_once(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    for (int i = 0; i < 5; i++)
        expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    assert_int_equal(sandbox_number(&sandbox, "tokens_issued"), 1);
    assert_int_equal(statistics_of(client).requests, 5);
    labelf_client_free(client);
}

enum { CALLS = 200 };

/* So many calls that each is a request of its own, as they ask for different numbers of labels. */
static void classify_concurrently(labelf_client *client) {
    labelf_call *calls[CALLS];
    for (int i = 0; i < CALLS; i++) {
        labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
        options.max_predictions = i + 1;
        calls[i] = start_call(client, 1, &options);
    }
    for (int i = 0; i < CALLS; i++) {
        labelf_result *result = NULL;
        expect_status(labelf_classify_wait(calls[i], -1, &result, NULL), LABELF_OK);
        expect_answers(result, 1);
        labelf_result_free(result);
        labelf_call_free(calls[i]);
    }
}

static void two_hundred_calls_with_no_token(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    classify_concurrently(client);
    assert_int_equal(sandbox_number(&sandbox, "tokens_issued"), 1);
    assert_int_equal(sandbox_count(&sandbox, "statuses", "401"), 0);
    labelf_client_free(client);
}

/* What is in flight finds out, each request for itself; nobody asks for a second token. */
static void two_hundred_calls_with_an_expired_token(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    sandbox_revoke_tokens(&sandbox);
    classify_concurrently(client);
    assert_int_equal(sandbox_number(&sandbox, "tokens_issued"), 2);
    assert_in_range(sandbox_count(&sandbox, "statuses", "401"), 1, 8);
    assert_int_equal(statistics_of(client).texts_failed, 0);
    labelf_client_free(client);
}

static void a_token_is_revoked_in_mid_job(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, LIST("max_connections", "1"));
    labelf_text *texts = make_texts(400);
    labelf_result *result = NULL;
    labelf_call *call = NULL;
    expect_status(labelf_classify_start(client, 3, texts, 400, NULL, &call, NULL), LABELF_OK);
    wait_for_requests(client, 5);
    sandbox_revoke_tokens(&sandbox);
    expect_status(labelf_classify_wait(call, -1, &result, NULL), LABELF_OK);
    expect_answers(result, 400);
    assert_int_equal(sandbox_count(&sandbox, "statuses", "401"), 1);
    assert_int_equal(sandbox_number(&sandbox, "tokens_issued"), 2);
    assert_int_equal(sandbox_number(&sandbox, "max_times_billed"), 1);
    labelf_result_free(result);
    labelf_call_free(call);
    labelf_client_free(client);
    free_texts(texts);
}

static void a_wrong_secret(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, LIST("client_secret", "another secret"));
    labelf_error *error = NULL;
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_KEY);
    assert_int_equal(labelf_error_http_status(error), 401);
    assert_string_equal(labelf_error_server_code(error), "invalid_client");
    assert_int_equal(labelf_error_attempts(error), 1);
    assert_non_null(strstr(labelf_error_message(error), "token service"));
    assert_non_null(strstr(labelf_error_fix(error), "client_secret"));
    assert_null(strstr(labelf_error_message(error), "another secret"));
    expect_error(error, LABELF_ERROR_KEY);
    /* It stands for all who ask soon after. */
    expect_refusal(client, LABELF_ERROR_KEY, 401);
    assert_int_equal(sandbox_number(&sandbox, "tokens_refused"), 1);
    assert_int_equal(sandbox_requests(&sandbox), 0);
    labelf_client_free(client);
}

/* Tokens that are never good: a new one once, then the error. */
static void a_service_that_takes_no_token(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"match\":{\"path\":\"/inference\"},\"do\":{\"status\":401}}]");
    expect_refusal(client, LABELF_ERROR_KEY, 401);
    assert_int_equal(sandbox_number(&sandbox, "tokens_issued"), 2);
    assert_int_equal(sandbox_requests(&sandbox), 2);
    labelf_client_free(client);
}

/* The sandbox's tokens live for a second, which the library does not believe before a 401. */
static void short_lives(void **state) {
    (void)state;
    service issuer;
    sandbox_start(&issuer,
                  LIST("--client-id", CLIENT, "--client-secret", SECRET, "--token-lifetime", "1"));
    labelf_client *client = token_client(&issuer, NONE);
    for (int i = 0; i < 12; i++) {
        expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
        pause_for(250);
    }
    assert_in_range(sandbox_number(&issuer, "tokens_issued"), 3, 5);
    labelf_client_free(client);
    service_stop(&issuer);
}

static void a_token_service_that_is_down_for_a_moment(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    sandbox_faults(&sandbox,
                   "[{\"match\":{\"path\":\"/oauth2\"},\"times\":1,\"do\":{\"status\":503}},"
                   "{\"match\":{\"path\":\"/oauth2\"},\"times\":1,\"do\":{\"reset\":true}}]");
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    assert_int_equal(sandbox_requests_to(&sandbox, "/oauth2/token"), 3);
    labelf_client_free(client);
}

static void what_a_token_service_may_answer(void **state) {
    (void)state;
    static const struct {
        const char *fault;
        labelf_status code;
        int http_status, requests;
    } cases[] = {
        {"\"status\":503", LABELF_ERROR_SERVICE, 503, 4},
        {"\"status\":400", LABELF_ERROR_KEY, 400, 1},
        {"\"status\":404", LABELF_ERROR_PROTOCOL, 404, 1},
        {"\"redirect\":\"https://example.com/\"", LABELF_ERROR_PROTOCOL, 307, 1},
        {"\"status\":429,\"retry_after\":0", LABELF_ERROR_RATE_LIMITED, 429, 4},
        {"\"wrong_types\":true", LABELF_ERROR_PROTOCOL, 200, 1},
        {"\"body\":\"{}\"", LABELF_ERROR_PROTOCOL, 200, 1},
        {"\"body\":\"<html>\"", LABELF_ERROR_PROTOCOL, 200, 1},
        {"\"body\":\"{\\\"access_token\\\":\\\"a\\\\r\\\\nHost: b\\\"}\"", LABELF_ERROR_PROTOCOL,
         200, 1},
        {"\"status\":401,\"body\":\"{\\\"error\\\":\\\"invalid_client\\\",\\\"error_"
         "description\\\":"
         "\\\"no: s3cret/of+tests: \\\\\\\"quoted\\\\\\\" & 100%\\\"}\"",
         LABELF_ERROR_KEY, 401, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rules[512];
        labelf_client *client = token_client(&sandbox, NONE);
        snprintf(rules, sizeof rules, "[{\"match\":{\"path\":\"/oauth2\"},\"do\":{%s}}]",
                 cases[i].fault);
        sandbox_forget(&sandbox);
        sandbox_faults(&sandbox, rules);
        expect_refusal(client, cases[i].code, cases[i].http_status);
        if (sandbox_requests_to(&sandbox, "/oauth2/token") != cases[i].requests)
            fail_msg("%s: %lld requests", rules, sandbox_requests_to(&sandbox, "/oauth2/token"));
        assert_int_equal(sandbox_requests(&sandbox), 0);
        labelf_client_free(client);
    }
}

/* The service repeats the token, which is a key of the sandbox here, in its refusal. */
static void a_service_that_repeats_the_token(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, NONE);
    labelf_error *error = NULL;
    sandbox_faults(
        &sandbox,
        "[{\"match\":{\"path\":\"/oauth2\"},\"do\":{\"body\":\"{\\\"access_token\\\":"
        "\\\"lbl_sk_sandbox\\\",\\\"token_type\\\":\\\"Bearer\\\"}\"}},"
        "{\"do\":{\"status\":403,\"body\":\"{\\\"message\\\":\\\"lbl_sk_sandbox may not\\\","
        "\\\"error_code\\\":\\\"FORBIDDEN\\\"}\"}}]");
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_PERMISSION);
    assert_string_equal(labelf_error_server_code(error), "FORBIDDEN");
    assert_non_null(strstr(labelf_error_message(error), "left out"));
    expect_error(error, LABELF_ERROR_PERMISSION); /* which looks for this key */
    labelf_client_free(client);
}

/* While the token service stalls: a deadline, a cancellation, a close and a free. */
static void waiting_for_a_token(void **state) {
    (void)state;
    const int64_t began = milliseconds();
    labelf_client *client = token_client(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"match\":{\"path\":\"/oauth2\"},\"do\":{\"stall_ms\":20000}}]");
    labelf_call *cancelled = start_call(client, 20, NULL), *closed = start_call(client, 20, NULL);
    options.deadline_ms = 200;
    labelf_call *late = start_call(client, 1, &options);
    expect_status(labelf_call_wait(late, -1, &error), LABELF_ERROR_DEADLINE);
    expect_error(error, LABELF_ERROR_DEADLINE);
    labelf_call_cancel(cancelled);
    expect_status(labelf_call_wait(cancelled, -1, NULL), LABELF_ERROR_CANCELLED);
    assert_int_equal(labelf_client_close(client, 10), 1);
    expect_status(labelf_call_wait(closed, -1, NULL), LABELF_ERROR_CLOSED);
    labelf_client_free(client);
    labelf_call_free(late);
    labelf_call_free(cancelled);
    labelf_call_free(closed);
    client = token_client(&sandbox, NONE);
    labelf_call *freed = start_call(client, 20, NULL);
    labelf_client_free(client);
    expect_status(labelf_call_wait(freed, -1, NULL), LABELF_ERROR_CLOSED);
    labelf_call_free(freed);
    assert_in_range(milliseconds() - began, 200, 200 + slack(3000));
    assert_int_equal(sandbox_requests(&sandbox), 0);
}

/* Whoever cannot wait for the next try of the token service hears of its cause. */
static void a_pause_of_the_token_service_and_a_deadline(void **state) {
    (void)state;
    labelf_client *client = token_client(&sandbox, LIST("total_timeout_ms", "5000"));
    labelf_error *error = NULL;
    const int64_t began = milliseconds();
    sandbox_faults(&sandbox, "[{\"match\":{\"path\":\"/oauth2\"},\"do\":"
                             "{\"status\":429,\"retry_after\":30}}]");
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_DEADLINE);
    assert_in_range(milliseconds() - began, 0, slack(2000));
    assert_non_null(strstr(labelf_error_message(error), "token service"));
    assert_in_range(labelf_error_retry_after_ms(error), 25000, 30000);
    expect_error(error, LABELF_ERROR_DEADLINE);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_token_is_asked_for_once, renew_sandbox),
        cmocka_unit_test_teardown(two_hundred_calls_with_no_token, renew_sandbox),
        cmocka_unit_test_teardown(two_hundred_calls_with_an_expired_token, renew_sandbox),
        cmocka_unit_test_teardown(a_token_is_revoked_in_mid_job, renew_sandbox),
        cmocka_unit_test_teardown(a_wrong_secret, renew_sandbox),
        cmocka_unit_test_teardown(a_service_that_takes_no_token, renew_sandbox),
        cmocka_unit_test_teardown(short_lives, renew_sandbox),
        cmocka_unit_test_teardown(a_token_service_that_is_down_for_a_moment, renew_sandbox),
        cmocka_unit_test_teardown(what_a_token_service_may_answer, renew_sandbox),
        cmocka_unit_test_teardown(a_service_that_repeats_the_token, renew_sandbox),
        cmocka_unit_test_teardown(waiting_for_a_token, renew_sandbox),
        cmocka_unit_test_teardown(a_pause_of_the_token_service_and_a_deadline, renew_sandbox),
    };
    return cmocka_run_group_tests_name("credentials", tests, start_issuer, stop_sandbox);
}

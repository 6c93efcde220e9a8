/* What a service may answer, and what may happen to the answer: each fault has its own error, and
 * the client works on. */
#include "support.h"

#include <stdio.h>

/* Eight texts under a fault: `code` and `http_status` on each of them, after `requests` requests.
 * Then the fault ends, and the same client gets its answers. */
static void expect_fault(const char *rules, const char *const *settings, labelf_status code,
                         int http_status, uint64_t requests) {
    labelf_client *client = client_for(&sandbox, settings);
    labelf_text *texts = make_texts(8);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, rules);
    const labelf_status status = labelf_classify(client, 1, texts, 8, NULL, &result, &error);
    if (status != code)
        fail_msg("%s: %s (%s), expected %s", rules, labelf_status_name(status),
                 labelf_error_message(error), labelf_status_name(code));
    if (labelf_error_http_status(error) != http_status)
        fail_msg("%s: HTTP %d (%s), expected %d", rules, labelf_error_http_status(error),
                 labelf_error_message(error), http_status);
    assert_int_equal(labelf_result_count(result), 8);
    for (size_t i = 0; i < 8; i++) {
        expect_status(labelf_result_status(result, i), code);
        expect_status(labelf_error_code(labelf_result_error(result, i)), code);
    }
    const labelf_statistics statistics = statistics_of(client);
    if (statistics.requests != requests)
        fail_msg("%s: %d requests, expected %d", rules, (int)statistics.requests, (int)requests);
    assert_int_equal(statistics.texts_failed, 8);
    assert_int_equal(statistics.in_flight, 0);
    assert_int_equal(statistics.queued_texts, 0);
    expect_error(error, code);
    labelf_result_free(result);

    sandbox_clear_faults(&sandbox);
    expect_status(labelf_classify(client, 1, texts, 8, NULL, &result, &error), LABELF_OK);
    assert_null(error);
    expect_answers(result, 8);
    labelf_result_free(result);
    labelf_client_free(client);
    free_texts(texts);
}

#define QUICK LIST("retry_base_ms", "1")

/* The answer arrived and is not what the API documents: asking again would bill the texts again. */
static void answers_of_another_shape(void **state) {
    (void)state;
    static const char *const rules[] = {
        "[{\"do\":{\"truncate\":true}}]",
        "[{\"do\":{\"count\":-1}}]",
        "[{\"do\":{\"count\":1}}]",
        "[{\"do\":{\"wrong_types\":true}}]",
        "[{\"do\":{\"garbage\":\"body\"}}]",
        "[{\"do\":{\"body\":\"\"}}]",
        "[{\"do\":{\"body\":\"null\"}}]",
        "[{\"do\":{\"body\":\"[]\"}}]",
        "[{\"do\":{\"body\":\"{}\"}}]",
        "[{\"do\":{\"body\":\"{\\\"predictions\\\":null}\"}}]",
        "[{\"do\":{\"body\":\"{\\\"predictions\\\":[[],[],[],[],[],[],[],{}]}\"}}]",
        "[{\"do\":{\"body\":\"{\\\"predictions\\\":[1,2,3,4,5,6,7,8]}\"}}]",
        "[{\"do\":{\"body\":\"<html>captive portal</html>\"}}]",
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        expect_fault(rules[i], QUICK, LABELF_ERROR_PROTOCOL, 200, 1);
}

static void deeply_nested_answers(void **state) {
    (void)state;
    static char rules[120000];
    size_t length = (size_t)snprintf(rules, sizeof rules, "[{\"do\":{\"body\":\"");
    memset(rules + length, '[', 100000);
    snprintf(rules + length + 100000, 100, "\"}}]");
    expect_fault(rules, QUICK, LABELF_ERROR_PROTOCOL, 200, 1);
}

static void redirects_are_not_followed(void **state) {
    (void)state;
    char rules[512];
    snprintf(rules, sizeof rules, "[{\"do\":{\"redirect\":\"%s/models/2/inference\"},\"times\":1}]",
             sandbox.url);
    const long long requests = sandbox_requests(&sandbox);
    expect_fault(rules, QUICK, LABELF_ERROR_PROTOCOL, 307, 1);
    assert_int_equal(sandbox_requests(&sandbox) - requests, 2); /* the redirect, and the recovery */
}

static void bombs_are_stopped(void **state) {
    (void)state;
    const char *const *settings = LIST("retry_base_ms", "1", "response_max_bytes", "65536");
    expect_fault("[{\"do\":{\"bomb_bytes\":100000000}}]", settings, LABELF_ERROR_TOO_LARGE, 0, 1);
    expect_fault("[{\"do\":{\"headers_bytes\":90000}}]", settings, LABELF_ERROR_TOO_LARGE, 0, 1);
}

/* Errors that concern the key, the model or the quota end the call at once, and are never tried
 * again. */
static void errors_of_the_call(void **state) {
    (void)state;
    expect_fault("[{\"do\":{\"status\":401}}]", QUICK, LABELF_ERROR_KEY, 401, 1);
    expect_fault("[{\"do\":{\"status\":403}}]", QUICK, LABELF_ERROR_QUOTA, 403, 1);
    expect_fault(
        "[{\"do\":{\"status\":403,\"body\":\"{\\\"status\\\":403,\\\"message\\\":\\\"No\\\","
        "\\\"error_code\\\":\\\"FORBIDDEN\\\",\\\"request_id\\\":\\\"req_1\\\"}\"}}]",
        QUICK, LABELF_ERROR_PERMISSION, 403, 1);
    expect_fault("[{\"do\":{\"status\":404}}]", QUICK, LABELF_ERROR_NOT_FOUND, 404, 1);
    expect_fault("[{\"do\":{\"status\":409}}]", QUICK, LABELF_ERROR_CONFLICT, 409, 1);
}

static void expect_model(int64_t model, labelf_status code) {
    labelf_client *client = quick_client();
    labelf_text *texts = make_texts(8);
    labelf_error *error = NULL;
    labelf_result *result = NULL;
    expect_status(labelf_classify(client, model, texts, 8, NULL, &result, &error), code);
    assert_true(strlen(labelf_error_request_id(error)) > 0);
    assert_true(strlen(labelf_error_server_code(error)) > 0);
    assert_int_equal(statistics_of(client).requests, 1);
    expect_error(error, code);
    labelf_result_free(result);
    labelf_client_free(client);
    free_texts(texts);
}

static void models_that_cannot_answer(void **state) {
    (void)state;
    expect_model(4, LABELF_ERROR_MODEL_ARCHIVED);
    expect_model(5, LABELF_ERROR_MODEL_NOT_DEPLOYED);
    expect_model(99, LABELF_ERROR_NOT_FOUND);
    expect_model(INT64_MAX, LABELF_ERROR_NOT_FOUND);
}

static void a_wrong_key(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("api_key", "lbl_sk_wrong"));
    labelf_error *error = NULL;
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_KEY);
    assert_int_equal(labelf_error_http_status(error), 401);
    assert_int_equal(labelf_error_attempts(error), 1);
    expect_error(error, LABELF_ERROR_KEY);
    labelf_client_free(client);
}

static void one_bad_answer_among_many(void **state) {
    (void)state;
    labelf_client *client =
        client_for(&sandbox, LIST("retry_base_ms", "1", "max_connections", "1"));
    labelf_text *texts = make_texts(80);
    labelf_result *result = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"count\":-1},\"nth\":3}]");
    expect_status(labelf_classify(client, 3, texts, 80, NULL, &result, NULL), LABELF_PARTIAL);
    size_t failed = 0;
    for (size_t i = 0; i < 80; i++) {
        if (labelf_result_status(result, i) == LABELF_OK)
            assert_string_equal(labelf_result_label(result, i, 0), language_of(i));
        else
            failed++;
    }
    assert_int_equal(failed, 8);
    labelf_result_free(result);
    labelf_client_free(client);
    free_texts(texts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(answers_of_another_shape, clear_sandbox),
        cmocka_unit_test_teardown(deeply_nested_answers, clear_sandbox),
        cmocka_unit_test_teardown(redirects_are_not_followed, clear_sandbox),
        cmocka_unit_test_teardown(bombs_are_stopped, clear_sandbox),
        cmocka_unit_test_teardown(errors_of_the_call, clear_sandbox),
        cmocka_unit_test_teardown(models_that_cannot_answer, clear_sandbox),
        cmocka_unit_test_teardown(a_wrong_key, clear_sandbox),
        cmocka_unit_test_teardown(one_bad_answer_among_many, clear_sandbox),
    };
    return cmocka_run_group_tests_name("answers", tests, start_sandbox, stop_sandbox);
}

/* Every error scenario of the API's document, raised in the sandbox, with its code, its HTTP
 * status, the request's id and what to do. */
#include "support.h"

#include <stdio.h>

static int start_workspace(void **state) {
    (void)state;
    sandbox_start(&sandbox, LIST("--read-only-key", "lbl_sk_reader"));
    return 0;
}

/* A fault that answers with a status and the documented body. */
#define BODY(status, message, code)                                                                \
    "[{\"do\":{\"status\":" #status ",\"body\":\"{\\\"status\\\":" #status                         \
    ",\\\"message\\\":\\\"" message "\\\"" code ",\\\"request_id\\\":\\\"req_7f3a9b2c\\\"}\"}}]"
#define CODE(name) ",\\\"error_code\\\":\\\"" name "\\\""

/* What a client is set to, besides short pauses, and what it then asks for. */
typedef struct scenario {
    const char *name;
    const char *faults; /* "" for an error that the sandbox has by itself */
    const char *key;    /* NULL for the sandbox's own */
    int64_t model;
    labelf_status code;
    int http_status;
    const char *server_code; /* NULL for any, but not none */
    const char *fix;         /* a part of it */
    int attempts;
} scenario;

static const scenario scenarios[] = {
    {"texts missing, by code", BODY(400, "texts field is required", CODE("MISSING_REQUIRED_FIELD")),
     NULL, 1, LABELF_ERROR_MALFORMED, 400, "MISSING_REQUIRED_FIELD", "array of strings", 1},
    {"texts missing, by message", BODY(400, "texts field is required", ""), NULL, 1,
     LABELF_ERROR_MALFORMED, 400, "", "array of strings", 1},
    {"texts of another type, by code", BODY(400, "No", CODE("INVALID_FIELD_TYPE")), NULL, 1,
     LABELF_ERROR_MALFORMED, 400, "INVALID_FIELD_TYPE", "even for one text", 1},
    {"texts of another type, by message",
     BODY(400, "texts must be an array of strings, even for a single text", ""), NULL, 1,
     LABELF_ERROR_MALFORMED, 400, "", "even for one text", 1},
    {"malformed JSON", BODY(400, "Malformed JSON in the request body", ""), NULL, 1,
     LABELF_ERROR_MALFORMED, 400, "", "message says", 1},
    {"empty texts array, by code", BODY(400, "No", CODE("EMPTY_TEXTS")), NULL, 1,
     LABELF_ERROR_TEXT_EMPTY, 400, "EMPTY_TEXTS", "Remove empty texts", 1},
    {"empty texts array, by message", BODY(400, "Empty texts array", ""), NULL, 1,
     LABELF_ERROR_TEXT_EMPTY, 400, "", "at least one text that is not empty", 1},
    {"a text that is too long for the service", BODY(400, "No", CODE("TEXT_TOO_LONG")), NULL, 1,
     LABELF_ERROR_TEXT_TOO_LONG, 400, "TEXT_TOO_LONG", "Shorten", 1},
    {"any other invalid parameter", BODY(400, "No", CODE("INVALID_PARAMETER")), NULL, 1,
     LABELF_ERROR_REFUSED, 400, "INVALID_PARAMETER", "message", 1},
    {"an invalid key", "", "lbl_sk_wrong", 1, LABELF_ERROR_KEY, 401, NULL, "api_key", 1},
    {"no permission", "", "lbl_sk_reader", 1, LABELF_ERROR_PERMISSION, 403, NULL, "administrator",
     1},
    {"the quota, by code", BODY(403, "No", CODE("QUOTA_EXCEEDED")), NULL, 1, LABELF_ERROR_QUOTA,
     403, "QUOTA_EXCEEDED", "billing cycle", 1},
    {"the quota, by message", BODY(403, "Monthly classification quota exceeded", ""), NULL, 1,
     LABELF_ERROR_QUOTA, 403, "", "upgrade", 1},
    {"no such model", "", NULL, 99, LABELF_ERROR_NOT_FOUND, 404, NULL, "list", 1},
    {"a conflict", BODY(409, "The dataset is still processing", CODE("DATASET_PROCESSING")), NULL,
     1, LABELF_ERROR_CONFLICT, 409, "DATASET_PROCESSING", "Wait until", 1},
    {"an archived model", "", NULL, 4, LABELF_ERROR_MODEL_ARCHIVED, 400, "MODEL_ARCHIVED",
     "Redeploy", 1},
    {"an archived model, by message", BODY(400, "Model is archived", ""), NULL, 1,
     LABELF_ERROR_MODEL_ARCHIVED, 400, "", "another active model", 1},
    {"no deployed model", "", NULL, 5, LABELF_ERROR_MODEL_NOT_DEPLOYED, 404, NULL, "Deploy", 1},
    {"no deployed model, by message", BODY(400, "No deployed model found", ""), NULL, 1,
     LABELF_ERROR_MODEL_NOT_DEPLOYED, 400, "", "within seconds", 1},
    {"the rate limit", "[{\"do\":{\"status\":429,\"retry_after\":7}}]", NULL, 1,
     LABELF_ERROR_RATE_LIMITED, 429, "RATE_LIMIT_EXCEEDED", "retry_after_ms", 1},
    {"500", "[{\"do\":{\"status\":500}}]", NULL, 1, LABELF_ERROR_SERVICE, 500, NULL, "request_id",
     4},
    {"502", "[{\"do\":{\"status\":502}}]", NULL, 1, LABELF_ERROR_SERVICE, 502, NULL, "request_id",
     4},
    {"503", "[{\"do\":{\"status\":503}}]", NULL, 1, LABELF_ERROR_SERVICE, 503, NULL, "request_id",
     4},
    {"504", "[{\"do\":{\"status\":504}}]", NULL, 1, LABELF_ERROR_SERVICE, 504, NULL, "request_id",
     4},
};

static void expect_details(const labelf_error *error, const scenario *scenario) {
    const char *server_code = labelf_error_server_code(error);
    if (labelf_error_code(error) != scenario->code)
        fail_msg("%s: %s (%s)", scenario->name, labelf_status_name(labelf_error_code(error)),
                 labelf_error_message(error));
    if (labelf_error_http_status(error) != scenario->http_status)
        fail_msg("%s: HTTP %d", scenario->name, labelf_error_http_status(error));
    if (strncmp(labelf_error_request_id(error), "req_", 4) != 0)
        fail_msg("%s: the request's id is \"%s\"", scenario->name, labelf_error_request_id(error));
    if (scenario->server_code ? strcmp(server_code, scenario->server_code) != 0 : !server_code[0])
        fail_msg("%s: the service's code is \"%s\"", scenario->name, server_code);
    if (!strstr(labelf_error_fix(error), scenario->fix))
        fail_msg("%s: the fix is \"%s\"", scenario->name, labelf_error_fix(error));
    if (labelf_error_attempts(error) != scenario->attempts)
        fail_msg("%s: %d attempts", scenario->name, labelf_error_attempts(error));
}

static void every_documented_scenario(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
        const scenario *const scenario = &scenarios[i];
        labelf_client *client =
            client_for(&sandbox, LIST("retry_base_ms", "1", "max_rate_limit_retries", "0",
                                      "api_key", scenario->key ? scenario->key : sandbox.key));
        const labelf_text text = labelf_text_from("Where is it?");
        labelf_result *result = NULL;
        labelf_error *error = NULL;
        if (scenario->faults[0])
            sandbox_faults(&sandbox, scenario->faults);
        expect_status(labelf_classify(client, scenario->model, &text, 1, NULL, &result, &error),
                      scenario->code);
        expect_details(error, scenario);
        expect_details(labelf_result_error(result, 0), scenario);
        expect_error(error, scenario->code);
        labelf_result_free(result);
        labelf_client_free(client);
        sandbox_clear_faults(&sandbox);
    }
}

/* The pause that a 429 asks for reaches the program. */
static void the_pause_of_a_429(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("max_rate_limit_retries", "0"));
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":429,\"retry_after\":7}}]");
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_RATE_LIMITED);
    assert_int_equal(labelf_error_retry_after_ms(error), 7000);
    expect_error(error, LABELF_ERROR_RATE_LIMITED);
    labelf_client_free(client);
}

/* A quota that is really used up. */
static void a_quota(void **state) {
    (void)state;
    service workspace;
    labelf_error *error = NULL;
    sandbox_start(&workspace, LIST("--quota", "1"));
    labelf_client *client = client_for(&workspace, NONE);
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    expect_status(classify_one(client, "And now?", &error), LABELF_ERROR_QUOTA);
    assert_int_equal(labelf_error_http_status(error), 403);
    assert_true(strncmp(labelf_error_request_id(error), "req_", 4) == 0);
    expect_error(error, LABELF_ERROR_QUOTA);
    labelf_client_free(client);
    service_stop(&workspace);
}

/* One text that only the service finds empty, or too long, is found; the others get answers. */
static void one_text_that_the_service_refuses(void **state) {
    (void)state;
    static const struct {
        const char *code;
        labelf_status status;
    } cases[] = {{"EMPTY_TEXT", LABELF_ERROR_TEXT_EMPTY},
                 {"TEXT_TOO_LONG", LABELF_ERROR_TEXT_TOO_LONG},
                 {"INVALID_FIELD_TYPE", LABELF_ERROR_MALFORMED}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rules[512];
        labelf_client *client = quick_client();
        labelf_text *texts = make_texts(16);
        labelf_result *result = NULL;
        snprintf(rules, sizeof rules,
                 "[{\"match\":{\"text\":\"culprit\"},\"do\":{\"status\":400,\"body\":"
                 "\"{\\\"message\\\":\\\"No\\\",\\\"error_code\\\":\\\"%s\\\",\\\"request_id\\\":"
                 "\\\"req_1\\\"}\"}}]",
                 cases[i].code);
        sandbox_faults(&sandbox, rules);
        const labelf_text own = texts[5];
        texts[5] = labelf_text_from("culprit");
        expect_status(labelf_classify(client, 1, texts, 16, NULL, &result, NULL), LABELF_PARTIAL);
        for (size_t t = 0; t < 16; t++)
            expect_status(labelf_result_status(result, t), t == 5 ? cases[i].status : LABELF_OK);
        assert_string_equal(labelf_error_request_id(labelf_result_error(result, 5)), "req_1");
        texts[5] = own;
        labelf_result_free(result);
        labelf_client_free(client);
        free_texts(texts);
    }
}

/* A service that repeats the key in its refusal: the message does not. */
static void a_key_that_is_repeated(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, BODY(403, "lbl_sk_sandbox may not", CODE("FORBIDDEN")));
    expect_status(classify_one(client, "Where is it?", &error), LABELF_ERROR_PERMISSION);
    assert_non_null(strstr(labelf_error_message(error), "left out"));
    expect_error(error, LABELF_ERROR_PERMISSION); /* which looks for the key */
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_documented_scenario, clear_sandbox),
        cmocka_unit_test_teardown(the_pause_of_a_429, clear_sandbox),
        cmocka_unit_test_teardown(a_quota, clear_sandbox),
        cmocka_unit_test_teardown(one_text_that_the_service_refuses, clear_sandbox),
        cmocka_unit_test_teardown(a_key_that_is_repeated, clear_sandbox),
    };
    return cmocka_run_group_tests_name("errors", tests, start_workspace, stop_sandbox);
}

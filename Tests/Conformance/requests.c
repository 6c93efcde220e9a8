/* labelf_request: endpoints without a function of their own. */
#include "support.h"

#include <pthread.h>
#include <stdlib.h>

static labelf_status get(labelf_client *client, const char *path, labelf_error **error) {
    labelf_response *response = NULL;
    const labelf_status status = labelf_request(client, "GET", path, NULL, NULL, &response, error);
    assert_true((status == LABELF_OK) == (response != NULL));
    labelf_response_free(response);
    return status;
}

static void answers(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_response *response = NULL;
    labelf_error *error = NULL;
    expect_status(labelf_request(client, "GET", "/models/1", NULL, NULL, &response, &error),
                  LABELF_OK);
    assert_null(error);
    assert_int_equal(labelf_response_status(response), 200);
    assert_int_equal(labelf_response_length(response), strlen(labelf_response_json(response)));
    assert_non_null(strstr(labelf_response_json(response), "\"id\":1"));
    labelf_response_free(response);

    const char *json = "{\"base_texts\":{\"a\":\"one\"},\"compare_to_texts\":{\"b\":\"two\"}}";
    expect_status(labelf_request(client, "POST", "/similarity", json, NULL, &response, NULL),
                  LABELF_OK);
    assert_non_null(strstr(labelf_response_json(response), "similarity"));
    assert_int_equal(statistics_of(client).requests, 2);
    assert_int_equal(statistics_of(client).calls_settled, 2);
    assert_int_equal(statistics_of(client).bytes_sent, strlen(json));
    labelf_client_free(client);
    assert_int_equal(labelf_response_status(response), 200); /* it outlives the client */
    labelf_response_free(response);
    labelf_response_free(NULL);
    assert_int_equal(labelf_response_status(NULL), 0);
    assert_string_equal(labelf_response_json(NULL), "");
}

static void arguments(void **state) {
    (void)state;
    static const char *const paths[] = {"",         "models",        "https://elsewhere/x",
                                        "//host/x", "/../x",         "/models/%2e%2e",
                                        "/a b",     "/a\r\nHost: x", "/a#b",
                                        "/a//b",    "/\xff"};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_request_options options = LABELF_REQUEST_OPTIONS_INIT;
    labelf_response *response = NULL;
    labelf_error *error = NULL;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        expect_status(get(client, paths[i], &error), LABELF_ERROR_ARGUMENT);
        expect_error(error, LABELF_ERROR_ARGUMENT);
    }
    expect_status(labelf_request(client, "GET", "/models", "{}", NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_request(client, "DELETE", "/models", NULL, NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_request(client, "POST", "/similarity", "{\"a\":", NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_request(NULL, "GET", "/models", NULL, NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_request(client, NULL, "/models", NULL, NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_request(client, "GET", NULL, NULL, NULL, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    options.size = 0;
    expect_status(labelf_request(client, "GET", "/models", NULL, &options, &response, NULL),
                  LABELF_ERROR_ARGUMENT);
    assert_null(response);
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

/* A request with a fault in its way. */
static void expect_fault(labelf_client *client, const char *rules, labelf_status code,
                         int attempts) {
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, rules);
    expect_status(get(client, "/models", &error), code);
    assert_int_equal(labelf_error_attempts(error), attempts);
    expect_error(error, code);
}

static void errors(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_error *error = NULL;
    expect_status(get(client, "/models/99", &error), LABELF_ERROR_NOT_FOUND);
    assert_int_equal(labelf_error_http_status(error), 404);
    assert_true(strlen(labelf_error_request_id(error)) > 0);
    expect_error(error, LABELF_ERROR_NOT_FOUND);
    expect_fault(client, "[{\"do\":{\"status\":503}}]", LABELF_ERROR_SERVICE, 4);
    expect_fault(client, "[{\"do\":{\"status\":400}}]", LABELF_ERROR_REFUSED, 1);
    expect_fault(client, "[{\"do\":{\"status\":401}}]", LABELF_ERROR_KEY, 1);
    expect_fault(client, "[{\"do\":{\"status\":403}}]", LABELF_ERROR_QUOTA, 1);
    expect_fault(client, "[{\"do\":{\"garbage\":\"body\"}}]", LABELF_ERROR_PROTOCOL, 1);
    sandbox_faults(&sandbox, "[{\"do\":{\"reset\":true},\"times\":2}]");
    expect_status(get(client, "/models", NULL), LABELF_OK);
    labelf_client_free(client);
}

static void once_is_once(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    labelf_request_options options = LABELF_REQUEST_OPTIONS_INIT;
    labelf_response *response = NULL;
    labelf_error *error = NULL;
    options.flags = LABELF_REQUEST_ONCE;
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":503}}]");
    expect_status(labelf_request(client, "GET", "/models", NULL, &options, &response, &error),
                  LABELF_ERROR_SERVICE);
    assert_int_equal(labelf_error_attempts(error), 1);
    labelf_error_free(error);
    sandbox_faults(&sandbox,
                   "[{\"do\":{\"status\":429,\"headers\":{\"Retry-After\":\"1\"}},\"times\":1}]");
    expect_status(labelf_request(client, "GET", "/models", NULL, &options, &response, &error),
                  LABELF_OK);
    labelf_response_free(response);
    assert_int_equal(statistics_of(client).rate_limited, 1);
    labelf_client_free(client);
}

static void deadlines(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_request_options options = LABELF_REQUEST_OPTIONS_INIT;
    labelf_response *response = NULL;
    labelf_error *error = NULL;
    options.deadline_ms = 200;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    const int64_t began = milliseconds();
    expect_status(labelf_request(client, "GET", "/models", NULL, &options, &response, &error),
                  LABELF_ERROR_DEADLINE);
    assert_in_range(milliseconds() - began, 200, 200 + slack(500));
    expect_error(error, LABELF_ERROR_DEADLINE);
    labelf_client_free(client);
}

static void *ask(void *client) {
    return (void *)(intptr_t)get(client, "/models", NULL);
}

static void closing_ends_requests(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    pthread_t threads[4];
    expect_status(get(client, "/models", NULL), LABELF_OK); /* the limit is known */
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, client), 0);
    wait_for_requests(client, 5);
    assert_int_equal(labelf_client_close(client, 0), 4);
    for (int i = 0; i < 4; i++) {
        void *status = NULL;
        pthread_join(threads[i], &status);
        expect_status((labelf_status)(intptr_t)status, LABELF_ERROR_CLOSED);
    }
    expect_status(get(client, "/models", NULL), LABELF_ERROR_CLOSED);
    labelf_client_free(client);
}

static void ask_from_callback(labelf_call *call, void *user_data) {
    (void)call;
    expect_status(get(user_data, "/models", NULL), LABELF_ERROR_ARGUMENT);
}

static void callbacks_must_not_block(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    call_with_callback(client, ask_from_callback);
    labelf_client_free(client);
}

/* Requests and texts together, with a limit: nobody meets a 429. */
static void a_limit_holds_for_all(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "600"));
    labelf_client *client = client_for(&limited, NONE);
    labelf_call *call = start_call(client, 800, NULL);
    for (int i = 0; i < 40; i++)
        expect_status(get(client, "/models", NULL), LABELF_OK);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    labelf_call_free(call);
    labelf_client_free(client);
    service_stop(&limited);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(answers, clear_sandbox),
        cmocka_unit_test_teardown(arguments, clear_sandbox),
        cmocka_unit_test_teardown(errors, clear_sandbox),
        cmocka_unit_test_teardown(once_is_once, clear_sandbox),
        cmocka_unit_test_teardown(deadlines, clear_sandbox),
        cmocka_unit_test_teardown(closing_ends_requests, clear_sandbox),
        cmocka_unit_test_teardown(callbacks_must_not_block, clear_sandbox),
        cmocka_unit_test_teardown(a_limit_holds_for_all, clear_sandbox),
    };
    return cmocka_run_group_tests_name("requests", tests, start_sandbox, stop_sandbox);
}

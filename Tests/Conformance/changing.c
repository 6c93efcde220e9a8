/* Options that are changed while a client runs: a renewed key, the number of connections, the
 * plan's limit. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#define FIRST "lbl_sk_the_first_key"
#define SECOND "lbl_sk_the_second_key"

static void set(labelf_client *client, const char *key, const char *value) {
    labelf_error *error = NULL;
    expect_status(labelf_client_set(client, key, value, &error), LABELF_OK);
    assert_null(error);
}

static void refuses(labelf_client *client, const char *key, const char *value,
                    labelf_status status) {
    labelf_error *error = NULL;
    expect_status(labelf_client_set(client, key, value, &error), status);
    if (error && value && strlen(value) > 7 && strstr(labelf_error_message(error), value))
        fail_msg("the error shows the value: %s", labelf_error_message(error));
    expect_error(error, status);
}

static void a_renewed_key(void **state) {
    (void)state;
    service renewed;
    sandbox_start(&renewed, LIST("--key", SECOND));
    labelf_client *client = client_for(&renewed, LIST("api_key", FIRST));
    expect_status(classify_one(client, "with the first key", NULL), LABELF_ERROR_KEY);
    set(client, "api_key", SECOND);
    expect_status(classify_one(client, "with the second", NULL), LABELF_OK);
    refuses(client, "api_key", "no key \n at all", LABELF_ERROR_CONFIGURATION);
    expect_status(classify_one(client, "still with the second", NULL), LABELF_OK);
    labelf_client_free(client);
    service_stop(&renewed);
}

static void what_is_in_flight_goes_on(void **state) {
    (void)state;
    service both;
    sandbox_start(&both, LIST("--key", FIRST, "--key", SECOND, "--rpm", "300"));
    labelf_client *client = client_for(&both, LIST("api_key", FIRST));
    expect_status(classify_one(client, "the first answer says the limit", NULL), LABELF_OK);
    sandbox_faults(&both, "[{\"do\":{\"stall_ms\":300}}]");
    labelf_call *call = start_call(client, 24, NULL);
    wait_for_requests(client, 4);
    set(client, "api_key", SECOND);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_rate rate;
    labelf_client_rate(client, &rate, sizeof rate);
    assert_int_equal(rate.limit, 300); /* what was learned stays */
    assert_int_equal(rate.in_flight, 0);
    assert_in_range(rate.remaining, 1, 46);
    labelf_client_free(client);
    service_stop(&both);
}

static void more_connections(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, LIST("max_connections", "1"));
    expect_status(classify_one(client, "the first answer says the limit", NULL), LABELF_OK);
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    labelf_call *call = start_call(client, 80, NULL);
    wait_for_requests(client, 2);
    pause_for(100);
    assert_int_equal(statistics_of(client).in_flight, 1);
    set(client, "max_connections", "6");
    wait_for_requests(client, 7);
    pause_for(100);
    assert_int_equal(statistics_of(client).in_flight, 6);
    labelf_call_free(call);
    labelf_client_free(client);
}

static void another_plan(void **state) {
    (void)state;
    labelf_client *client =
        client_for(&sandbox, LIST("requests_per_minute", "60", "shared_budget", "off"));
    labelf_call *call = start_call(client, 800, NULL);
    wait_for_requests(client, 9);
    expect_status(labelf_call_wait(call, 500, NULL),
                  LABELF_PENDING); /* it would take a minute and a half */
    set(client, "requests_per_minute", "100000");
    expect_status(labelf_call_wait(call, slack(10000), NULL), LABELF_OK);
    labelf_call_free(call);
    labelf_client_free(client);
}

/* Threads change the key and the connections while others classify. */
static void changes_amid_calls(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_call *calls[40];
    for (int i = 0; i < 40; i++) {
        char connections[12];
        (void)snprintf(connections, sizeof connections, "%d", 1 + i * 7 % 30);
        calls[i] = start_call(client, 30, NULL);
        set(client, "max_connections", connections);
        set(client, "api_key", sandbox.key);
    }
    for (int i = 0; i < 40; i++) {
        expect_status(labelf_call_wait(calls[i], -1, NULL), LABELF_OK);
        labelf_call_free(calls[i]);
    }
    labelf_client_free(client);
}

static void what_cannot_be_changed(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    for (size_t i = 0; labelf_config_key(i); i++) {
        const char *key = labelf_config_key(i);
        if (strcmp(key, "api_key") != 0 && strcmp(key, "max_connections") != 0 &&
            strcmp(key, "requests_per_minute") != 0)
            refuses(client, key, "1", LABELF_ERROR_CONFIGURATION);
    }
    refuses(client, "max_connections", "0", LABELF_ERROR_CONFIGURATION);
    refuses(client, "no_such_option", "1", LABELF_ERROR_CONFIGURATION);
    refuses(client, "\xff", "1", LABELF_ERROR_ARGUMENT);
    refuses(client, "api_key", NULL, LABELF_ERROR_ARGUMENT);
    refuses(NULL, "api_key", FIRST, LABELF_ERROR_ARGUMENT);
    labelf_client_close(client, 0);
    refuses(client, "max_connections", "2", LABELF_ERROR_CLOSED);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_renewed_key),
        cmocka_unit_test(what_is_in_flight_goes_on),
        cmocka_unit_test_teardown(more_connections, clear_sandbox),
        cmocka_unit_test_teardown(another_plan, clear_sandbox),
        cmocka_unit_test_teardown(changes_amid_calls, clear_sandbox),
        cmocka_unit_test(what_cannot_be_changed),
    };
    return cmocka_run_group_tests_name("changing", tests, start_sandbox, stop_sandbox);
}

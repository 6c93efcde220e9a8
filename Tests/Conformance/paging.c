/* How lists end: with the last item, with an error, in the middle, and with their client. */
#include "cursors.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define RECORDS "/datasets/ds_messages/records"

static void a_service_that_always_has_more(void **state) {
    (void)state;
    static const char page[] =
        "[{\"do\":{\"body\":\"{\\\"data\\\":[{\\\"id\\\":1,\\\"name\\\":\\\"a\\\"},{\\\"id\\\":2,"
        "\\\"name\\\":\\\"b\\\"}],"
        "\\\"total\\\":%s,\\\"offset\\\":%s,\\\"limit\\\":2,\\\"has_more\\\":true}\"}}]";
    static const char *const lies[][2] = {{"2", "0"}, {"1000", "0"}, {"1000", "500"}, {"0", "0"}};
    labelf_client *client = client_for(&sandbox, NONE);
    for (size_t i = 0; i < 4; i++) {
        char rules[512];
        snprintf(rules, sizeof rules, page, lies[i][0], lies[i][1]);
        sandbox_faults(&sandbox, rules);
        labelf_cursor *cursor = list(client, "/models", 2, 0);
        take(cursor, 2);
        expect_end(cursor, LABELF_ERROR_PROTOCOL, "the list does not end");
        labelf_cursor_free(cursor);
    }
    assert_in_range(statistics_of(client).requests, 4 * 8, 4 * 40);
    labelf_client_free(client);
}

static void pages_that_are_not_understood(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"after\":1,\"do\":{\"wrong_types\":true}}]");
    labelf_cursor *cursor = list(client, RECORDS, 10, 0);
    take(cursor, 10); /* what came before is given before */
    expect_end(cursor, LABELF_ERROR_PROTOCOL, "not understood");
    labelf_cursor_free(cursor);
    sandbox_faults(&sandbox, "[{\"do\":{\"garbage\":\"body\"}}]");
    cursor = list(client, RECORDS, 10, 0);
    expect_end(cursor, LABELF_ERROR_PROTOCOL, "not understood");
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

static void trouble_is_sat_out(void **state) {
    (void)state;
    labelf_client *client = quick_client();
    sandbox_faults(&sandbox,
                   "[{\"every\":3,\"do\":{\"status\":503}},{\"every\":4,\"do\":{\"reset\":true}},"
                   "{\"nth\":5,\"do\":{\"status\":429,\"retry_after\":1}}]");
    labelf_cursor *cursor = list(client, RECORDS, 20, 0);
    take(cursor, 200);
    assert_true(statistics_of(client).requests_retried >= 3);
    assert_int_equal(statistics_of(client).rate_limited, 1);
    labelf_cursor_free(cursor);
    sandbox_faults(&sandbox, "[{\"after\":1,\"do\":{\"status\":503}}]");
    cursor = list(client, RECORDS, 5, 0);
    take(cursor, 5);
    expect_end(cursor, LABELF_ERROR_SERVICE, "503");
    sandbox_clear_faults(&sandbox); /* and when the trouble is over it goes on where it was */
    take(cursor, 195);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

static void the_next_page_is_fetched_ahead(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_cursor *cursor = list(client, RECORDS, 20, 0);
    take(cursor, 1);
    wait_for_requests(client, 2);
    take(cursor, 19);
    pause_for(50);
    assert_int_equal(statistics_of(client).requests, 2); /* and no further */
    take(cursor, 1);
    wait_for_requests(client, 3);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

static void a_page_has_a_deadline(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_list_options options = LABELF_LIST_OPTIONS_INIT;
    labelf_cursor *cursor = NULL;
    options.deadline_ms = 200;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    const int64_t began = milliseconds();
    expect_status(labelf_list(client, RECORDS, &options, &cursor, NULL), LABELF_OK);
    assert_true(milliseconds() - began < slack(100)); /* it does not wait */
    expect_end(cursor, LABELF_ERROR_DEADLINE, "deadline");
    assert_in_range(milliseconds() - began, 200, 200 + slack(500));
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

static void free_at_any_point(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    for (int items = 0; items < 45; items++) { /* pages of 20: before, in, and at the end of one */
        labelf_cursor *cursor = list(client, RECORDS, 20, 0);
        take(cursor, items);
        labelf_cursor_free(cursor);
    }
    sandbox_faults(&sandbox, "[{\"after\":1,\"do\":{\"stall_ms\":20000}}]");
    labelf_cursor *cursor = list(client, RECORDS, 20, 0);
    take(cursor, 5); /* the next page is on its way, and stalls */
    const int64_t began = milliseconds();
    labelf_cursor_free(cursor);
    assert_int_equal(labelf_client_close(client, 5000), 0); /* and nobody waits for it */
    assert_true(milliseconds() - began < slack(1000));
    labelf_statistics statistics = statistics_of(client);
    assert_int_equal(statistics.calls, statistics.calls_settled);
    assert_int_equal(statistics.in_flight, 0);
    labelf_client_free(client);
}

static void a_cursor_outlives_its_client(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_cursor *cursor = list(client, RECORDS, 20, 0), *early = list(client, RECORDS, 20, 0);
    take(cursor, 1);
    labelf_client_free(client);
    take(cursor, 19);              /* what it has */
    for (int i = 0; i < 30; i++) { /* and perhaps a page that was there already */
        labelf_item *item = NULL;
        if (labelf_cursor_next(cursor, &item, NULL) != LABELF_OK)
            break;
        labelf_item_free(item);
    }
    expect_end(cursor, LABELF_ERROR_CLOSED, "closed");
    labelf_cursor_free(cursor);
    labelf_cursor_free(early);
}

static void *wait_for_next(void *cursor) {
    labelf_item *item = NULL;
    const labelf_status status = labelf_cursor_next(cursor, &item, NULL);
    labelf_item_free(item);
    return (void *)(intptr_t)status;
}

static void closing_wakes_who_waits(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    pthread_t thread;
    void *status = NULL;
    labelf_cursor *cursor = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    labelf_cursor *waiting = list(client, RECORDS, 20, 0);
    assert_int_equal(pthread_create(&thread, NULL, wait_for_next, waiting), 0);
    wait_for_requests(client, 1);
    assert_int_equal(labelf_client_close(client, 0), 1);
    pthread_join(thread, &status);
    expect_status((labelf_status)(intptr_t)status, LABELF_ERROR_CLOSED);
    expect_status(labelf_list(client, "/models", NULL, &cursor, NULL), LABELF_ERROR_CLOSED);
    assert_null(cursor);
    labelf_cursor_free(waiting);
    labelf_client_free(client);
}

static void in_a_forked_child(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_cursor *cursor = list(client, RECORDS, 20, 0);
    int status = 0;
    take(cursor, 1);
    const pid_t child = fork();
    if (child == 0) {
        labelf_item *item = NULL;
        labelf_cursor *another = NULL;
        int bad = labelf_cursor_next(cursor, &item, NULL) != LABELF_ERROR_FORKED;
        bad |= labelf_list(client, "/models", NULL, &another, NULL) != LABELF_ERROR_FORKED;
        bad |= labelf_get_model(client, 1, NULL, &item, NULL) != LABELF_ERROR_FORKED;
        labelf_cursor_free(cursor);
        /* Not an end of this program: what its threads held in the parent belongs to nobody here.
         */
        execl(bad ? "/bin/false" : "/bin/true", "paging", (char *)NULL);
        _exit(2);
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    take(cursor, 30);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

/* What a callback may do with a list: begin it and free it, but not wait for it. */
static void from_callback(labelf_call *call, void *user_data) {
    labelf_client *client = user_data;
    labelf_cursor *cursor = list(client, "/models", 2, 0);
    labelf_item *item = NULL;
    (void)call;
    expect_status(labelf_cursor_next(cursor, &item, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_get_model(client, 1, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    labelf_cursor_free(cursor);
}

static void callbacks_must_not_block(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    call_with_callback(client, from_callback);
    labelf_client_free(client);
}

/* Four lists and a bulk call under a limit: nobody meets a 429. */
static void a_limit_holds_for_all(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "600"));
    labelf_client *client = client_for(&limited, NONE);
    labelf_call *call = start_call(client, 400, NULL);
    labelf_cursor *cursors[4];
    for (int i = 0; i < 4; i++)
        cursors[i] = list(client, RECORDS, 10, 0);
    for (int i = 0; i < 100; i++)
        take(cursors[i % 4], 1);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    for (int i = 0; i < 4; i++)
        labelf_cursor_free(cursors[i]);
    labelf_call_free(call);
    labelf_client_free(client);
    service_stop(&limited);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_service_that_always_has_more, clear_sandbox),
        cmocka_unit_test_teardown(pages_that_are_not_understood, clear_sandbox),
        cmocka_unit_test_teardown(trouble_is_sat_out, clear_sandbox),
        cmocka_unit_test_teardown(the_next_page_is_fetched_ahead, clear_sandbox),
        cmocka_unit_test_teardown(a_page_has_a_deadline, clear_sandbox),
        cmocka_unit_test_teardown(free_at_any_point, clear_sandbox),
        cmocka_unit_test_teardown(a_cursor_outlives_its_client, clear_sandbox),
        cmocka_unit_test_teardown(closing_wakes_who_waits, clear_sandbox),
        cmocka_unit_test_teardown(in_a_forked_child, clear_sandbox),
        cmocka_unit_test_teardown(callbacks_must_not_block, clear_sandbox),
        cmocka_unit_test_teardown(a_limit_holds_for_all, clear_sandbox),
    };
    return cmocka_run_group_tests_name("paging", tests, start_sandbox, stop_sandbox);
}

/* Lists as they are and as they shift, and what is asked for alone. */
#include "support.h"

#include <labelf_jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RECORDS 10003
#define DATASET "ds_import_1"

static labelf_cursor *list(labelf_client *client, const char *path, int32_t page_size,
                           int64_t start) {
    labelf_list_options options = LABELF_LIST_OPTIONS_INIT;
    labelf_cursor *cursor = NULL;
    labelf_error *error = NULL;
    options.page_size = page_size;
    options.start = start;
    if (labelf_list(client, path, &options, &cursor, &error) != LABELF_OK)
        fail_msg("%s: %s", path, labelf_error_message(error));
    assert_null(error);
    return cursor;
}

/* The next item, which there is; NULL at the end. */
static labelf_item *next(labelf_cursor *cursor) {
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    if (labelf_cursor_next(cursor, &item, &error) != LABELF_OK)
        fail_msg("%s", labelf_error_message(error));
    assert_null(error);
    return item;
}

/* How many items are left, up to the end. */
static int count_rest(labelf_cursor *cursor) {
    int count = 0;
    for (labelf_item *item; (item = next(cursor)); count++)
        labelf_item_free(item);
    assert_null(next(cursor));
    return count;
}

/* How a list of which `items` come ends with an error. */
static void expect_end(labelf_cursor *cursor, int items, labelf_status code) {
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    for (int i = 0; i < items; i++)
        labelf_item_free(next(cursor));
    for (int i = 0; i < 2; i++) { /* and so it stays */
        expect_status(labelf_cursor_next(cursor, &item, &error), code);
        assert_null(item);
        expect_error(error, code);
    }
    labelf_cursor_free(cursor);
}

/* ---- as it is ---- */

static void models(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_cursor *cursor = list(client, "/models", 2, 0);
    size_t length = 0;
    assert_int_equal(labelf_cursor_total(cursor), -1);
    labelf_item *item = next(cursor);
    assert_int_equal(labelf_cursor_total(cursor), 5);
    assert_int_equal(labelf_item_integer(item, "id", -1), 1);
    assert_string_equal(labelf_item_text(item, "id", &length), "1");
    assert_int_equal(length, 1);
    assert_string_equal(labelf_item_text(item, "name", &length), "Contact reason");
    assert_int_equal(length, strlen("Contact reason"));
    assert_string_equal(labelf_item_text(item, "status", NULL), "deployed");
    assert_non_null(labelf_item_text(item, "type", NULL));
    assert_null(labelf_item_text(item, "nothing", &length));
    assert_int_equal(length, 0);
    assert_int_equal(labelf_item_integer(item, "name", -7), -7);
    json_t *json = labelf_item_jansson(item);
    assert_int_equal(json_integer_value(json_object_get(json, "id")), 1);
    char *text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, labelf_item_json(item, &length));
    assert_int_equal(length, strlen(text));
    free(text);
    json_decref(json);
    assert_int_equal(count_rest(cursor), 4);
    assert_int_equal(labelf_cursor_total(cursor), 5);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
    assert_int_equal(labelf_item_integer(item, "id", -1), 1); /* it outlives them */
    labelf_item_free(item);
}

static void one_model(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    size_t length = 0;
    expect_status(labelf_model(client, 2, NULL, &item, &error), LABELF_OK);
    assert_null(error);
    assert_int_equal(labelf_item_integer(item, "id", -1), 2);
    assert_int_equal(labelf_item_count(item, "labels"), 3);
    assert_string_equal(labelf_item_element(item, "labels", 0, &length), "Positive");
    assert_int_equal(length, strlen("Positive"));
    assert_null(labelf_item_element(item, "labels", 3, NULL));
    assert_true(labelf_item_number(item, "accuracy", -1) == 0.874);
    assert_int_equal(labelf_item_integer(item, "accuracy", -1), -1);
    assert_non_null(labelf_item_text(item, "training_status", NULL));
    labelf_item_free(item);
    expect_status(labelf_model(client, 99, NULL, &item, &error), LABELF_ERROR_NOT_FOUND);
    assert_null(item);
    assert_true(strlen(labelf_error_request_id(error)) > 0);
    expect_error(error, LABELF_ERROR_NOT_FOUND);
    expect_status(labelf_model(client, 0, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    sandbox_faults(&sandbox, "[{\"do\":{\"body\":\"{\\\"id\\\":1}\"}}]");
    expect_status(labelf_model(client, 1, NULL, &item, &error), LABELF_ERROR_PROTOCOL);
    assert_non_null(strstr(labelf_error_message(error), "the model.name is missing"));
    expect_error(error, LABELF_ERROR_PROTOCOL);
    labelf_client_free(client);
}

static void datasets(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    labelf_cursor *cursor = list(client, "/datasets", 0, 0);
    assert_int_equal(count_rest(cursor), 3);
    labelf_cursor_free(cursor);
    expect_status(labelf_dataset(client, "ds_messages", NULL, &item, NULL), LABELF_OK);
    const int64_t rows = labelf_item_integer(item, "row_count", -1);
    assert_true(rows > 100);
    assert_string_equal(labelf_item_text(item, "text_column", NULL), "text");
    assert_int_equal(labelf_item_count(item, "metadata_columns"), 3);
    assert_string_equal(labelf_item_element(item, "metadata_columns", 0, NULL), "language");
    assert_string_equal(labelf_item_text(item, "metadata_columns", NULL),
                        "[\"language\",\"reason\",\"sentiment\"]");
    assert_null(labelf_item_text(item, "integration_id", NULL)); /* it is null */
    labelf_item_free(item);

    cursor = list(client, "/datasets/ds_messages/records", 30, 0); /* these have no ids */
    item = next(cursor);
    assert_true(strlen(labelf_item_text(item, "text", NULL)) > 0);
    assert_int_equal(strlen(labelf_item_text(item, "language", NULL)), 2);
    labelf_item_free(item);
    assert_int_equal(count_rest(cursor), rows - 1);
    assert_int_equal(labelf_cursor_total(cursor), rows);
    labelf_cursor_free(cursor);

    expect_end(list(client, "/datasets/ds_processing/records", 0, 0), 0, LABELF_ERROR_CONFLICT);
    expect_end(list(client, "/datasets/nobody/records", 0, 0), 0, LABELF_ERROR_NOT_FOUND);
    expect_status(labelf_dataset(client, "no/body?", NULL, &item, &error), LABELF_ERROR_NOT_FOUND);
    expect_error(error, LABELF_ERROR_NOT_FOUND);
    expect_status(labelf_dataset(client, "..", NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

static void any_path(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_cursor *cursor = list(client, "/models?status=deployed", 0, 0);
    assert_int_equal(count_rest(cursor), 5);
    labelf_cursor_free(cursor);
    sandbox_faults(&sandbox,
                   "[{\"match\":{\"path\":\"ds_messages?\"},\"do\":{\"body\":"
                   "\"{\\\"data\\\":[{\\\"size\\\":12345678901234567890}],\\\"total\\\":1,"
                   "\\\"offset\\\":0,\\\"limit\\\":1,\\\"has_more\\\":false}\"}}]");
    cursor = list(client, "/datasets/ds_messages", 0, 0);
    labelf_item *item = next(cursor);
    assert_string_equal(labelf_item_text(item, "size", NULL), "12345678901234567890");
    assert_int_equal(labelf_item_integer(item, "size", -1), -1);
    json_t *json = labelf_item_jansson(item);
    assert_true(json_number_value(json_object_get(json, "size")) == 12345678901234567890.0);
    json_decref(json);
    labelf_item_free(item);
    assert_null(next(cursor));
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

static void arguments(void **state) {
    (void)state;
    static const char *const paths[] = {
        "",           "models", "/../x",      "/a b",
        "/a#b",       "/\xff",  "/x?limit=5", "/models?a=1&offset=0",
        "//host/path"};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_list_options options = LABELF_LIST_OPTIONS_INIT;
    labelf_cursor *cursor = NULL;
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        expect_status(labelf_list(client, paths[i], NULL, &cursor, &error), LABELF_ERROR_ARGUMENT);
        assert_null(cursor);
        expect_error(error, LABELF_ERROR_ARGUMENT);
    }
    expect_status(labelf_list(NULL, "/models", NULL, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_list(client, NULL, NULL, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_list(client, "/models", NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    options.page_size = -1;
    expect_status(labelf_list(client, "/models", &options, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    options.page_size = 10001;
    expect_status(labelf_list(client, "/models", &options, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    options.page_size = 0;
    options.start = -1;
    expect_status(labelf_list(client, "/models", &options, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    options.size = 0;
    expect_status(labelf_list(client, "/models", &options, &cursor, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_cursor_next(NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_model(NULL, 1, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_model(client, 1, NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_dataset(client, NULL, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    assert_int_equal(statistics_of(client).requests, 0);
    assert_int_equal(labelf_cursor_total(NULL), -1);
    assert_null(labelf_item_json(NULL, NULL));
    assert_null(labelf_item_text(NULL, "id", NULL));
    assert_int_equal(labelf_item_integer(NULL, "id", 5), 5);
    assert_true(labelf_item_number(NULL, "id", 0.5) == 0.5);
    assert_int_equal(labelf_item_count(NULL, "id"), 0);
    assert_null(labelf_item_element(NULL, "id", 0, NULL));
    assert_null(labelf_item_jansson(NULL));
    labelf_cursor_free(NULL);
    labelf_item_free(NULL);
    labelf_client_free(client);
}

/* ---- as it shifts ---- */

static service big;

/* A sandbox with RECORDS records, whose ids are r0, r1 and so on. */
static int start_big(void **state) {
    char path[] = "/tmp/labelf-lists-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    (void)state;
    assert_non_null(file);
    for (int i = 0; i < RECORDS; i++)
        fprintf(file, "{\"id\":\"r%d\",\"text\":\"Where is parcel %d?\",\"rating\":%d}\n", i, i,
                i % 5);
    fclose(file);
    sandbox_start(&big, LIST("--import", path));
    unlink(path);
    return start_sandbox(state);
}

static int stop_big(void **state) {
    service_stop(&big);
    return stop_sandbox(state);
}

/* Which records there are, in their order, as the sandbox has them. */
typedef struct mirror {
    int ids[3 * RECORDS];
    int count;
    int last; /* the id of the next one that comes in */
    char is_steady[RECORDS];
} mirror;

static void insert(mirror *mirror, int position) {
    char records[128];
    snprintf(records, sizeof records, "[{\"id\":\"r%d\",\"text\":\"new\"}]", mirror->last);
    sandbox_insert(&big, DATASET, position, records);
    memmove(mirror->ids + position + 1, mirror->ids + position,
            sizeof(int) * (size_t)(mirror->count - position));
    mirror->ids[position] = mirror->last++;
    mirror->count++;
}

static void take_out(mirror *mirror, int position) {
    sandbox_remove(&big, DATASET, position);
    if (mirror->ids[position] < RECORDS)
        mirror->is_steady[mirror->ids[position]] = 0;
    mirror->count--;
    memmove(mirror->ids + position, mirror->ids + position + 1,
            sizeof(int) * (size_t)(mirror->count - position));
}

static void a_list_that_nobody_changes(void **state) {
    (void)state;
    labelf_client *client = client_for(&big, NONE);
    labelf_cursor *cursor = list(client, "/datasets/" DATASET "/records", 100, 0);
    labelf_item *item;
    int expected = 0;
    while ((item = next(cursor))) {
        char id[16];
        snprintf(id, sizeof id, "r%d", expected);
        assert_string_equal(labelf_item_text(item, "id", NULL), id);
        assert_int_equal(labelf_item_integer(item, "rating", -1), expected++ % 5);
        labelf_item_free(item);
    }
    assert_int_equal(expected, RECORDS);
    assert_int_equal(labelf_cursor_total(cursor), RECORDS);
    print_message("# %d records: %d requests\n", RECORDS, (int)statistics_of(client).requests);
    assert_true(statistics_of(client).requests <= 102);
    assert_int_equal(statistics_of(client).calls, statistics_of(client).calls_settled);
    assert_int_equal(statistics_of(client).requests, sandbox_requests_to(&big, "/records"));
    labelf_cursor_free(cursor);

    cursor = list(client, "/datasets/" DATASET "/records", 100, 9950);
    item = next(cursor);
    assert_string_equal(labelf_item_text(item, "id", NULL), "r9950");
    labelf_item_free(item);
    assert_int_equal(labelf_cursor_total(cursor), RECORDS);
    assert_int_equal(count_rest(cursor), 52);
    labelf_cursor_free(cursor);
    cursor = list(client, "/datasets/" DATASET "/records", 1, 9950); /* pages of two */
    assert_int_equal(count_rest(cursor), 53);
    labelf_cursor_free(cursor);
    cursor = list(client, "/datasets/" DATASET "/records", 10000, 20000); /* beyond the end */
    assert_int_equal(count_rest(cursor), 0);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

/* Every 25 items some records come or go anywhere, now and then many at once. */
static void none_is_given_twice_and_none_is_missed(void **state) {
    (void)state;
    labelf_client *client = client_for(&big, NONE);
    labelf_cursor *cursor = list(client, "/datasets/" DATASET "/records", 100, 0);
    mirror *mirror = calloc(1, sizeof *mirror);
    char *given = calloc(1, 3 * RECORDS);
    labelf_item *item;
    int items = 0, missed = 0, gone = 0;
    mirror->count = mirror->last = RECORDS;
    for (int i = 0; i < RECORDS; i++) {
        mirror->ids[i] = i;
        mirror->is_steady[i] = 1;
    }
    srand(1);
    while ((item = next(cursor))) {
        const int id = atoi(labelf_item_text(item, "id", NULL) + 1);
        labelf_item_free(item);
        assert_in_range(id, 0, mirror->last - 1);
        assert_false(given[id]);
        given[id] = 1;
        if (++items % 25 == 0) {
            take_out(mirror, rand() % mirror->count);
            take_out(mirror, rand() % 40);
            insert(mirror, rand() % 2 ? 0 : rand() % mirror->count);
        }
        if (items % 2500 == 0) {
            const int place = items / 2;
            for (int i = 0; i < 300; i++)
                take_out(mirror, place);
        }
    }
    for (int i = 0; i < RECORDS; i++) {
        missed += mirror->is_steady[i] && !given[i];
        gone += !mirror->is_steady[i];
    }
    print_message("# %d items, while %d went and %d came\n", items, gone, mirror->last - RECORDS);
    assert_int_equal(missed, 0);
    assert_true(gone > 1000);
    free(given);
    free(mirror);
    labelf_cursor_free(cursor);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(models, clear_sandbox),
        cmocka_unit_test_teardown(one_model, clear_sandbox),
        cmocka_unit_test_teardown(datasets, clear_sandbox),
        cmocka_unit_test_teardown(any_path, clear_sandbox),
        cmocka_unit_test_teardown(arguments, clear_sandbox),
        cmocka_unit_test_teardown(a_list_that_nobody_changes, clear_sandbox),
        cmocka_unit_test_teardown(none_is_given_twice_and_none_is_missed, clear_sandbox),
    };
    return cmocka_run_group_tests_name("lists", tests, start_big, stop_big);
}

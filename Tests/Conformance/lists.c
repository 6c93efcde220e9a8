/* Lists as they are, and what is asked for alone. */
#include "cursors.h"

#include <labelf_jansson.h>
#include <stdlib.h>

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
    expect_status(labelf_get_model(client, 2, NULL, &item, &error), LABELF_OK);
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
    expect_status(labelf_get_model(client, 99, NULL, &item, &error), LABELF_ERROR_NOT_FOUND);
    assert_null(item);
    assert_true(strlen(labelf_error_request_id(error)) > 0);
    expect_error(error, LABELF_ERROR_NOT_FOUND);
    expect_status(labelf_get_model(client, 0, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    sandbox_faults(&sandbox, "[{\"do\":{\"body\":\"{\\\"id\\\":1}\"}}]");
    expect_status(labelf_get_model(client, 1, NULL, &item, &error), LABELF_ERROR_PROTOCOL);
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
    expect_status(labelf_get_dataset(client, "ds_messages", NULL, &item, NULL), LABELF_OK);
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

    cursor = list(client, "/datasets/ds_processing/records", 0, 0);
    expect_end(cursor, LABELF_ERROR_CONFLICT, "");
    labelf_cursor_free(cursor);
    cursor = list(client, "/datasets/nobody/records", 0, 0);
    expect_end(cursor, LABELF_ERROR_NOT_FOUND, "");
    labelf_cursor_free(cursor);
    expect_status(labelf_get_dataset(client, "no/body?", NULL, &item, &error),
                  LABELF_ERROR_NOT_FOUND);
    expect_error(error, LABELF_ERROR_NOT_FOUND);
    expect_status(labelf_get_dataset(client, "..", NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    /* Its records, by the same ids. */
    static const char *const odd[] = {"no/body?", "/", "a\\b", "\x01", "a b%2F"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        labelf_cursor *cursor = NULL;
        expect_status(labelf_list_records(client, odd[i], NULL, &cursor, NULL), LABELF_OK);
        expect_status(labelf_cursor_next(cursor, &item, NULL), LABELF_ERROR_NOT_FOUND);
        labelf_cursor_free(cursor);
        assert_null(item);
    }
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
    expect_status(labelf_get_model(NULL, 1, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_get_model(client, 1, NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_get_dataset(client, NULL, NULL, &item, NULL), LABELF_ERROR_ARGUMENT);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(models, clear_sandbox),
        cmocka_unit_test_teardown(one_model, clear_sandbox),
        cmocka_unit_test_teardown(datasets, clear_sandbox),
        cmocka_unit_test_teardown(any_path, clear_sandbox),
        cmocka_unit_test_teardown(arguments, clear_sandbox),
    };
    return cmocka_run_group_tests_name("lists", tests, start_sandbox, stop_sandbox);
}

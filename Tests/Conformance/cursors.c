#include "cursors.h"

labelf_cursor *list(labelf_client *client, const char *path, int32_t page_size, int64_t start) {
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

labelf_item *next(labelf_cursor *cursor) {
    labelf_item *item = NULL;
    labelf_error *error = NULL;
    if (labelf_cursor_next(cursor, &item, &error) != LABELF_OK)
        fail_msg("%s", labelf_error_message(error));
    assert_null(error);
    return item;
}

void take(labelf_cursor *cursor, int count) {
    for (int i = 0; i < count; i++) {
        labelf_item *item = next(cursor);
        assert_non_null(item);
        labelf_item_free(item);
    }
}

int count_rest(labelf_cursor *cursor) {
    int count = 0;
    for (labelf_item *item; (item = next(cursor)); count++)
        labelf_item_free(item);
    assert_null(next(cursor));
    return count;
}

void expect_end(labelf_cursor *cursor, labelf_status code, const char *part) {
    for (int i = 0; i < 2; i++) {
        labelf_item *item = NULL;
        labelf_error *error = NULL;
        expect_status(labelf_cursor_next(cursor, &item, &error), code);
        assert_null(item);
        if (!strstr(labelf_error_message(error), part))
            fail_msg("%s has no %s", labelf_error_message(error), part);
        expect_error(error, code);
    }
}

/* Lists as they shift: what comes and goes while they are read. */
#include "cursors.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RECORDS 10003
#define DATASET "ds_import_1"

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
    sandbox_start(&sandbox, LIST("--import", path));
    unlink(path);
    return 0;
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
    sandbox_insert(&sandbox, DATASET, position, records);
    memmove(mirror->ids + position + 1, mirror->ids + position,
            sizeof(int) * (size_t)(mirror->count - position));
    mirror->ids[position] = mirror->last++;
    mirror->count++;
}

static void take_out(mirror *mirror, int position) {
    sandbox_remove(&sandbox, DATASET, position);
    if (mirror->ids[position] < RECORDS)
        mirror->is_steady[mirror->ids[position]] = 0;
    mirror->count--;
    memmove(mirror->ids + position, mirror->ids + position + 1,
            sizeof(int) * (size_t)(mirror->count - position));
}

static void a_list_that_nobody_changes(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
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
    assert_int_equal(statistics_of(client).requests, sandbox_requests_to(&sandbox, "/records"));
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
    labelf_client *client = client_for(&sandbox, NONE);
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
        cmocka_unit_test_teardown(a_list_that_nobody_changes, clear_sandbox),
        cmocka_unit_test_teardown(none_is_given_twice_and_none_is_missed, clear_sandbox),
    };
    return cmocka_run_group_tests_name("shifting", tests, start_big, stop_sandbox);
}

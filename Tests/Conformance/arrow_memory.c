/* Rows for Arrow when memory is short: this program's own malloc, calloc and free stand before
 * those of the C library, count what is taken, and give none from some point on. Valgrind puts its
 * own before these: there only what is given anyway is looked at. */
#define _GNU_SOURCE
#include "support.h"

#include <dlfcn.h>
#include <errno.h>
#include <labelf_arrow.h>
#include <stdlib.h>

/* Only while no client has a thread: how many more are given, below 0 for all, and how many are
 * out. */
static volatile long left = -1, out;

/* A function of the C library by its name, without a cast that the standard has not. */
static void *next(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

static int is_given(void) {
    if (left == 0)
        return 0;
    if (left > 0)
        left--;
    out++;
    return 1;
}

void *malloc(size_t size) {
    static void *(*real)(size_t);
    if (!real)
        *(void **)&real = next("malloc");
    return is_given() ? real(size) : NULL;
}

void *calloc(size_t count, size_t size) {
    static void *(*real)(size_t, size_t);
    if (!real)
        *(void **)&real = next("calloc");
    return is_given() ? real(count, size) : NULL;
}

void free(void *memory) {
    static void (*real)(void *);
    if (!real)
        *(void **)&real = next("free");
    if (memory)
        out--;
    real(memory);
}

static int is_counting(void) {
    const long before = out;
    void *volatile memory = malloc(1);
    const int counted = out == before + 1;
    free(memory);
    return counted;
}

/* A result with errors, labels and more than one prediction a text, whose client is gone. */
static labelf_result *result_of(labelf_matches **matches) {
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text texts[] = {labelf_text_from("Where is my parcel?"), labelf_text_from(""),
                                 labelf_text_from("I was charged twice.")};
    labelf_result *result = NULL;
    expect_status(labelf_classify(client, 1, texts, 3, NULL, &result, NULL), LABELF_PARTIAL);
    expect_status(labelf_similarity(client, texts, 3, texts, 3, NULL, matches, NULL),
                  LABELF_PARTIAL);
    labelf_client_free(client);
    return result;
}

typedef struct rows {
    const labelf_result *result;
    const labelf_matches *matches;
} rows;

static labelf_status export_rows(rows rows, struct ArrowSchema *schema, struct ArrowArray *array) {
    return rows.result ? labelf_result_arrow(rows.result, schema, array)
                       : labelf_matches_arrow(rows.matches, schema, array);
}

/* Gives ever more allocations until they are enough; gives back how many that is. */
static long fail_at_each(rows rows) {
    const int counting = is_counting();
    struct ArrowSchema schema;
    struct ArrowArray array;
    for (long given = 0;; given++) {
        const long before = out;
        left = counting ? given : -1;
        const labelf_status status = export_rows(rows, &schema, &array);
        left = -1;
        if (status == LABELF_OK) {
            schema.release(&schema);
            array.release(&array);
        }
        assert_int_equal(out, before);
        assert_null(schema.release);
        assert_null(array.release);
        if (status == LABELF_OK)
            return counting ? given : 1000;
        expect_status(status, LABELF_ERROR_MEMORY);
    }
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    labelf_matches *matches = NULL;
    labelf_result *result = result_of(&matches);
    const rows of_result = {result, NULL}, of_matches = {NULL, matches};
    assert_true(fail_at_each(of_result) > 20);
    assert_true(fail_at_each(of_matches) > 15);
    labelf_result_free(result);
    labelf_matches_free(matches);
}

static void a_stream_goes_on_when_there_is_memory_again(void **state) {
    (void)state;
    labelf_matches *matches = NULL;
    labelf_result *result = result_of(&matches);
    const int counting = is_counting();
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    if (counting) {
        left = 0;
        const labelf_status status = labelf_result_arrow_stream(result, &stream);
        left = -1;
        expect_status(status, LABELF_ERROR_MEMORY);
        assert_null(stream.release);
    }
    expect_status(labelf_result_arrow_stream(result, &stream), LABELF_OK);
    labelf_result_free(result);
    if (counting) {
        left = 1;
        const int without_schema = stream.get_schema(&stream, &schema);
        left = 1;
        const int without_array = stream.get_next(&stream, &array);
        left = -1;
        assert_int_equal(without_schema, ENOMEM);
        assert_int_equal(without_array, ENOMEM);
        assert_null(schema.release);
        assert_null(array.release);
        assert_non_null(strstr(stream.get_last_error(&stream), "memory"));
    }
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    assert_null(stream.get_last_error(&stream));
    assert_int_equal(array.length, 3);
    stream.release(&stream);
    schema.release(&schema);
    array.release(&array);
    labelf_matches_free(matches);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(a_stream_goes_on_when_there_is_memory_again),
    };
    return cmocka_run_group_tests_name("arrow_memory", tests, start_sandbox, stop_sandbox);
}

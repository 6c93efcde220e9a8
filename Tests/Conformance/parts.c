/* Results that are taken in parts, while the rest of a call goes on. */
#include "support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = 400 };

/* What has been taken of a call: for each text the label of its best prediction, or the name of its
 * status. */
typedef struct taken {
    labelf_call *call;
    char seen[TEXTS][40];
    size_t count, parts;
    int64_t first_at;
} taken;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void note(taken *taken, const labelf_result *part) {
    labelf_columns columns;
    assert_int_equal(labelf_result_columns(part, &columns, sizeof columns), LABELF_OK);
    assert_true(columns.texts > 0);
    pthread_mutex_lock(&lock);
    if (taken->parts++ == 0)
        taken->first_at = milliseconds();
    for (size_t i = 0; i < columns.texts; i++) {
        const size_t text = labelf_result_text_index(part, i);
        const char *label = labelf_result_label(part, i, 0);
        assert_in_range(text, 0, TEXTS - 1);
        if (columns.text_indices)
            assert_int_equal(columns.text_indices[i], text);
        assert_string_equal(taken->seen[text], ""); /* each once */
        strncat(taken->seen[text],
                label ? label : labelf_status_name(labelf_result_status(part, i)), 39);
        taken->count++;
    }
    pthread_mutex_unlock(&lock);
}

/* Takes all that comes. */
static void *take_all(void *argument) {
    taken *taken = argument;
    labelf_result *part = NULL;
    while (labelf_classify_take(taken->call, -1, &part, NULL) == LABELF_OK && part) {
        note(taken, part);
        labelf_result_free(part);
    }
    return NULL;
}

/* What was taken is what the whole result says. */
static void expect_whole(const taken *taken, labelf_status status) {
    labelf_result *whole = NULL;
    expect_status(labelf_classify_wait(taken->call, -1, &whole, NULL), status);
    assert_int_equal(taken->count, TEXTS);
    for (size_t i = 0; i < TEXTS; i++) {
        const char *label = labelf_result_label(whole, i, 0);
        assert_string_equal(taken->seen[i],
                            label ? label : labelf_status_name(labelf_result_status(whole, i)));
        assert_int_equal(labelf_result_text_index(whole, i), i);
    }
    assert_int_equal(labelf_result_text_index(whole, TEXTS), SIZE_MAX);
    labelf_result_free(whole);
}

/* Some texts are bad, some equal, and some refused. */
static labelf_call *start_mixed(labelf_client *client) {
    labelf_text *texts = make_texts(TEXTS);
    labelf_text mixed[TEXTS];
    labelf_call *call = NULL;
    for (size_t i = 0; i < TEXTS; i++) {
        mixed[i] = texts[i % 10 == 3 ? i - 3 : i];
        if (i % 50 == 7)
            mixed[i] = labelf_text_from("");
        if (i % 50 == 8)
            mixed[i] = labelf_text_from("please refuse this");
    }
    expect_status(labelf_classify_start(client, 3, mixed, TEXTS, NULL, &call, NULL), LABELF_OK);
    free_texts(texts);
    return call;
}

static void parts_are_the_whole(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox,
                   "[{\"every\":9,\"do\":{\"stall_ms\":150}},{\"nth\":5,\"do\":{\"status\":503}}]");
    taken *taken = calloc(1, sizeof *taken);
    const int64_t began = milliseconds();
    taken->call = start_mixed(client);
    take_all(taken);
    const int64_t took = milliseconds() - began;
    expect_whole(taken, LABELF_PARTIAL);
    assert_true(taken->parts > 2);
    assert_true(taken->first_at - began < took / 2); /* long before the last */
    /* Again, and from the end on: nothing more. */
    labelf_result *part = NULL;
    expect_status(labelf_classify_take(taken->call, 0, &part, NULL), LABELF_OK);
    assert_null(part);
    labelf_call_free(taken->call);
    labelf_client_free(client);
    free(taken);
}

static void several_threads_take(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":10}}]");
    taken *taken = calloc(1, sizeof *taken);
    pthread_t threads[4];
    taken->call = start_mixed(client);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_all, taken), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    expect_whole(taken, LABELF_PARTIAL);
    labelf_call_free(taken->call);
    labelf_client_free(client);
    free(taken);
}

static void a_settled_call_is_one_part(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    taken *taken = calloc(1, sizeof *taken);
    taken->call = start_mixed(client);
    expect_status(labelf_call_wait(taken->call, -1, NULL), LABELF_PARTIAL);
    labelf_client_free(client); /* the call outlives it */
    take_all(taken);
    assert_int_equal(taken->parts, 1);
    expect_whole(taken, LABELF_PARTIAL);
    labelf_call_free(taken->call);
    free(taken);
}

static void no_texts_are_no_part(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    for (int i = 0; i < 2; i++) {
        labelf_call *call = NULL;
        labelf_result *part = NULL;
        expect_status(labelf_classify_start(client, 3, NULL, 0, NULL, &call, NULL), LABELF_OK);
        if (i == 1)
            expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
        expect_status(labelf_classify_take(call, -1, &part, NULL), LABELF_OK);
        assert_null(part);
        labelf_call_free(call);
    }
    labelf_client_free(client);
}

static void waiting_for_a_part(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_result *part = NULL;
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    labelf_call *call = start_call(client, 8, NULL);
    for (int i = 0; i < 1000; i++)
        expect_status(labelf_classify_take(call, 0, &part, NULL), LABELF_PENDING);
    expect_status(labelf_classify_take(call, 50, &part, NULL), LABELF_PENDING);
    assert_null(part);
    labelf_call_cancel(call);
    expect_status(labelf_classify_take(call, -1, &part, NULL), LABELF_OK);
    assert_int_equal(labelf_result_count(part), 8);
    expect_status(labelf_result_status(part, 0), LABELF_ERROR_CANCELLED);
    labelf_result_free(part);
    expect_status(labelf_classify_take(call, -1, &part, NULL), LABELF_OK);
    assert_null(part);
    labelf_call_free(call);
    sandbox_clear_faults(&sandbox);

    expect_status(labelf_classify_take(NULL, -1, &part, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    const labelf_text text = labelf_text_from("compared");
    expect_status(labelf_similarity_start(client, &text, 1, &text, 1, NULL, &call, NULL),
                  LABELF_OK);
    expect_status(labelf_classify_take(call, -1, NULL, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_take(call, -1, &part, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_call_free(call);
    labelf_client_free(client);
}

/* Calls that are freed, and clients that end, while somebody had waited for a part. */
static void nothing_is_left_of_parts(void **state) {
    (void)state;
    labelf_result *part = NULL;
    for (int i = 0; i < 4; i++) {
        labelf_client *client = client_for(&sandbox, NONE);
        sandbox_faults(&sandbox, "[{\"after\":4,\"do\":{\"stall_ms\":20000}}]");
        labelf_call *call = start_call(client, 100, NULL);
        expect_status(labelf_classify_take(call, 5000, &part, NULL), LABELF_OK);
        labelf_result_free(part);
        (void)labelf_classify_take(call, i * 10, &part, NULL);
        labelf_result_free(part);
        if (i % 2)
            labelf_call_free(call);
        labelf_client_free(client);
        if (i % 2 == 0)
            labelf_call_free(call);
        sandbox_clear_faults(&sandbox);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(parts_are_the_whole, clear_sandbox),
        cmocka_unit_test_teardown(several_threads_take, clear_sandbox),
        cmocka_unit_test_teardown(a_settled_call_is_one_part, clear_sandbox),
        cmocka_unit_test_teardown(no_texts_are_no_part, clear_sandbox),
        cmocka_unit_test_teardown(waiting_for_a_part, clear_sandbox),
        cmocka_unit_test_teardown(nothing_is_left_of_parts, clear_sandbox),
    };
    return cmocka_run_group_tests_name("parts", tests, start_sandbox, stop_sandbox);
}

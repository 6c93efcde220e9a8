/* Results and matches as Arrow reads them: by a reader that looks at everything the specification
 * says of the structs. */
#include "support.h"

#include <labelf_arrow.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* What a column is like: its format, name, buffers, children and whether it has a dictionary. */
static void expect_column(const struct ArrowSchema *schema, const struct ArrowArray *array,
                          const char *format, const char *name, int64_t length, int64_t children,
                          int has_dictionary) {
    const int64_t buffers = format[0] == '+'          ? (format[1] == 's' ? 1 : 2)
                            : (format[0] | 32) == 'u' ? 3
                                                      : 2;
    assert_string_equal(schema->format, format);
    assert_string_equal(schema->name, name);
    assert_null(schema->metadata);
    assert_non_null(schema->release);
    assert_int_equal(schema->flags & ~ARROW_FLAG_NULLABLE, 0);
    assert_int_equal(schema->n_children, children);
    assert_non_null(array->release);
    assert_int_equal(array->length, length);
    assert_int_equal(array->offset, 0);
    assert_int_equal(array->n_children, children);
    assert_int_equal(array->n_buffers, buffers);
    assert_int_equal(schema->dictionary != NULL, has_dictionary);
    assert_int_equal(array->dictionary != NULL, has_dictionary);
    assert_true(array->null_count == 0 || (schema->flags & ARROW_FLAG_NULLABLE) != 0);
    assert_true(array->null_count == 0 || array->buffers[0] != NULL);
    for (int64_t i = 1; i < buffers; i++)
        assert_non_null(array->buffers[i]);
}

static int is_valid(const struct ArrowArray *array, size_t row) {
    const uint8_t *bits = (const uint8_t *)array->buffers[0];
    return bits ? bits[row / 8] >> row % 8 & 1 : 1;
}

/* Row `row` of a column of strings, whose offsets are wide or not, is `text`. */
static void expect_text(const struct ArrowArray *array, size_t row, int is_wide, const char *text) {
    const int32_t *narrow = (const int32_t *)array->buffers[1];
    const int64_t *wide = (const int64_t *)array->buffers[1];
    const int64_t start = is_wide ? wide[row] : narrow[row],
                  end = is_wide ? wide[row + 1] : narrow[row + 1];
    assert_int_equal(end - start, strlen(text));
    assert_memory_equal((const char *)array->buffers[2] + start, text, strlen(text));
}

/* The labels of a column are the result's. */
static void expect_labels(const struct ArrowSchema *schema, const struct ArrowArray *array,
                          const labelf_columns *columns) {
    expect_column(schema->dictionary, array->dictionary, "u", "", (int64_t)columns->labels, 0, 0);
    for (size_t i = 0; i < columns->labels; i++)
        expect_text(array->dictionary, i, 0, columns->label_names[i]);
}

/* The whole table is what the result's accessors say. */
static void expect_rows(const struct ArrowSchema *schema, const struct ArrowArray *array,
                        const labelf_result *result) {
    labelf_columns columns;
    int64_t null_rows[5] = {0};
    assert_int_equal(labelf_result_columns(result, &columns, sizeof columns), LABELF_OK);
    const int64_t rows = (int64_t)columns.texts, entries = (int64_t)columns.predictions;
    struct ArrowSchema **types = schema->children;
    struct ArrowArray **parts = array->children;
    expect_column(schema, array, "+s", "", rows, 5, 0);
    expect_column(types[0], parts[0], "i", "status", rows, 0, 0);
    expect_column(types[1], parts[1], "i", "label", rows, 0, 1);
    expect_column(types[2], parts[2], "g", "confidence", rows, 0, 0);
    expect_column(types[3], parts[3], "+L", "predictions", rows, 1, 0);
    expect_column(types[4], parts[4], "U", "error", rows, 0, 0);
    const struct ArrowSchema *item_type = types[3]->children[0];
    const struct ArrowArray *item = parts[3]->children[0];
    expect_column(item_type, item, "+s", "item", entries, 2, 0);
    expect_column(item_type->children[0], item->children[0], "i", "label", entries, 0, 1);
    expect_column(item_type->children[1], item->children[1], "g", "confidence", entries, 0, 0);
    expect_labels(types[1], parts[1], &columns);
    expect_labels(item_type->children[0], item->children[0], &columns);

    assert_ptr_equal(parts[0]->buffers[1], columns.statuses);
    assert_ptr_equal(parts[3]->buffers[1], columns.offsets);
    assert_ptr_equal(item->children[0]->buffers[1], columns.label_indices);
    assert_ptr_equal(item->children[1]->buffers[1], columns.confidences);
    for (size_t i = 0; i < columns.texts; i++) {
        const int has_best = labelf_result_predictions(result, i) > 0;
        const labelf_error *error = labelf_result_error(result, i);
        assert_int_equal(is_valid(parts[1], i), has_best);
        assert_int_equal(is_valid(parts[2], i), has_best);
        assert_int_equal(is_valid(parts[3], i), error == NULL);
        assert_int_equal(is_valid(parts[4], i), error != NULL);
        for (int part = 1; part < 5; part++)
            null_rows[part] += !is_valid(parts[part], i);
        expect_text(parts[4], i, 1, labelf_error_message(error));
        if (has_best) {
            expect_text(parts[1]->dictionary, (size_t)((const int32_t *)parts[1]->buffers[1])[i], 0,
                        labelf_result_label(result, i, 0));
            assert_true(((const double *)parts[2]->buffers[1])[i] ==
                        labelf_result_confidence(result, i, 0));
        }
    }
    for (int part = 0; part < 5; part++)
        assert_int_equal(parts[part]->null_count, null_rows[part]);
}

static void release(struct ArrowSchema *schema, struct ArrowArray *array) {
    schema->release(schema);
    array->release(array);
    assert_null(schema->release);
    assert_null(array->release);
}

/* `count` texts, of which every `bad`th is empty; none for 0. */
static labelf_result *classify(size_t count, size_t bad, int32_t max_predictions) {
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *texts = make_texts(count),
                *given = (labelf_text *)malloc(count * sizeof *given + 1);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_result *result = NULL;
    options.max_predictions = max_predictions;
    for (size_t i = 0; i < count; i++)
        given[i] = bad && i % bad == 0 ? labelf_text_from("") : texts[i];
    labelf_classify(client, 1, given, count, &options, &result, NULL);
    assert_non_null(result);
    free(given);
    free_texts(texts);
    labelf_client_free(client);
    return result;
}

static void rows_are_over_the_results_columns(void **state) {
    (void)state;
    static const size_t counts[][2] = {{0, 0},  {1, 0},  {3, 1},   {63, 0},
                                       {64, 7}, {65, 2}, {300, 3}, {130, 129}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        for (int32_t max = 0; max < 3; max++) {
            labelf_result *result = classify(counts[i][0], counts[i][1], max);
            struct ArrowSchema schema;
            struct ArrowArray array;
            expect_status(labelf_result_arrow(result, &schema, &array), LABELF_OK);
            expect_rows(&schema, &array, result);
            release(&schema, &array);
            labelf_result_free(result);
        }
}

static void the_best_of_one_prediction_each_is_not_copied(void **state) {
    (void)state;
    labelf_result *result = classify(20, 0, 1);
    labelf_columns columns;
    struct ArrowArray array;
    labelf_result_columns(result, &columns, sizeof columns);
    expect_status(labelf_result_arrow(result, NULL, &array), LABELF_OK);
    assert_ptr_equal(array.children[1]->buffers[1], columns.label_indices);
    assert_ptr_equal(array.children[2]->buffers[1], columns.confidences);
    array.release(&array);
    labelf_result_free(result);
}

static void *released_elsewhere(void *array) {
    ((struct ArrowArray *)array)->release((struct ArrowArray *)array);
    return NULL;
}

static void what_was_moved_outlives_all_else(void **state) {
    (void)state;
    labelf_result *result = classify(40, 4, 2);
    const double second = labelf_result_confidence(result, 1, 1);
    char first[64];
    snprintf(first, sizeof first, "%s", labelf_result_label(result, 1, 0));
    struct ArrowSchema schema, predictions_type;
    struct ArrowArray array, predictions, labels;
    pthread_t thread;
    expect_status(labelf_result_arrow(result, &schema, &array), LABELF_OK);
    labelf_result_free(result);
    predictions = *array.children[3];
    array.children[3]->release = NULL;
    predictions_type = *schema.children[3];
    schema.children[3]->release = NULL;
    release(&schema, &array);
    labels = *predictions.children[0]->children[0];
    predictions.children[0]->children[0]->release = NULL;
    assert_true(((const double *)predictions.children[0]->children[1]->buffers[1])[1] == second);
    assert_string_equal(predictions_type.name, "predictions");
    release(&predictions_type, &predictions);
    expect_text(labels.dictionary, (size_t)((const int32_t *)labels.buffers[1])[0], 0, first);
    assert_int_equal(pthread_create(&thread, NULL, released_elsewhere, &labels), 0);
    pthread_join(thread, NULL);
    assert_null(labels.release);
}

static void a_stream_has_one_batch(void **state) {
    (void)state;
    labelf_result *result = classify(30, 5, 0);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array, end;
    expect_status(labelf_result_arrow_stream(result, &stream), LABELF_OK);
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(stream.get_schema(&stream, &schema), 0);
        if (turn == 0)
            schema.release(&schema);
    }
    assert_int_equal(stream.get_next(&stream, &array), 0);
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(stream.get_next(&stream, &end), 0);
        assert_null(end.release);
    }
    assert_null(stream.get_last_error(&stream));
    stream.release(&stream);
    assert_null(stream.release);
    expect_rows(&schema, &array, result);
    labelf_result_free(result);
    release(&schema, &array);

    result = classify(3, 0, 1);
    expect_status(labelf_result_arrow_stream(result, &stream), LABELF_OK);
    labelf_result_free(result);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    assert_int_equal(array.length, 3);
    array.release(&array);
    stream.release(&stream);
}

static void matches_are_rows_too(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text base[] = {labelf_text_from("Where is my parcel?"),
                                labelf_text_from("I was charged twice.")};
    const labelf_text compared[] = {labelf_text_from("charged"), labelf_text_from(""),
                                    labelf_text_from("my parcel")};
    labelf_matches *matches = NULL;
    labelf_match_columns columns;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    expect_status(labelf_similarity(client, base, 2, compared, 3, NULL, &matches, NULL),
                  LABELF_PARTIAL);
    labelf_client_free(client);
    labelf_matches_columns(matches, &columns, sizeof columns);
    expect_status(labelf_matches_arrow(matches, &schema, &array), LABELF_OK);
    expect_column(schema.children[1], array.children[1], "i", "base", 3, 0, 0);
    expect_column(schema.children[2], array.children[2], "g", "similarity", 3, 0, 0);
    expect_column(schema.children[3], array.children[3], "+L", "matches", 3, 1, 0);
    const struct ArrowArray *item = array.children[3]->children[0];
    expect_column(schema.children[3]->children[0], item, "+s", "item", 4, 2, 0);
    assert_string_equal(schema.children[3]->children[0]->children[1]->name, "similarity");
    assert_ptr_equal(array.children[3]->buffers[1], columns.offsets);
    assert_ptr_equal(item->children[0]->buffers[1], columns.base_indices);
    assert_ptr_equal(item->children[1]->buffers[1], columns.similarities);
    assert_int_equal(((const int32_t *)array.children[1]->buffers[1])[0], 1);
    assert_int_equal(((const int32_t *)array.children[1]->buffers[1])[2], 0);
    assert_false(is_valid(array.children[3], 1));
    expect_text(array.children[4], 1, 1, labelf_error_message(labelf_matches_error(matches, 1)));
    release(&schema, &array);
    expect_status(labelf_matches_arrow_stream(matches, &stream), LABELF_OK);
    labelf_matches_free(matches);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    stream.release(&stream);
    assert_int_equal(array.children[3]->null_count, 1);
    array.release(&array);
}

static void nothing_is_to_be_released_of_what_failed(void **state) {
    (void)state;
    labelf_result *result = classify(1, 0, 0);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    memset(&schema, 1, sizeof schema);
    memset(&array, 1, sizeof array);
    memset(&stream, 1, sizeof stream);
    expect_status(labelf_result_arrow(NULL, &schema, &array), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_result_arrow_stream(NULL, &stream), LABELF_ERROR_ARGUMENT);
    assert_null(schema.release);
    assert_null(array.release);
    assert_null(stream.release);
    expect_status(labelf_result_arrow(result, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_result_arrow_stream(result, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_matches_arrow(NULL, NULL, &array), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_matches_arrow_stream(NULL, &stream), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_result_arrow(result, &schema, NULL), LABELF_OK);
    schema.release(&schema);
    labelf_result_free(result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_over_the_results_columns),
        cmocka_unit_test(the_best_of_one_prediction_each_is_not_copied),
        cmocka_unit_test(what_was_moved_outlives_all_else),
        cmocka_unit_test(a_stream_has_one_batch),
        cmocka_unit_test(matches_are_rows_too),
        cmocka_unit_test(nothing_is_to_be_released_of_what_failed),
    };
    return cmocka_run_group_tests_name("arrow", tests, start_sandbox, stop_sandbox);
}

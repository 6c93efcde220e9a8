/* The main job: any number of texts, every answer in its place, nothing asked or paid for twice. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { LANGUAGE_MODEL = 3 };

static int start(void **state) {
    (void)state;
    sandbox_start(&sandbox, LIST("--refuse", "UNSPEAKABLE"));
    return 0;
}

static int same_predictions(const labelf_result *a, size_t i, const labelf_result *b, size_t j) {
    if (labelf_result_predictions(a, i) != labelf_result_predictions(b, j))
        return 0;
    for (size_t rank = 0; rank < labelf_result_predictions(a, i); rank++)
        if (strcmp(labelf_result_label(a, i, rank), labelf_result_label(b, j, rank)) != 0 ||
            labelf_result_confidence(a, i, rank) != labelf_result_confidence(b, j, rank))
            return 0;
    return 1;
}

static void ten_thousand_texts_with_duplicates(void **state) {
    (void)state;
    enum { COUNT = 10000, UNIQUE = 7000, REQUESTS = (UNIQUE + 7) / 8 };
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *unique = make_texts(UNIQUE);
    labelf_text *texts = malloc(COUNT * sizeof *texts);
    size_t *source = malloc(COUNT * sizeof *source);
    labelf_result *result = NULL;
    assert_non_null(texts);
    assert_non_null(source);
    sandbox_forget(&sandbox);

    /* Every text once, then 3,000 again, spread by a multiplier without a common divisor. */
    for (size_t i = 0; i < COUNT; i++) {
        source[i] = i * 7919 % COUNT;
        source[i] = source[i] < UNIQUE ? source[i] : (source[i] - UNIQUE) * 2;
        texts[i] = unique[source[i]];
    }
    expect_status(labelf_classify(client, LANGUAGE_MODEL, texts, COUNT, NULL, &result, NULL),
                  LABELF_OK);
    expect_answers(result, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(labelf_result_label(result, i, 0), language_of(source[i])) != 0)
            fail_msg("text %zu is %s: %s", i, labelf_result_label(result, i, 0), texts[i].data);

    assert_int_equal(sandbox_requests(&sandbox), REQUESTS);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), UNIQUE);
    assert_int_equal(sandbox_number(&sandbox, "distinct_texts_billed"), UNIQUE);
    assert_int_equal(sandbox_number(&sandbox, "max_times_billed"), 1);
    const labelf_statistics statistics = statistics_of(client);
    assert_int_equal(statistics.texts, COUNT);
    assert_int_equal(statistics.texts_succeeded, COUNT);
    assert_int_equal(statistics.texts_failed, 0);
    assert_int_equal(statistics.texts_duplicate, COUNT - UNIQUE);
    assert_int_equal(statistics.texts_sent, UNIQUE);
    assert_int_equal(statistics.requests, REQUESTS);
    assert_int_equal(statistics.queued_texts, 0);
    assert_int_equal(statistics.in_flight, 0);

    /* Each answer is that of its own text: the same as when the text is asked for alone. */
    for (size_t i = 0; i < COUNT; i += 499) {
        labelf_result *alone = NULL;
        labelf_classify(client, LANGUAGE_MODEL, &texts[i], 1, NULL, &alone, NULL);
        expect_answers(alone, 1);
        assert_true(same_predictions(result, i, alone, 0));
        labelf_result_free(alone);
    }
    labelf_result_free(result);
    labelf_client_free(client);
    free(source);
    free(texts);
    free_texts(unique);
}

static void one_refused_text_among_a_thousand(void **state) {
    (void)state;
    enum { COUNT = 1000, BAD = 613 };
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *texts = make_texts(COUNT);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    texts[BAD] = labelf_text_from("This is UNSPEAKABLE.");
    sandbox_forget(&sandbox);

    expect_status(labelf_classify(client, LANGUAGE_MODEL, texts, COUNT, NULL, &result, &error),
                  LABELF_PARTIAL);
    assert_null(error);
    assert_int_equal(labelf_result_count(result), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        if (i == BAD)
            continue;
        expect_status(labelf_result_status(result, i), LABELF_OK);
        assert_null(labelf_result_error(result, i));
        assert_string_equal(labelf_result_label(result, i, 0), language_of(i));
    }
    const labelf_error *refusal = labelf_result_error(result, BAD);
    expect_status(labelf_result_status(result, BAD), LABELF_ERROR_REFUSED);
    expect_status(labelf_error_code(refusal), LABELF_ERROR_REFUSED);
    assert_int_equal(labelf_error_http_status(refusal), 400);
    assert_int_equal(strncmp(labelf_error_request_id(refusal), "req_", 4), 0);
    assert_true(strlen(labelf_error_server_code(refusal)) > 0);
    assert_true(labelf_error_attempts(refusal) >= 1);
    assert_int_equal(labelf_error_retry_after_ms(refusal), -1);
    assert_null(strstr(labelf_error_message(refusal), "UNSPEAKABLE"));
    assert_int_equal(labelf_result_predictions(result, BAD), 0);

    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), COUNT - 1);
    assert_int_equal(sandbox_number(&sandbox, "max_times_billed"), 1);
    assert_true(statistics_of(client).requests_split >= 1);
    labelf_result_free(result);
    labelf_client_free(client);
    texts[BAD].data = NULL;
    free_texts(texts);
}

static void refusing_everything_ends_the_call_soon(void **state) {
    (void)state;
    enum { COUNT = 1000 };
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *texts = make_texts(COUNT);
    char(*bad)[40] = malloc(COUNT * sizeof *bad);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    assert_non_null(bad);
    char *owned = (char *)texts[0].data;
    for (int i = 0; i < COUNT; i++) {
        snprintf(bad[i], sizeof bad[i], "UNSPEAKABLE %d", i);
        texts[i] = labelf_text_from(bad[i]);
    }
    expect_status(labelf_classify(client, 1, texts, COUNT, NULL, &result, &error),
                  LABELF_ERROR_REFUSED);
    expect_error(error, LABELF_ERROR_REFUSED);
    assert_int_equal(labelf_result_count(result), COUNT);
    for (size_t i = 0; i < COUNT; i++)
        expect_status(labelf_result_status(result, i), LABELF_ERROR_REFUSED);
    /* Far from the 15 for each of 125 batches: at most what 8 connections had under way. */
    assert_in_range(statistics_of(client).requests, 1, 8 * 15);
    labelf_result_free(result);
    labelf_client_free(client);
    texts[0].data = owned;
    free_texts(texts);
    free(bad);
}

static void good_and_bad_texts_in_one_call(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text texts[] = {labelf_text_from("Where is my parcel?"),
                                 {"", 0},
                                 {"abc\xFFxyz", 7},
                                 {"Where\0is my refund?", 19},
                                 labelf_text_from("Where is my parcel?")};
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    expect_status(labelf_classify(client, 1, texts, 5, NULL, &result, &error), LABELF_PARTIAL);
    assert_null(error);
    expect_status(labelf_result_status(result, 0), LABELF_OK);
    expect_status(labelf_result_status(result, 1), LABELF_ERROR_TEXT_EMPTY);
    expect_status(labelf_result_status(result, 2), LABELF_ERROR_TEXT_ENCODING);
    expect_status(labelf_result_status(result, 3), LABELF_OK);
    assert_true(same_predictions(result, 0, result, 4));
    assert_int_equal(statistics_of(client).requests, 1);
    assert_int_equal(statistics_of(client).texts_sent, 2);
    labelf_result_free(result);
    labelf_client_free(client);
}

static void predictions_are_cut_and_filtered(void **state) {
    (void)state;
    static const char *const filter[] = {"Refund", "Billing"};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_text *texts = make_texts(20);
    labelf_result *all = NULL, *best = NULL, *two = NULL;
    expect_status(labelf_classify(client, 1, texts, 20, NULL, &all, NULL), LABELF_OK);
    options.max_predictions = 1;
    expect_status(labelf_classify(client, 1, texts, 20, &options, &best, NULL), LABELF_OK);
    options.max_predictions = 0;
    options.label_filter = filter;
    options.label_filter_count = 2;
    expect_status(labelf_classify(client, 1, texts, 20, &options, &two, NULL), LABELF_OK);
    for (size_t i = 0; i < 20; i++) {
        assert_true(labelf_result_predictions(all, i) > 2);
        assert_int_equal(labelf_result_predictions(best, i), 1);
        assert_string_equal(labelf_result_label(best, i, 0), labelf_result_label(all, i, 0));
        assert_int_equal(labelf_result_predictions(two, i), 2);
        for (size_t rank = 0; rank < 2; rank++) {
            const char *label = labelf_result_label(two, i, rank);
            assert_true(strcmp(label, "Refund") == 0 || strcmp(label, "Billing") == 0);
        }
    }
    labelf_result_free(two);
    labelf_result_free(best);
    labelf_result_free(all);
    labelf_client_free(client);
    free_texts(texts);
}

static void the_older_answer_is_understood(void **state) {
    (void)state;
    service older;
    labelf_text *texts = make_texts(50);
    labelf_result *result = NULL, *current = NULL;
    sandbox_start(&older, LIST("--legacy"));
    labelf_client *client = client_for(&older, NONE), *other = client_for(&sandbox, NONE);
    expect_status(labelf_classify(client, 3, texts, 50, NULL, &result, NULL), LABELF_OK);
    expect_status(labelf_classify(other, 3, texts, 50, NULL, &current, NULL), LABELF_OK);
    expect_answers(result, 50);
    for (size_t i = 0; i < 50; i++)
        assert_true(same_predictions(result, i, current, i));
    labelf_result_free(current);
    labelf_result_free(result);
    labelf_client_free(other);
    labelf_client_free(client);
    service_stop(&older);
    free_texts(texts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_texts_with_duplicates),
        cmocka_unit_test(one_refused_text_among_a_thousand),
        cmocka_unit_test(refusing_everything_ends_the_call_soon),
        cmocka_unit_test(good_and_bad_texts_in_one_call),
        cmocka_unit_test(predictions_are_cut_and_filtered),
        cmocka_unit_test(the_older_answer_is_understood),
    };
    return cmocka_run_group_tests_name("classify", tests, start, stop_sandbox);
}

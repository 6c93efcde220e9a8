/* Several models over the same texts. */
#include "support.h"

#include <stdlib.h>

static void expect_no_results(labelf_result *const *results, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_null(results[i]);
}

static void each_model_answers_as_if_alone(void **state) {
    (void)state;
    const int64_t models[] = {3, 1, 2};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *texts = make_texts(50);
    labelf_result *results[3], *alone;
    labelf_error *error = NULL;
    sandbox_forget(&sandbox);
    expect_status(labelf_classify_models(client, models, 3, texts, 50, NULL, results, &error),
                  LABELF_OK);
    assert_null(error);
    assert_int_equal(sandbox_requests(&sandbox), 3 * 7);
    assert_int_equal(sandbox_requests_to(&sandbox, "/models/2/inference"), 7);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 3 * 50);
    for (size_t m = 0; m < 3; m++) {
        expect_answers(results[m], 50);
        expect_status(labelf_classify(client, models[m], texts, 50, NULL, &alone, NULL), LABELF_OK);
        for (size_t i = 0; i < 50; i++) {
            assert_string_equal(labelf_result_label(results[m], i, 0),
                                labelf_result_label(alone, i, 0));
            assert_true(labelf_result_confidence(results[m], i, 0) ==
                        labelf_result_confidence(alone, i, 0));
        }
        labelf_result_free(alone);
    }
    for (size_t i = 0; i < 50; i++)
        assert_string_equal(labelf_result_label(results[0], i, 0), language_of(i));
    assert_int_equal(statistics_of(client).calls, 6);
    assert_int_equal(statistics_of(client).calls_settled, 6);
    labelf_client_free(client);
    for (size_t m = 0; m < 3; m++)
        labelf_result_free(results[m]); /* they outlive it */
    free_texts(texts);
}

static void bad_texts_and_duplicates(void **state) {
    (void)state;
    const int64_t models[] = {1, 2};
    const labelf_text texts[] = {labelf_text_from("Where is my parcel?"), labelf_text_from(""),
                                 labelf_text_from("Where is my parcel?")};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_result *results[2];
    options.max_predictions = 1;
    sandbox_forget(&sandbox);
    expect_status(labelf_classify_models(client, models, 2, texts, 3, &options, results, NULL),
                  LABELF_PARTIAL);
    for (size_t m = 0; m < 2; m++) {
        expect_status(labelf_result_status(results[m], 1), LABELF_ERROR_TEXT_EMPTY);
        assert_int_equal(labelf_result_predictions(results[m], 0), 1);
        assert_string_equal(labelf_result_label(results[m], 0, 0),
                            labelf_result_label(results[m], 2, 0));
        labelf_result_free(results[m]);
    }
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 2);
    labelf_error *error = NULL;
    expect_status(labelf_classify_models(client, models, 2, texts + 1, 1, NULL, results, &error),
                  LABELF_ERROR_TEXT_EMPTY);
    expect_error(error, LABELF_ERROR_TEXT_EMPTY);
    for (size_t m = 0; m < 2; m++) {
        assert_int_equal(labelf_result_count(results[m]), 1);
        labelf_result_free(results[m]);
    }
    expect_status(labelf_classify_models(client, models, 2, texts, 0, NULL, results, NULL),
                  LABELF_OK);
    for (size_t m = 0; m < 2; m++) {
        assert_int_equal(labelf_result_count(results[m]), 0);
        labelf_result_free(results[m]);
    }
    labelf_client_free(client);
}

static void a_model_fails_alone(void **state) {
    (void)state;
    static const struct {
        int64_t model;
        labelf_status code;
    } bad[] = {{4, LABELF_ERROR_MODEL_ARCHIVED},
               {5, LABELF_ERROR_MODEL_NOT_DEPLOYED},
               {99, LABELF_ERROR_NOT_FOUND}};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_text *texts = make_texts(20);
    labelf_error *error = NULL;
    for (size_t b = 0; b < 3; b++) {
        const int64_t models[] = {bad[b].model, 3};
        labelf_result *results[2];
        expect_status(labelf_classify_models(client, models, 2, texts, 20, NULL, results, &error),
                      LABELF_PARTIAL);
        assert_null(error);
        expect_answers(results[1], 20);
        for (size_t i = 0; i < 20; i++)
            expect_status(labelf_result_status(results[0], i), bad[b].code);
        labelf_result_free(results[0]);
        labelf_result_free(results[1]);
        expect_status(labelf_classify_models(client, models, 1, texts, 20, NULL, results, &error),
                      bad[b].code);
        expect_error(error, bad[b].code);
        labelf_result_free(results[0]);
    }
    free_texts(texts);
    labelf_client_free(client);
}

static void arguments(void **state) {
    (void)state;
    const int64_t models[] = {1, 0};
    const labelf_text text = labelf_text_from("one"), none = {NULL, 3};
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_result *results[2] = {NULL, NULL};
    labelf_error *error = NULL;
    expect_status(labelf_classify_models(client, models, 2, &text, 1, NULL, results, &error),
                  LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_models(client, models, 1, &none, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_models(client, models, 1, NULL, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_models(client, models, 0, &text, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_models(client, models, 1001, &text, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    results[0] = results[1] = (labelf_result *)&text; /* as they are before the first call */
    expect_status(labelf_classify_models(client, NULL, 2, &text, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_no_results(results, 2);
    expect_status(labelf_classify_models(client, models, 1, &text, 1, NULL, NULL, NULL),
                  LABELF_ERROR_ARGUMENT);
    results[0] = results[1] = (labelf_result *)&text;
    expect_status(labelf_classify_models(NULL, models, 2, &text, 1, NULL, results, NULL),
                  LABELF_ERROR_ARGUMENT);
    expect_no_results(results, 2);
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

static void all_are_taken_or_none(void **state) {
    (void)state;
    const int64_t models[] = {3, 1, 2};
    labelf_client *client = client_for(&sandbox, LIST("queue_texts", "50", "queue_full", "fail"));
    labelf_text *texts = make_texts(40);
    labelf_result *results[3];
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    const int64_t began = milliseconds();
    expect_status(labelf_classify_models(client, models, 3, texts, 40, NULL, results, &error),
                  LABELF_ERROR_QUEUE_FULL);
    expect_error(error, LABELF_ERROR_QUEUE_FULL);
    expect_no_results(results, 3);
    assert_true(milliseconds() - began < slack(2000)); /* what was taken was given up */
    assert_int_equal(statistics_of(client).calls, statistics_of(client).calls_settled);
    assert_int_equal(statistics_of(client).queued_texts, 0);
    labelf_client_close(client, 0);
    expect_status(labelf_classify_models(client, models, 3, texts, 40, NULL, results, NULL),
                  LABELF_ERROR_CLOSED);
    expect_no_results(results, 3);
    labelf_client_free(client);
    sandbox_clear_faults(&sandbox);

    client = client_for(&sandbox, LIST("queue_texts", "50")); /* one waits for the other */
    expect_status(labelf_classify_models(client, models, 3, texts, 40, NULL, results, NULL),
                  LABELF_OK);
    for (size_t m = 0; m < 3; m++)
        labelf_result_free(results[m]);
    free_texts(texts);
    labelf_client_free(client);
}

static void one_deadline_and_one_cap(void **state) {
    (void)state;
    const int64_t models[] = {3, 1};
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_client *client = client_for(&sandbox, LIST("max_billed_texts", "50"));
    labelf_text *texts = make_texts(40);
    labelf_result *results[2];
    labelf_error *error = NULL;
    sandbox_forget(&sandbox);
    expect_status(labelf_classify_models(client, models, 2, texts, 40, NULL, results, NULL),
                  LABELF_PARTIAL);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 50);
    for (size_t m = 0; m < 2; m++)
        labelf_result_free(results[m]);
    labelf_client_free(client);

    client = client_for(&sandbox, NONE);
    options.deadline_ms = 300;
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":20000}}]");
    const int64_t began = milliseconds();
    expect_status(labelf_classify_models(client, models, 2, texts, 40, &options, results, &error),
                  LABELF_ERROR_DEADLINE);
    assert_in_range(milliseconds() - began, 300, 300 + slack(700));
    expect_error(error, LABELF_ERROR_DEADLINE);
    for (size_t m = 0; m < 2; m++)
        labelf_result_free(results[m]);
    free_texts(texts);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_model_answers_as_if_alone, clear_sandbox),
        cmocka_unit_test_teardown(bad_texts_and_duplicates, clear_sandbox),
        cmocka_unit_test_teardown(a_model_fails_alone, clear_sandbox),
        cmocka_unit_test_teardown(arguments, clear_sandbox),
        cmocka_unit_test_teardown(all_are_taken_or_none, clear_sandbox),
        cmocka_unit_test_teardown(one_deadline_and_one_cap, clear_sandbox),
    };
    return cmocka_run_group_tests_name("models", tests, start_sandbox, stop_sandbox);
}

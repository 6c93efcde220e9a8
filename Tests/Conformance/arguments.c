/* What a caller may get wrong: NULLs, numbers out of range, options, texts. None of it reaches the
 * network. */
#include "support.h"

#include <errno.h>
#include <stdlib.h>

static const service nowhere = {0, 0, "http://127.0.0.1:1/v2", "lbl_sk_test", ""};

static void null_objects_are_harmless(void **state) {
    (void)state;
    labelf_error_free(NULL);
    labelf_config_free(NULL);
    labelf_client_free(NULL);
    labelf_call_free(NULL);
    labelf_call_cancel(NULL);
    labelf_result_free(NULL);
    expect_status(labelf_error_code(NULL), LABELF_OK);
    assert_string_equal(labelf_error_message(NULL), "");
    assert_string_equal(labelf_error_fix(NULL), "");
    assert_string_equal(labelf_error_server_code(NULL), "");
    assert_string_equal(labelf_error_request_id(NULL), "");
    assert_int_equal(labelf_error_http_status(NULL), 0);
    assert_int_equal(labelf_error_attempts(NULL), 0);
    (void)labelf_error_retry_after_ms(NULL);
    assert_int_equal(labelf_status_is_transient(LABELF_ERROR_SERVICE), 1);
    assert_int_equal(labelf_status_is_transient(LABELF_ERROR_REFUSED), 0);
    assert_int_equal(labelf_status_is_transient(LABELF_OK), 0);
    assert_int_equal(labelf_status_is_transient((labelf_status)1000), 0);
    assert_null(labelf_client_new(NULL, NULL));
    assert_null(labelf_queue_next(NULL, -1));
    assert_int_equal(labelf_client_close(NULL, -1), 0);
    assert_int_equal(labelf_queue_fd(NULL), -1);
    assert_null(labelf_call_user_data(NULL));
    assert_int_equal(labelf_call_progress(NULL), 0);
    assert_int_equal(labelf_result_count(NULL), 0);
    assert_null(labelf_result_error(NULL, 0));
    assert_int_equal(labelf_result_predictions(NULL, 0), 0);
    assert_null(labelf_result_label(NULL, 0, 0));
    assert_true(labelf_result_confidence(NULL, 0, 0) < 0);
    expect_status(labelf_result_status(NULL, 0), LABELF_ERROR_ARGUMENT);
}

static void null_arguments_are_errors(void **state) {
    (void)state;
    labelf_client *client = client_for(&nowhere, NONE);
    labelf_config *config = labelf_config_new();
    labelf_text text = labelf_text_from("x");
    labelf_result *result = (labelf_result *)&text;
    labelf_call *call = (labelf_call *)&text;
    labelf_error *error = NULL;
    labelf_statistics statistics;
    labelf_columns columns;

    labelf_config_set(NULL, "api_key", "x", &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_config_set(config, NULL, "x", &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_config_set(config, "api_key", NULL, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_config_from_environment(NULL, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    assert_null(labelf_client_new(NULL, &error));
    expect_error(error, LABELF_ERROR_ARGUMENT);

    expect_status(labelf_client_statistics(NULL, &statistics, sizeof statistics),
                  LABELF_ERROR_ARGUMENT);
    expect_status(labelf_client_statistics(client, NULL, sizeof statistics), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_result_columns(NULL, &columns, sizeof columns), LABELF_ERROR_ARGUMENT);

    expect_status(labelf_classify(NULL, 1, &text, 1, NULL, &result, &error), LABELF_ERROR_ARGUMENT);
    assert_null(result);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_classify(client, 1, NULL, 1, NULL, &result, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_classify_start(NULL, 1, &text, 1, NULL, &call, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    assert_null(call);
    labelf_classify_start(client, 1, NULL, 1, NULL, &call, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_classify_start(client, 1, &text, 1, NULL, NULL, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_wait(NULL, -1, &result, &error), LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);

    labelf_config_free(config);
    labelf_client_free(client);
}

/* Starts a call that cannot be right, both ways. */
static void expect_refused_call(labelf_client *client, int64_t model, size_t count,
                                const labelf_classify_options *options) {
    const labelf_text text = labelf_text_from("x");
    labelf_result *result = NULL;
    labelf_call *call = NULL;
    labelf_error *error = NULL;
    expect_status(labelf_classify(client, model, &text, count, options, &result, &error),
                  LABELF_ERROR_ARGUMENT);
    assert_null(result);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_start(client, model, &text, count, options, &call, &error),
                  LABELF_ERROR_ARGUMENT);
    assert_null(call);
    expect_error(error, LABELF_ERROR_ARGUMENT);
}

static void numbers_out_of_range_are_errors(void **state) {
    (void)state;
    labelf_client *client = client_for(&nowhere, NONE);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    const char *const with_null[] = {"Delivery", NULL};

    expect_refused_call(client, 0, 1, NULL);
    expect_refused_call(client, -1, 1, NULL);
    expect_refused_call(client, INT64_MIN, 1, NULL);
    expect_refused_call(client, 1, SIZE_MAX, NULL);
    expect_refused_call(client, 1, SIZE_MAX / 2, NULL);
    expect_refused_call(client, 1, SIZE_MAX / sizeof(labelf_text), NULL);
    options.max_predictions = -1;
    expect_refused_call(client, 1, 1, &options);
    options.max_predictions = 1001;
    expect_refused_call(client, 1, 1, &options);
    options.max_predictions = INT32_MIN;
    expect_refused_call(client, 1, 1, &options);
    options.max_predictions = 0;
    options.lane = (labelf_lane)99;
    expect_refused_call(client, 1, 1, &options);
    options.lane = LABELF_LANE_AUTOMATIC;
    options.label_filter_count = 1;
    expect_refused_call(client, 1, 1, &options); /* a count without labels */
    options.label_filter = with_null;
    options.label_filter_count = 2;
    expect_refused_call(client, 1, 1, &options); /* a label that is NULL */
    options.label_filter_count = SIZE_MAX;
    expect_refused_call(client, 1, 1, &options);
    options.label_filter = NULL;
    options.label_filter_count = 0;
    options.size = 0;
    expect_refused_call(client, 1, 1, &options);

    assert_int_equal(statistics_of(client).calls, 0);
    labelf_client_free(client);
}

static void no_texts_are_an_empty_result(void **state) {
    (void)state;
    labelf_client *client = client_for(&nowhere, NONE);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    labelf_columns columns;
    expect_status(labelf_classify(client, 1, NULL, 0, NULL, &result, &error), LABELF_OK);
    assert_null(error);
    assert_non_null(result);
    assert_int_equal(labelf_result_count(result), 0);
    expect_status(labelf_result_columns(result, &columns, sizeof columns), LABELF_OK);
    assert_int_equal(columns.texts, 0);
    assert_int_equal(columns.predictions, 0);
    assert_int_equal(columns.offsets[0], 0);
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_result_free(result);
    labelf_client_free(client);
}

/* One text that is judged on the spot; the error belongs to the result. */
static void expect_judged(const char *data, size_t length, labelf_status expected,
                          const char *mention) {
    labelf_client *client = client_for(&nowhere, LIST("max_text_characters", "10"));
    const labelf_text text = {data, length};
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    expect_status(labelf_classify(client, 1, &text, 1, NULL, &result, &error), expected);
    expect_error(error, expected);
    expect_status(labelf_result_status(result, 0), expected);
    expect_status(labelf_error_code(labelf_result_error(result, 0)), expected);
    if (!strstr(labelf_error_message(labelf_result_error(result, 0)), mention))
        fail_msg("\"%s\" does not mention %s", labelf_error_message(labelf_result_error(result, 0)),
                 mention);
    assert_int_equal(labelf_error_attempts(labelf_result_error(result, 0)), 0);
    assert_null(labelf_result_label(result, 0, 0));
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_result_free(result);
    labelf_client_free(client);
}

static void texts_are_judged_before_the_network(void **state) {
    (void)state;
    expect_judged("", 0, LABELF_ERROR_TEXT_EMPTY, "");
    expect_judged(NULL, 0, LABELF_ERROR_TEXT_EMPTY, "");
    expect_judged("12345678901", 11, LABELF_ERROR_TEXT_TOO_LONG, "10");
    expect_judged("åäöåäöåäöåä", 22, LABELF_ERROR_TEXT_TOO_LONG, "10");
    expect_judged("abc\xFF", 4, LABELF_ERROR_TEXT_ENCODING, "3");        /* never in UTF-8 */
    expect_judged("abcd\xC3", 5, LABELF_ERROR_TEXT_ENCODING, "4");       /* cut short */
    expect_judged("a\xC0\xAF", 3, LABELF_ERROR_TEXT_ENCODING, "1");      /* overlong */
    expect_judged("ab\xED\xA0\x80", 5, LABELF_ERROR_TEXT_ENCODING, "2"); /* a surrogate */
    expect_judged("\xF4\x90\x80\x80", 4, LABELF_ERROR_TEXT_ENCODING, "0");
    expect_judged("\x80", 1, LABELF_ERROR_TEXT_ENCODING, "0");
}

static void absurd_lengths_are_not_read(void **state) {
    (void)state;
    labelf_client *client = client_for(&nowhere, LIST("total_timeout_ms", "1000"));
    const size_t lengths[] = {SIZE_MAX, SIZE_MAX / 2, (size_t)1 << 40};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const labelf_text text = {"short", lengths[i]};
        labelf_result *result = NULL;
        labelf_error *error = NULL;
        /* What does not fit the address space is no text at all. */
        const labelf_status status = labelf_classify(client, 1, &text, 1, NULL, &result, &error);
        if (lengths[i] < SIZE_MAX / 2 || status != LABELF_ERROR_ARGUMENT)
            expect_status(status, LABELF_ERROR_TEXT_TOO_LONG);
        expect_error(error, status);
        labelf_result_free(result);
    }
    const labelf_text missing = {NULL, 5};
    labelf_result *result = NULL;
    assert_int_not_equal(labelf_classify(client, 1, &missing, 1, NULL, &result, NULL), LABELF_OK);
    labelf_result_free(result);
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

static void accessors_check_their_indices(void **state) {
    (void)state;
    labelf_client *client = client_for(&nowhere, NONE);
    const labelf_text text = {"", 0};
    labelf_result *result = NULL;
    labelf_classify(client, 1, &text, 1, NULL, &result, NULL);
    assert_non_null(result);
    const size_t wrong[] = {1, 2, SIZE_MAX, SIZE_MAX / 2};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        expect_status(labelf_result_status(result, wrong[i]), LABELF_ERROR_ARGUMENT);
        assert_null(labelf_result_error(result, wrong[i]));
        assert_int_equal(labelf_result_predictions(result, wrong[i]), 0);
        assert_null(labelf_result_label(result, wrong[i], 0));
        assert_null(labelf_result_label(result, 0, wrong[i]));
        assert_true(labelf_result_confidence(result, 0, wrong[i]) == -1);
        assert_true(labelf_result_confidence(result, wrong[i], 0) == -1);
    }
    labelf_result_free(result);
    labelf_client_free(client);
}

static void structures_grow_and_shrink_with_their_size(void **state) {
    (void)state;
    struct {
        labelf_statistics known;
        uint64_t later[4];
    } newer;
    labelf_client *client = client_for(&nowhere, NONE);
    memset(&newer, 0xAA, sizeof newer);
    expect_status(labelf_client_statistics(client, &newer.known, sizeof newer), LABELF_OK);
    for (int i = 0; i < 4; i++)
        assert_int_equal(newer.later[i], 0);

    memset(&newer, 0xAA, sizeof newer);
    expect_status(labelf_client_statistics(client, &newer.known, sizeof(uint64_t)), LABELF_OK);
    assert_int_equal(newer.known.calls, 0);
    assert_true(newer.known.calls_settled == UINT64_C(0xAAAAAAAAAAAAAAAA));
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_objects_are_harmless),
        cmocka_unit_test(null_arguments_are_errors),
        cmocka_unit_test(numbers_out_of_range_are_errors),
        cmocka_unit_test(no_texts_are_an_empty_result),
        cmocka_unit_test(texts_are_judged_before_the_network),
        cmocka_unit_test(absurd_lengths_are_not_read),
        cmocka_unit_test(accessors_check_their_indices),
        cmocka_unit_test(structures_grow_and_shrink_with_their_size),
    };
    return cmocka_run_group_tests_name("arguments", tests, NULL, NULL);
}

/* The cache: a text that was answered is neither sent nor billed again, and its answer is the same
 * to the bit. */
#include "support.h"

#include <stdio.h>

static labelf_client *caching_client(const char *bytes, const char *seconds) {
    return client_for(&sandbox, LIST("cache_bytes", bytes, "cache_seconds", seconds));
}

static int renew_sandbox(void **state) {
    clear_sandbox(state);
    sandbox_forget(&sandbox);
    return 0;
}

static labelf_result *classify(labelf_client *client, int64_t model, const labelf_text *texts,
                               size_t count, const labelf_classify_options *options) {
    labelf_result *result = NULL;
    expect_status(labelf_classify(client, model, texts, count, options, &result, NULL), LABELF_OK);
    expect_answers(result, count);
    return result;
}

static void expect_same(const labelf_result *left, const labelf_result *right, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const size_t predictions = labelf_result_predictions(left, i);
        assert_int_equal(labelf_result_predictions(right, i), predictions);
        for (size_t p = 0; p < predictions; p++) {
            assert_string_equal(labelf_result_label(left, i, p), labelf_result_label(right, i, p));
            assert_true(labelf_result_confidence(left, i, p) ==
                        labelf_result_confidence(right, i, p));
        }
    }
}

static void hits_are_neither_sent_nor_billed(void **state) {
    (void)state;
    labelf_client *client = caching_client("1048576", "60");
    labelf_text *texts = make_texts(200);
    labelf_result *first = classify(client, 3, texts, 200, NULL);
    const long long requests = sandbox_requests(&sandbox);
    labelf_result *second = classify(client, 3, texts, 200, NULL);
    expect_same(first, second, 200);
    assert_int_equal(sandbox_requests(&sandbox), requests);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 200);
    labelf_statistics statistics = statistics_of(client);
    assert_int_equal(statistics.texts_cached, 200);
    assert_int_equal(statistics.texts_sent, 200);
    assert_int_equal(statistics.texts_succeeded, 400);
    assert_int_equal(statistics.calls_settled, 2);
    labelf_result_free(first);
    labelf_result_free(second);
    free_texts(texts);
    labelf_client_free(client);
}

/* Every third text is known, and some texts are there twice: each gets its own answer. */
static void hits_among_others(void **state) {
    (void)state;
    labelf_client *client = caching_client("1048576", "60");
    labelf_text *texts = make_texts(120), known[40];
    for (size_t i = 0; i < 40; i++)
        known[i] = texts[3 * i];
    texts[50] = texts[51];
    labelf_result_free(classify(client, 3, known, 40, NULL));
    labelf_result *result = classify(client, 3, texts, 120, NULL);
    for (size_t i = 0; i < 120; i++)
        assert_string_equal(labelf_result_label(result, i, 0), language_of(i == 50 ? 51 : i));
    assert_int_equal(statistics_of(client).texts_cached, 40);
    assert_int_equal(sandbox_number(&sandbox, "max_times_billed"), 1);
    assert_int_equal(sandbox_requests(&sandbox), 5 + 10);
    labelf_result_free(result);
    free_texts(texts);
    labelf_client_free(client);
}

static void another_question_is_another_answer(void **state) {
    (void)state;
    labelf_client *client = caching_client("1048576", "60");
    labelf_text *texts = make_texts(8);
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    labelf_result_free(classify(client, 3, texts, 8, NULL));
    labelf_result_free(classify(client, 1, texts, 8, NULL));
    options.max_predictions = 1;
    labelf_result *one = classify(client, 3, texts, 8, &options);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(labelf_result_predictions(one, i), 1);
    assert_int_equal(statistics_of(client).texts_cached, 0);
    labelf_result_free(one);
    labelf_result_free(classify(client, 3, texts, 8, &options));
    assert_int_equal(statistics_of(client).texts_cached, 8);
    free_texts(texts);
    labelf_client_free(client);
}

static void answers_grow_old(void **state) {
    (void)state;
    labelf_client *client = caching_client("1048576", "1");
    for (int i = 0; i < 2; i++)
        expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    assert_int_equal(statistics_of(client).texts_cached, 1);
    pause_for(1100);
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    assert_int_equal(statistics_of(client).texts_cached, 1);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 2);
    labelf_client_free(client);
}

/* A small cache forgets, and stays small; off is off. */
static void small_and_off(void **state) {
    (void)state;
    labelf_text *texts = make_texts(400);
    labelf_client *small = caching_client("20000", "60"), *off = caching_client("0", "60");
    for (int i = 0; i < 2; i++) {
        labelf_result_free(classify(small, 3, texts, 400, NULL));
        labelf_result_free(classify(off, 3, texts, 400, NULL));
    }
    assert_in_range(statistics_of(small).texts_cached, 0, 100);
    assert_int_equal(statistics_of(off).texts_cached, 0);
    assert_int_equal(statistics_of(off).texts_sent, 800);
    free_texts(texts);
    labelf_client_free(small);
    labelf_client_free(off);
}

/* What is known is answered also when nothing more may be sent. */
static void hits_when_nothing_may_be_spent(void **state) {
    (void)state;
    labelf_client *client =
        client_for(&sandbox, LIST("cache_bytes", "1048576", "max_billed_texts", "1"));
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    expect_status(classify_one(client, "Where is it?", NULL), LABELF_OK);
    expect_status(classify_one(client, "And where is that?", NULL), LABELF_ERROR_BUDGET);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(hits_are_neither_sent_nor_billed, renew_sandbox),
        cmocka_unit_test_teardown(hits_among_others, renew_sandbox),
        cmocka_unit_test_teardown(another_question_is_another_answer, renew_sandbox),
        cmocka_unit_test_teardown(answers_grow_old, renew_sandbox),
        cmocka_unit_test_teardown(small_and_off, renew_sandbox),
        cmocka_unit_test_teardown(hits_when_nothing_may_be_spent, renew_sandbox),
    };
    return cmocka_run_group_tests_name("cache", tests, start_sandbox, stop_sandbox);
}

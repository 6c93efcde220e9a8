/* What a comparison does with texts that are equal, refused by the service, or bad. */
#include "matching.h"

#include <stdio.h>

static void equal_texts_are_sent_once(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text base[] = {labelf_text_from("one"), labelf_text_from("two"),
                                labelf_text_from("one"), labelf_text_from("three")};
    const labelf_text compared[] = {labelf_text_from("one"), labelf_text_from("one")};
    labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
    labelf_matches *matches = NULL;
    options.top_n = 2;
    sandbox_forget(&sandbox);
    expect_status(labelf_similarity(client, base, 4, compared, 2, &options, &matches, NULL),
                  LABELF_OK);
    assert_int_equal(sandbox_count(&sandbox, "similarity_sizes", "4"), 1);
    assert_int_equal(sandbox_requests_to(&sandbox, "/similarity"), 1);
    const labelf_match_columns columns = columns_of(matches);
    assert_int_equal(columns.matches, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(columns.base_indices[i], i % 2 ? 2 : 0);
        assert_true(columns.similarities[i] == 1);
    }
    labelf_matches_free(matches);
    labelf_client_free(client);
}

/* 150 texts by 150, in the middle of each side one that the service refuses if `refuses` says so.
 */
static void expect_isolated(int refuses_base, int refuses_compared) {
    enum { COUNT = 150, BAD = 70 };
    labelf_text *base = random_texts(COUNT, 5), *compared = random_texts(COUNT, 6);
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_matches *matches = NULL;
    labelf_error *error = NULL;
    if (refuses_base)
        base[BAD] = labelf_text_from("the forbidden base");
    if (refuses_compared)
        compared[BAD] = labelf_text_from("the forbidden text");
    sandbox_forget(&sandbox);
    expect_status(labelf_similarity(client, base, COUNT, compared, COUNT, NULL, &matches, &error),
                  LABELF_PARTIAL);
    assert_null(error);
    printf("# %s: %lld requests\n",
           refuses_base && refuses_compared ? "a bad text on each side"
           : refuses_base                   ? "a bad base text"
                                            : "a bad compared text",
           sandbox_requests_to(&sandbox, "/similarity"));
    assert_in_range(sandbox_requests_to(&sandbox, "/similarity"), 4, 40);
    const labelf_match_columns columns = columns_of(matches);
    for (size_t i = 0; i < COUNT; i++) {
        const int is_bad = refuses_compared && i == BAD, is_bad_base = refuses_base && i == BAD;
        expect_status((labelf_status)columns.statuses[i],
                      is_bad ? LABELF_ERROR_REFUSED : LABELF_OK);
        expect_status((labelf_status)columns.base_statuses[i],
                      is_bad_base ? LABELF_ERROR_REFUSED : LABELF_OK);
        assert_int_equal(columns.offsets[i + 1] - columns.offsets[i],
                         is_bad ? 0 : COUNT - refuses_base);
    }
    if (refuses_compared)
        assert_string_not_equal(labelf_error_request_id(labelf_matches_error(matches, BAD)), "");
    if (refuses_base)
        assert_int_equal(labelf_error_http_status(labelf_matches_base_error(matches, BAD)), 400);
    assert_null(labelf_matches_error(matches, 0));
    assert_null(labelf_matches_base_error(matches, COUNT));
    labelf_matches_free(matches);
    labelf_client_free(client);
    free_texts(base);
    free_texts(compared);
}

static void a_refused_text_fails_alone(void **state) {
    (void)state;
    sandbox_faults(&sandbox, "[{\"match\":{\"text\":\"forbidden\"},\"do\":{\"status\":400}}]");
    expect_isolated(1, 0);
    expect_isolated(0, 1);
    expect_isolated(1, 1);
}

static void a_bad_text_is_not_sent(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text base[] = {labelf_text_from("one"), labelf_text_from("")};
    const labelf_text compared[] = {labelf_text_from("\xFF"), labelf_text_from("one")};
    labelf_matches *matches = NULL;
    labelf_error *error = NULL;
    expect_status(labelf_similarity(client, base, 2, compared, 2, NULL, &matches, NULL),
                  LABELF_PARTIAL);
    labelf_match_columns columns = columns_of(matches);
    expect_status((labelf_status)columns.base_statuses[1], LABELF_ERROR_TEXT_EMPTY);
    expect_status((labelf_status)columns.statuses[0], LABELF_ERROR_TEXT_ENCODING);
    assert_int_equal(columns.matches, 1);
    labelf_matches_free(matches);
    expect_status(labelf_similarity(client, base + 1, 1, compared + 1, 1, NULL, &matches, &error),
                  LABELF_ERROR_TEXT_EMPTY);
    expect_error(error, LABELF_ERROR_TEXT_EMPTY);
    expect_status((labelf_status)columns_of(matches).statuses[0], LABELF_ERROR_TEXT_EMPTY);
    labelf_matches_free(matches);
    assert_int_equal(statistics_of(client).requests, 1);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_are_sent_once),
        cmocka_unit_test_teardown(a_refused_text_fails_alone, clear_sandbox),
        cmocka_unit_test(a_bad_text_is_not_sent),
    };
    return cmocka_run_group_tests_name("similarity_texts", tests, start_sandbox, stop_sandbox);
}

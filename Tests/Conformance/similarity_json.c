/* Comparisons as JSON: their results, and calls from a JSON document. */
#include "support.h"

#include <labelf_jansson.h>

static void expect_document(char *text, const char *expected) {
    assert_non_null(text);
    assert_string_equal(text, expected);
    labelf_string_free(text);
}

static void a_result_as_json(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text base[] = {labelf_text_from("one"), labelf_text_from("two")};
    const labelf_text compared[] = {labelf_text_from("two"), labelf_text_from("one")};
    static const char *const base_ids[] = {"b\"1", "\xC3\xB6"}, *const ids[] = {"x", ""};
    static const char *const broken[] = {"x", "\xFF"}, *const missing[] = {"x", NULL};
    labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
    labelf_matches *matches = NULL;
    size_t length = 0;
    options.top_n = 1;
    expect_status(labelf_similarity(client, base, 2, compared, 2, &options, &matches, NULL),
                  LABELF_OK);
    expect_document(labelf_matches_json(matches, NULL, NULL, &length),
                    "{\"0\":[{\"id\":\"1\",\"similarity\":1.0}],"
                    "\"1\":[{\"id\":\"0\",\"similarity\":1.0}]}");
    assert_int_equal(length, 69);
    expect_document(labelf_matches_json(matches, base_ids, ids, NULL),
                    "{\"x\":[{\"id\":\"\xC3\xB6\",\"similarity\":1.0}],"
                    "\"\":[{\"id\":\"b\\\"1\",\"similarity\":1.0}]}");
    assert_null(labelf_matches_json(matches, broken, NULL, NULL));
    assert_null(labelf_matches_json(matches, NULL, missing, &length));
    assert_int_equal(length, 0);
    assert_null(labelf_matches_json(NULL, NULL, NULL, NULL));
    labelf_matches_free(matches);
    labelf_matches_free(NULL);
    labelf_client_free(client);
}

static void a_document_is_answered_in_one(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const char *document = "{\"base_texts\":{\"b1\":\"one\",\"b2\":\"two\",\"b3\":\"\"},"
                           "\"compare_to_texts\":{\"c1\":\"two\",\"c2\":\"\"},\"top_n\":1}";
    char *answer = NULL;
    expect_status(labelf_similarity_json(client, document, strlen(document), NULL, &answer, NULL),
                  LABELF_PARTIAL);
    json_t *json = json_loads(answer, 0, NULL);
    assert_int_equal(json_object_size(json), 2);
    json_t *best = json_array_get(json_object_get(json, "c1"), 0);
    assert_string_equal(json_string_value(json_object_get(best, "id")), "b2");
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "c2"), "code")),
                        "LABELF_ERROR_TEXT_EMPTY");
    json_decref(json);
    labelf_string_free(answer);
    labelf_client_free(client);
}

static void a_bad_document_says_how_to_write_it(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    static const char *const documents[] = {
        "",
        "[]",
        "{\"base_texts\":{\"1\":\"one\"}}",
        "{\"base_texts\":[\"one\"],\"compare_to_texts\":{\"1\":\"one\"}}",
        "{\"base_texts\":{\"1\":1},\"compare_to_texts\":{\"1\":\"one\"}}",
        "{\"base_texts\":{},\"compare_to_texts\":{\"1\":\"one\"}}",
        "{\"base_texts\":{\"1\":\"one\"},\"compare_to_texts\":{\"1\":\"one\"},\"top_n\":0}"};
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        labelf_error *error = NULL;
        char *answer = NULL;
        expect_status(labelf_similarity_json(client, documents[i], strlen(documents[i]), NULL,
                                             &answer, &error),
                      LABELF_ERROR_ARGUMENT);
        expect_error(error, LABELF_ERROR_ARGUMENT);
        assert_null(answer);
    }
    expect_status(labelf_similarity_json(NULL, "{}", 2, NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_similarity_json(client, NULL, 2, NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

static void a_program_that_speaks_jansson(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    json_t *document = json_pack("{s:{s:s,s:s},s:{s:s}}", "base_texts", "b1", "one", "b2", "two",
                                 "compare_to_texts", "c1", "two");
    labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
    json_t *answer = NULL;
    options.top_n = 1;
    expect_status(labelf_similarity_jansson(client, document, &options, &answer, NULL), LABELF_OK);
    json_t *list = json_object_get(answer, "c1");
    assert_int_equal(json_array_size(list), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(list, 0), "id")), "b2");
    json_decref(answer);
    json_decref(document);
    expect_status(labelf_similarity_jansson(client, NULL, NULL, &answer, NULL),
                  LABELF_ERROR_ARGUMENT);
    assert_null(answer);

    const labelf_text text = labelf_text_from("one");
    labelf_matches *matches = NULL;
    expect_status(labelf_similarity(client, &text, 1, &text, 1, NULL, &matches, NULL), LABELF_OK);
    answer = labelf_matches_jansson(matches, NULL, NULL);
    assert_int_equal(json_array_size(json_object_get(answer, "0")), 1);
    json_decref(answer);
    assert_null(labelf_matches_jansson(NULL, NULL, NULL));
    labelf_matches_free(matches);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_as_json),
        cmocka_unit_test(a_document_is_answered_in_one),
        cmocka_unit_test(a_bad_document_says_how_to_write_it),
        cmocka_unit_test(a_program_that_speaks_jansson),
    };
    return cmocka_run_group_tests_name("similarity_json", tests, start_sandbox, stop_sandbox);
}

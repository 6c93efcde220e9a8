/* Results as JSON, and calls from a JSON document. */
#include "support.h"

#include <labelf_jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* The document, parsed; it has no white space, and its length is what was told. */
static json_t *parsed(const char *text, size_t length) {
    json_error_t error;
    assert_non_null(text);
    assert_int_equal(strlen(text), length);
    json_t *json = json_loads(text, 0, &error);
    if (!json)
        fail_msg("%s: %s", error.text, text);
    return json;
}

static void a_result_is_a_document(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text texts[] = {labelf_text_from("Where is my \"parcel\"?"), labelf_text_from(""),
                                 labelf_text_from("Tack, allt fungerar!")};
    labelf_result *result = NULL;
    size_t length = 7;
    expect_status(labelf_classify(client, 3, texts, 3, NULL, &result, NULL), LABELF_PARTIAL);
    char *text = labelf_result_json(result, &length);
    json_t *json = parsed(text, length), *predictions = json_object_get(json, "predictions");
    assert_int_equal(json_array_size(predictions), 3);
    for (size_t i = 0; i < 3; i += 2) {
        json_t *best = json_array_get(json_array_get(predictions, i), 0);
        assert_string_equal(json_string_value(json_object_get(best, "label")),
                            labelf_result_label(result, i, 0));
        assert_true(json_number_value(json_object_get(best, "confidence")) ==
                    labelf_result_confidence(result, i, 0));
    }
    assert_true(json_is_null(json_array_get(predictions, 1)));
    json_t *error = json_array_get(json_object_get(json, "errors"), 0);
    assert_int_equal(json_integer_value(json_object_get(error, "index")), 1);
    assert_string_equal(json_string_value(json_object_get(error, "code")),
                        "LABELF_ERROR_TEXT_EMPTY");
    json_decref(json);
    labelf_string_free(text);
    assert_null(labelf_result_json(NULL, &length));
    assert_int_equal(length, 0);
    labelf_string_free(NULL);
    labelf_result_free(result);
    labelf_client_free(client);
}

static void a_document_of_any_size_is_answered_in_one(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    json_t *document = json_object(), *texts = json_array();
    for (int i = 0; i < 500; i++)
        json_array_append_new(texts, json_sprintf("Where is parcel number %d?", i));
    json_object_set_new(document, "texts", texts);
    json_object_set_new(document, "max_predictions", json_integer(1));
    char *text = json_dumps(document, 0), *answer = NULL;
    sandbox_forget(&sandbox);
    expect_status(labelf_classify_json(client, 1, text, strlen(text), NULL, &answer, NULL),
                  LABELF_OK);
    json_t *json = parsed(answer, strlen(answer)),
           *predictions = json_object_get(json, "predictions"), *ranking;
    size_t index;
    assert_int_equal(json_array_size(predictions), 500);
    json_array_foreach(predictions, index, ranking) assert_int_equal(json_array_size(ranking), 1);
    assert_int_equal(json_array_size(json_object_get(json, "errors")), 0);
    assert_int_equal(sandbox_number(&sandbox, "texts_billed"), 500);
    json_decref(json);
    labelf_string_free(answer);
    free(text);
    json_decref(document);
    labelf_client_free(client);
}

static void a_filter_is_the_documents_or_the_options(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const char *const filter[] = {"en"};
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.label_filter = filter;
    options.label_filter_count = 1;
    static const char *const documents[] = {
        "{\"texts\":[\"Where is my parcel?\"]}",
        "{\"texts\":[\"Where is my parcel?\"],\"label_filter\":[\"en\"]}"};
    for (int i = 0; i < 2; i++) {
        char *answer = NULL;
        expect_status(labelf_classify_json(client, 3, documents[i], strlen(documents[i]),
                                           i ? NULL : &options, &answer, NULL),
                      LABELF_OK);
        json_t *json = parsed(answer, strlen(answer));
        json_t *ranking = json_array_get(json_object_get(json, "predictions"), 0);
        assert_int_equal(json_array_size(ranking), 1);
        json_decref(json);
        labelf_string_free(answer);
    }
    labelf_client_free(client);
}

static void a_bad_document_says_how_to_write_it(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    static const char *const documents[] = {"",
                                            "{",
                                            "[]",
                                            "{}",
                                            "{\"texts\":\"one\"}",
                                            "{\"texts\":[]}",
                                            "{\"texts\":[1]}",
                                            "{\"texts\":[\"a\"],\"max_predictions\":0}",
                                            "{\"texts\":[\"a\"],\"label_filter\":\"b\"}"};
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        labelf_error *error = NULL;
        char *answer = (char *)client;
        expect_status(labelf_classify_json(client, 1, documents[i], strlen(documents[i]), NULL,
                                           &answer, &error),
                      LABELF_ERROR_ARGUMENT);
        assert_null(answer);
        expect_error(error, LABELF_ERROR_ARGUMENT);
    }
    expect_status(labelf_classify_json(NULL, 1, "{}", 2, NULL, NULL, NULL), LABELF_ERROR_ARGUMENT);
    expect_status(labelf_classify_json(client, 1, NULL, 2, NULL, NULL, NULL),
                  LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

static void errors_of_all_texts_are_in_the_document_too(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const char *document = "{\"texts\":[\"Where is my parcel?\"]}";
    char *answer = NULL;
    labelf_error *error = NULL;
    expect_status(
        labelf_classify_json(client, 4, document, strlen(document), NULL, &answer, &error),
        LABELF_ERROR_MODEL_ARCHIVED);
    json_t *json = parsed(answer, strlen(answer));
    json_t *first = json_array_get(json_object_get(json, "errors"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "request_id")),
                        labelf_error_request_id(error));
    json_decref(json);
    labelf_string_free(answer);
    expect_error(error, LABELF_ERROR_MODEL_ARCHIVED);
    labelf_client_free(client);
}

static void a_program_that_speaks_jansson(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    json_t *request = json_pack("{s:[s,s],s:i}", "texts", "Where is my parcel?", "Bonjour !",
                                "max_predictions", 1);
    json_t *answer = NULL, *invalid = json_string("texts");
    expect_status(labelf_classify_jansson(client, 3, request, NULL, &answer, NULL), LABELF_OK);
    json_t *best = json_array_get(json_array_get(json_object_get(answer, "predictions"), 0), 0);
    assert_string_equal(json_string_value(json_object_get(best, "label")), "en");
    json_decref(answer);
    expect_status(labelf_classify_jansson(client, 3, invalid, NULL, &answer, NULL),
                  LABELF_ERROR_ARGUMENT);
    assert_null(answer);
    expect_status(labelf_classify_jansson(client, 3, NULL, NULL, &answer, NULL),
                  LABELF_ERROR_ARGUMENT);

    const labelf_text text = labelf_text_from("Where is my parcel?");
    labelf_result *result = NULL;
    expect_status(labelf_classify(client, 3, &text, 1, NULL, &result, NULL), LABELF_OK);
    answer = labelf_result_jansson(result);
    assert_int_equal(json_array_size(json_object_get(answer, "predictions")), 1);
    json_decref(answer);
    assert_null(labelf_result_jansson(NULL));
    labelf_result_free(result);
    json_decref(invalid);
    json_decref(request);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_is_a_document),
        cmocka_unit_test(a_document_of_any_size_is_answered_in_one),
        cmocka_unit_test(a_filter_is_the_documents_or_the_options),
        cmocka_unit_test(a_bad_document_says_how_to_write_it),
        cmocka_unit_test(errors_of_all_texts_are_in_the_document_too),
        cmocka_unit_test(a_program_that_speaks_jansson),
    };
    return cmocka_run_group_tests_name("json", tests, start_sandbox, stop_sandbox);
}

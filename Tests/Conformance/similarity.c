/* What a comparison gives: the best matches of any number of texts, in the fewest requests. */
#include "support.h"

#include <curl/curl.h>
#include <labelf_jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Different texts of a few words or many, for free_texts. */
static labelf_text *random_texts(size_t count, uint64_t seed) {
    static const char *const words[] = {
        "parcel", "invoice", "refund",  "login",   "delay",  "charge",  "courier", "cancel",
        "update", "account", "device",  "screen",  "letter", "window",  "number",  "summer",
        "signal", "battery", "payment", "quality", "street", "package", "answer",  "morning"};
    enum { LONGEST = 256 };
    labelf_text *texts = calloc(count, sizeof *texts);
    char *memory = malloc(count * LONGEST);
    assert_non_null(texts);
    assert_non_null(memory);
    for (size_t i = 0; i < count; i++) {
        char *text = memory + i * LONGEST;
        size_t length = (size_t)sprintf(text, "%zu", i);
        for (size_t word = 0; word < 4 + i % 15; word++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            length += (size_t)sprintf(text + length, " %s", words[(seed >> 33) % 24]);
        }
        texts[i].data = text;
        texts[i].length = length;
    }
    return texts;
}

/* ---- without the library ---- */

typedef struct buffer {
    char *bytes;
    size_t length;
} buffer;

static size_t append(char *bytes, size_t size, size_t count, void *user_data) {
    buffer *buffer = user_data;
    char *grown = realloc(buffer->bytes, buffer->length + size * count);
    if (!grown)
        return 0;
    memcpy(grown + buffer->length, bytes, size * count);
    buffer->bytes = grown;
    buffer->length += size * count;
    return size * count;
}

static json_t *side(const labelf_text *texts, size_t first, size_t count) {
    json_t *object = json_object();
    for (size_t i = first; i < first + count; i++) {
        char id[32];
        sprintf(id, "%zu", i);
        json_object_set_new(object, id, json_stringn(texts[i].data, texts[i].length));
    }
    return object;
}

/* Every similarity of a tile, asked for by hand. */
static void compare_directly(const labelf_text *base, size_t first_base, size_t base_count,
                             const labelf_text *compared, size_t first, size_t count,
                             double *similarities, size_t width) {
    char url[300], key[160];
    buffer answer = {NULL, 0};
    CURL *easy = curl_easy_init();
    json_t *request = json_object(), *matches, *match;
    json_object_set_new(request, "base_texts", side(base, first_base, base_count));
    json_object_set_new(request, "compare_to_texts", side(compared, first, count));
    char *body = json_dumps(request, 0);
    sprintf(url, "%s/similarity", sandbox.url);
    sprintf(key, "Authorization: Bearer %s", sandbox.key);
    struct curl_slist *headers = curl_slist_append(NULL, key);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    assert_int_equal(curl_easy_perform(easy), CURLE_OK);
    json_t *json = json_loadb(answer.bytes, answer.length, 0, NULL);
    const char *id;
    size_t rank;
    assert_int_equal(json_object_size(json), count);
    json_object_foreach(json, id, matches) {
        assert_int_equal(json_array_size(matches), base_count);
        json_array_foreach(matches, rank, match) {
            const char *base_id = json_string_value(json_object_get(match, "id"));
            similarities[(size_t)atoi(id) * width + (size_t)atoi(base_id)] =
                json_number_value(json_object_get(match, "similarity"));
        }
    }
    json_decref(json);
    json_decref(request);
    free(body);
    free(answer.bytes);
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
}

/* ---- tests ---- */

static long peak_kilobytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static labelf_match_columns columns_of(const labelf_matches *matches) {
    labelf_match_columns columns;
    expect_status(labelf_matches_columns(matches, &columns, sizeof columns), LABELF_OK);
    return columns;
}

/* The best `top_n` of a row, the earlier of equals first. */
static void expect_best(const labelf_match_columns *columns, size_t text, const double *row,
                        size_t top_n) {
    size_t last = SIZE_MAX;
    assert_int_equal(columns->offsets[text + 1] - columns->offsets[text], top_n);
    for (size_t rank = 0; rank < top_n; rank++) {
        size_t best = SIZE_MAX;
        for (size_t base = 0; base < columns->base_texts; base++) {
            const int is_after = last == SIZE_MAX || row[base] < row[last] ||
                                 (row[base] == row[last] && base > last);
            if (is_after && (best == SIZE_MAX || row[base] > row[best]))
                best = base;
        }
        const size_t place = (size_t)columns->offsets[text] + rank;
        assert_int_equal(columns->base_indices[place], best);
        assert_true(columns->similarities[place] == row[best]);
        last = best;
    }
}

enum { TOP = 3, TILE = 100 };

/* Whether some text of a tile has another base text there that is as similar as its third best one.
 * Which of them are among its best matches, an answer with four does not tell: the tile's text has
 * to be asked for again, with all matches. */
static int has_tie(const double *similarities, size_t width) {
    for (size_t text = 0; text < TILE; text++) {
        const double *row = similarities + text * width;
        double best[TOP + 1] = {-1, -1, -1, -1};
        for (size_t base = 0; base < TILE; base++) {
            double value = row[base];
            for (size_t rank = 0; rank <= TOP; rank++) {
                if (value > best[rank]) {
                    const double worse = best[rank];
                    best[rank] = value;
                    value = worse;
                }
            }
        }
        if (best[TOP - 1] == best[TOP])
            return 1;
    }
    return 0;
}

static void a_thousand_by_a_thousand(void **state) {
    (void)state;
    const size_t count = getenv("LABELF_TEST_SLOW") ? 300 : 1000;
    labelf_text *base = random_texts(count, 1), *compared = random_texts(count, 2);
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_similarity_options options = LABELF_SIMILARITY_OPTIONS_INIT;
    labelf_matches *matches = NULL;
    labelf_cost cost;
    size_t ties = 0;
    options.top_n = TOP;
    expect_status(
        labelf_estimate_similarity(NULL, count, count, "growth", &cost, sizeof cost, NULL),
        LABELF_OK);
    assert_int_equal(cost.requests, count / TILE * count / TILE);
    sandbox_forget(&sandbox);
    const long before = peak_kilobytes();
    const int64_t began = milliseconds();
    expect_status(labelf_similarity(client, base, count, compared, count, &options, &matches, NULL),
                  LABELF_OK);
    const uint64_t requests = statistics_of(client).requests;
    printf("# %zu x %zu: %llu requests in %lld ms, peak memory %ld KB, %ld KB before\n", count,
           count, (unsigned long long)requests, (long long)(milliseconds() - began),
           peak_kilobytes(), before);
    assert_int_equal(sandbox_requests_to(&sandbox, "/similarity"), requests);
    assert_int_equal(sandbox_count(&sandbox, "similarity_sizes", "200"), cost.requests);
    const labelf_match_columns columns = columns_of(matches);
    assert_int_equal(columns.matches, TOP * count);
    double *similarities = calloc(count * count, sizeof *similarities);
    for (size_t first = 0; first < count; first += TILE) {
        for (size_t tile = 0; tile < count; tile += TILE) {
            compare_directly(base, tile, TILE, compared, first, TILE, similarities, count);
            ties += (size_t)has_tie(similarities + first * count + tile, count);
        }
        for (size_t text = first; text < first + TILE; text++)
            expect_best(&columns, text, similarities + text * count, TOP);
    }
    assert_in_range(requests, cost.requests, cost.requests + ties);
    free(similarities);
    labelf_matches_free(matches);
    labelf_client_free(client);
    free_texts(base);
    free_texts(compared);
}

/* Without a cut there is no tie in doubt: as few requests as can be. */
static void all_matches_take_the_fewest_requests(void **state) {
    (void)state;
    enum { BASE = 310, COMPARED = 230 };
    labelf_text *base = random_texts(BASE, 3), *compared = random_texts(COMPARED, 4);
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_matches *matches = NULL;
    labelf_cost cost;
    labelf_estimate_similarity(NULL, BASE, COMPARED, "growth", &cost, sizeof cost, NULL);
    expect_status(labelf_similarity(client, base, BASE, compared, COMPARED, NULL, &matches, NULL),
                  LABELF_OK);
    assert_int_equal(statistics_of(client).requests, cost.requests);
    assert_int_equal(columns_of(matches).matches, BASE * COMPARED);
    labelf_matches_free(matches);
    labelf_client_free(client);
    free_texts(base);
    free_texts(compared);
}

static void all_matches_of_a_small_comparison(void **state) {
    (void)state;
    enum { BASE = 30, COMPARED = 20 };
    labelf_text *base = random_texts(BASE, 3), *compared = random_texts(COMPARED, 4);
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_matches *matches = NULL;
    double similarities[COMPARED * BASE];
    expect_status(labelf_similarity(client, base, BASE, compared, COMPARED, NULL, &matches, NULL),
                  LABELF_OK);
    assert_int_equal(statistics_of(client).requests, 1);
    const labelf_match_columns columns = columns_of(matches);
    compare_directly(base, 0, BASE, compared, 0, COMPARED, similarities, BASE);
    for (size_t text = 0; text < COMPARED; text++)
        expect_best(&columns, text, similarities + text * BASE, BASE);
    labelf_matches_free(matches);
    labelf_client_free(client);
    free_texts(base);
    free_texts(compared);
}

static void nothing_to_compare_is_no_request(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text text = labelf_text_from("alone");
    for (int i = 0; i < 3; i++) {
        labelf_matches *matches = NULL;
        expect_status(labelf_similarity(client, i == 0 ? &text : NULL, i == 0, &text, i == 1, NULL,
                                        &matches, NULL),
                      LABELF_OK);
        const labelf_match_columns columns = columns_of(matches);
        assert_int_equal(columns.texts, i == 1);
        assert_int_equal(columns.base_texts, i == 0);
        assert_int_equal(columns.matches, 0);
        labelf_matches_free(matches);
    }
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

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

static void columns_are_copied_as_far_as_the_program_knows_them(void **state) {
    (void)state;
    labelf_match_columns columns;
    expect_status(labelf_matches_columns(NULL, &columns, sizeof columns), LABELF_ERROR_ARGUMENT);
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text text = labelf_text_from("one");
    labelf_matches *matches = NULL;
    expect_status(labelf_similarity(client, &text, 1, &text, 1, NULL, &matches, NULL), LABELF_OK);
    expect_status(labelf_matches_columns(matches, NULL, sizeof columns), LABELF_ERROR_ARGUMENT);
    memset(&columns, 7, sizeof columns);
    expect_status(labelf_matches_columns(matches, &columns, sizeof(size_t)), LABELF_OK);
    assert_int_equal(columns.texts, 1);
    assert_int_not_equal(columns.base_texts, 1);
    labelf_matches_free(matches);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_by_a_thousand),
        cmocka_unit_test(all_matches_take_the_fewest_requests),
        cmocka_unit_test(all_matches_of_a_small_comparison),
        cmocka_unit_test(nothing_to_compare_is_no_request),
        cmocka_unit_test(equal_texts_are_sent_once),
        cmocka_unit_test_teardown(a_refused_text_fails_alone, clear_sandbox),
        cmocka_unit_test(a_bad_text_is_not_sent),
        cmocka_unit_test(a_result_as_json),
        cmocka_unit_test(a_document_is_answered_in_one),
        cmocka_unit_test(a_bad_document_says_how_to_write_it),
        cmocka_unit_test(a_program_that_speaks_jansson),
        cmocka_unit_test(columns_are_copied_as_far_as_the_program_knows_them),
    };
    return cmocka_run_group_tests_name("similarity", tests, start_sandbox, stop_sandbox);
}

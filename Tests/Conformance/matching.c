#include "matching.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

labelf_text *random_texts(size_t count, uint64_t seed) {
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

labelf_match_columns columns_of(const labelf_matches *matches) {
    labelf_match_columns columns;
    expect_status(labelf_matches_columns(matches, &columns, sizeof columns), LABELF_OK);
    return columns;
}

/* ---- without the library ---- */

static json_t *side(const labelf_text *texts, size_t first, size_t count) {
    json_t *object = json_object();
    for (size_t i = first; i < first + count; i++) {
        char id[32];
        sprintf(id, "%zu", i);
        json_object_set_new(object, id, json_stringn(texts[i].data, texts[i].length));
    }
    return object;
}

void compare_directly(const labelf_text *base, size_t first_base, size_t base_count,
                      const labelf_text *compared, size_t first, size_t count, double *similarities,
                      size_t width) {
    char url[300], key[160];
    json_t *request = json_object(), *matches, *match;
    json_object_set_new(request, "base_texts", side(base, first_base, base_count));
    json_object_set_new(request, "compare_to_texts", side(compared, first, count));
    char *body = json_dumps(request, 0);
    sprintf(url, "%s/similarity", sandbox.url);
    sprintf(key, "Authorization: Bearer %s", sandbox.key);
    struct curl_slist *headers = curl_slist_append(NULL, key);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    json_t *json = http_json("POST", url, headers, body);
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
    curl_slist_free_all(headers);
}

/*
 * labelf_jansson.h - liblabelf for programs that already speak Jansson: results and items as json_t, calls from it.
 *
 * Header only, so that liblabelf itself shows no type of Jansson: a program that includes it links with -llabelf -ljansson.
 *
 *     json_t *request = json_pack("{s:[s]}", "texts", "Where is my parcel?"), *answer = NULL;
 *     if (labelf_classify_jansson(client, 42, request, NULL, &answer, NULL) == LABELF_OK)
 *         json_dumpf(answer, stdout, 0);
 *     json_decref(answer);
 *     json_decref(request);
 */
#ifndef LABELF_JANSSON_H
#define LABELF_JANSSON_H

#include <jansson.h>
#include <labelf.h>
#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What labelf_result_json gives, as a new reference, for the caller to release with json_decref. NULL for NULL, and if memory
 * is short. */
static inline json_t *labelf_result_jansson(const labelf_result *result) {
    size_t length = 0;
    char *text = labelf_result_json(result, &length);
    json_t *json = text ? json_loadb(text, length, JSON_ALLOW_NUL, NULL) : NULL;
    labelf_string_free(text);
    return json;
}

/* labelf_classify_json for a document that is a json_t. The document is borrowed. `*answer` is a new reference, for the caller
 * to release with json_decref, or NULL where labelf_classify_json gives none. LABELF_ERROR_ARGUMENT for a document that cannot
 * be written as JSON. */
static inline labelf_status labelf_classify_jansson(labelf_client *client, int64_t model, const json_t *document,
                                                    const labelf_classify_options *options, json_t **answer,
                                                    labelf_error **error) {
    char *text = document ? json_dumps(document, JSON_COMPACT | JSON_ENCODE_ANY) : NULL, *answered = NULL;
    const labelf_status status =
        labelf_classify_json(client, model, text, text ? strlen(text) : 0, options, answer ? &answered : NULL, error);
    if (answer)
        *answer = answered ? json_loads(answered, JSON_ALLOW_NUL, NULL) : NULL;
    labelf_string_free(answered);
    free(text);
    return status;
}

/* What labelf_matches_json gives, as a new reference, for the caller to release with json_decref. NULL where that gives NULL,
 * and if memory is short. */
static inline json_t *labelf_matches_jansson(const labelf_matches *matches, const char *const *base_ids,
                                             const char *const *compared_ids) {
    size_t length = 0;
    char *text = labelf_matches_json(matches, base_ids, compared_ids, &length);
    json_t *json = text ? json_loadb(text, length, 0, NULL) : NULL;
    labelf_string_free(text);
    return json;
}

/* labelf_similarity_json for a document that is a json_t; all else is as for labelf_classify_jansson. */
static inline labelf_status labelf_similarity_jansson(labelf_client *client, const json_t *document,
                                                      const labelf_similarity_options *options, json_t **answer,
                                                      labelf_error **error) {
    char *text = document ? json_dumps(document, JSON_COMPACT | JSON_ENCODE_ANY) : NULL, *answered = NULL;
    const labelf_status status =
        labelf_similarity_json(client, text, text ? strlen(text) : 0, options, answer ? &answered : NULL, error);
    if (answer)
        *answer = answered ? json_loads(answered, 0, NULL) : NULL;
    labelf_string_free(answered);
    free(text);
    return status;
}

/* The item as a new reference, for the caller to release with json_decref. Whole numbers beyond 64 bits make every number of it
 * a real one. NULL for NULL, and if memory is short. */
static inline json_t *labelf_item_jansson(const labelf_item *item) {
    size_t length = 0;
    const char *text = labelf_item_json(item, &length);
    json_t *json = text ? json_loadb(text, length, JSON_ALLOW_NUL, NULL) : NULL;
    if (text && !json)
        json = json_loadb(text, length, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    return json;
}

#ifdef __cplusplus
}
#endif

#endif

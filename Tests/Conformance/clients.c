#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* ---- clients ---- */

static void set_all(labelf_config *config, const char *const *settings) {
    for (; settings[0]; settings += 2) {
        labelf_error *error = NULL;
        if (labelf_config_set(config, settings[0], settings[1], &error) != LABELF_OK)
            fail_msg("%s=%s: %s", settings[0], settings[1], labelf_error_message(error));
    }
}

labelf_config *config_for(const service *service, const char *const *settings) {
    labelf_config *config = labelf_config_new();
    assert_non_null(config);
    /* One client does not wait for what another test did; tests of sharing turn it on. */
    set_all(config,
            LIST("base_url", service->url, "api_key", service->key, "shared_budget", "off"));
    set_all(config, settings);
    return config;
}

/* A client of a configuration, which it takes over. */
static labelf_client *client_of(labelf_config *config) {
    labelf_error *error = NULL;
    labelf_client *client = labelf_client_new(config, &error);
    labelf_config_free(config);
    if (!client)
        fail_msg("no client: %s", labelf_error_message(error));
    return client;
}

labelf_client *client_for(const service *service, const char *const *settings) {
    return client_of(config_for(service, settings));
}

labelf_client *quick_client(void) {
    return client_for(&sandbox, LIST("retry_base_ms", "1", "attempt_timeout_ms", "10000"));
}

labelf_client *token_client(const service *service, const char *const *settings) {
    labelf_config *config = labelf_config_new();
    assert_non_null(config);
    set_all(config,
            LIST("base_url", service->url, "token_url", service->token_url, "client_id", CLIENT,
                 "client_secret", SECRET, "shared_budget", "off", "retry_base_ms", "1"));
    set_all(config, settings);
    return client_of(config);
}

labelf_statistics statistics_of(const labelf_client *client) {
    labelf_statistics statistics;
    expect_status(labelf_client_statistics(client, &statistics, sizeof statistics), LABELF_OK);
    return statistics;
}

/* ---- texts ---- */

static const struct {
    const char *language;
    const char *sentence;
} sentences[] = {
    {"en", "My parcel was due on Monday and it still has not been delivered. Where is it now?"},
    {"sv", "Hej, jag har inte fått mitt paket ännu och vill gärna veta när det kommer fram."},
    {"de", "Ich möchte meinen Vertrag kündigen und das Geld für die letzte Rechnung zurück haben."},
    {"fr", "Je voudrais être remboursé, car le produit est arrivé cassé et ne fonctionne pas."},
};

enum { SENTENCES = sizeof sentences / sizeof sentences[0] };

labelf_text *make_texts(size_t count) {
    static size_t made;
    labelf_text *texts = malloc((count + 1) * sizeof *texts);
    char *bytes = malloc(count * 160 + 1);
    assert_non_null(texts);
    assert_non_null(bytes);
    texts[0].data = bytes; /* what free_texts frees, also for none */
    for (size_t i = 0; i < count; i++) {
        texts[i].data = bytes;
        texts[i].length =
            (size_t)snprintf(bytes, 160, "%s #%zu", sentences[i % SENTENCES].sentence, made++);
        bytes += texts[i].length + 1;
    }
    return texts;
}

const char *language_of(size_t index) {
    return sentences[index % SENTENCES].language;
}

void free_texts(labelf_text *texts) {
    free((void *)texts[0].data);
    free(texts);
}

/* ---- time ---- */

int64_t milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void pause_for(int milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

int64_t slack(int64_t milliseconds) {
    return getenv("LABELF_TEST_SLOW") ? 4 * milliseconds : milliseconds;
}

/* ---- calls ---- */

labelf_call *start_call(labelf_client *client, size_t count,
                        const labelf_classify_options *options) {
    labelf_text *texts = make_texts(count);
    labelf_call *call = NULL;
    labelf_error *error = NULL;
    if (labelf_classify_start(client, 3, texts, count, options, &call, &error) != LABELF_OK)
        fail_msg("start: %s", labelf_error_message(error));
    for (size_t i = 0; i < count; i++) /* the texts were copied: these bytes mean nothing now */
        memset((char *)texts[i].data, 0xFF, texts[i].length);
    free_texts(texts);
    assert_non_null(call);
    return call;
}

void call_with_callback(labelf_client *client, labelf_callback callback) {
    labelf_classify_options options = LABELF_CLASSIFY_OPTIONS_INIT;
    options.callback = callback;
    options.user_data = client;
    labelf_call *call = start_call(client, 1, &options);
    expect_status(labelf_call_wait(call, -1, NULL), LABELF_OK);
    labelf_call_free(call);
}

void wait_for_requests(labelf_client *client, uint64_t count) {
    for (int tries = 0; statistics_of(client).requests < count; tries++) {
        if (tries > 1000)
            fail_msg("only %d requests were sent", (int)statistics_of(client).requests);
        pause_for(10);
    }
}

/* ---- checks ---- */

void expect_error(labelf_error *error, labelf_status code) {
    static const char *const keys[] = {"lbl_sk_sandbox", "lbl_sk_test", "lbl_sk_wrong"};
    if (labelf_error_code(error) != code)
        fail_msg("%s (%s), expected %s", labelf_status_name(labelf_error_code(error)),
                 labelf_error_message(error), labelf_status_name(code));
    if (code != LABELF_OK) {
        assert_true(strlen(labelf_error_message(error)) > 0);
        assert_true(strlen(labelf_error_fix(error)) > 0);
        assert_null(strchr(labelf_error_message(error), '\n'));
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            assert_null(strstr(labelf_error_message(error), keys[i]));
    }
    labelf_error_free(error);
}

void expect_status(labelf_status actual, labelf_status expected) {
    if (actual != expected)
        fail_msg("%s, expected %s", labelf_status_name(actual), labelf_status_name(expected));
}

void expect_answers(const labelf_result *result, size_t count) {
    labelf_columns columns;
    assert_non_null(result);
    assert_int_equal(labelf_result_count(result), count);
    expect_status(labelf_result_columns(result, &columns, sizeof columns), LABELF_OK);
    assert_int_equal(columns.texts, count);
    assert_int_equal(columns.offsets[count], columns.predictions);
    for (size_t i = 0; i < count; i++) {
        if (columns.statuses[i] != LABELF_OK)
            fail_msg("text %zu: %s (%s)", i, labelf_status_name(labelf_result_status(result, i)),
                     labelf_error_message(labelf_result_error(result, i)));
        assert_true(columns.offsets[i] < columns.offsets[i + 1]);
        for (int64_t p = columns.offsets[i]; p < columns.offsets[i + 1]; p++) {
            assert_in_range(columns.label_indices[p], 0, columns.labels - 1);
            assert_true(columns.confidences[p] >= 0 && columns.confidences[p] <= 1);
            assert_true(p == columns.offsets[i] ||
                        columns.confidences[p] <= columns.confidences[p - 1]);
        }
    }
}

labelf_status classify_one(labelf_client *client, const char *text, labelf_error **error) {
    const labelf_text one = labelf_text_from(text);
    labelf_result *result = NULL;
    const labelf_status status = labelf_classify(client, 1, &one, 1, NULL, &result, error);
    if (status == LABELF_OK)
        expect_answers(result, 1);
    labelf_result_free(result);
    return status;
}

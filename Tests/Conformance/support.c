#include "support.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------------------------------ services --
 */

static void child_exec(const char *program, const char *const *options, int input, int output) {
    const char *arguments[64] = {program};
    size_t count = 1;
    while (*options && count < 62)
        arguments[count++] = *options++;
    arguments[count] = NULL;
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    execv(program, (char *const *)arguments);
    _exit(127);
}

/* Reads the lines `url ...` and `key ...`. */
static void read_greeting(service *service, int output, const char *program) {
    FILE *lines = fdopen(output, "r");
    char line[512];
    assert_non_null(lines);
    while (!service->key[0] && fgets(line, sizeof line, lines)) {
        sscanf(line, "url %255s", service->url);
        sscanf(line, "key %127s", service->key);
    }
    fclose(lines);
    if (!service->url[0] || !service->key[0])
        fail_msg("%s did not start", program);
}

void service_start(service *service, const char *program, const char *const *options) {
    int input[2], output[2];
    memset(service, 0, sizeof *service);
    assert_int_equal(pipe(input), 0);
    assert_int_equal(pipe(output), 0);
    for (int i = 0; i < 2; i++) {
        fcntl(input[i], F_SETFD, FD_CLOEXEC);
        fcntl(output[i], F_SETFD, FD_CLOEXEC);
    }
    service->process = (int)fork();
    assert_true(service->process >= 0);
    if (service->process == 0)
        child_exec(program, options, input[0], output[1]);
    close(input[0]);
    close(output[1]);
    service->input = input[1];
    read_greeting(service, output[0], program);
}

void sandbox_start(service *service, const char *const *options) {
    const char *all[64] = {"--port", "0", "--exit-with-stdin"};
    size_t count = 3;
    int has_latency = 0;
    for (; *options && count < 61; options++) {
        has_latency |= strcmp(*options, "--latency") == 0;
        all[count++] = *options;
    }
    if (!has_latency) {
        all[count++] = "--latency";
        all[count++] = "0";
    }
    all[count] = NULL;
    service_start(service, "build/bin/labelf-sandbox", all);
}

void service_stop(service *service) {
    close(service->input);
    waitpid(service->process, NULL, 0);
}

/* ------------------------------------------------------------------------- the sandbox's own paths
 * -- */

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

/* One request to a path at the sandbox's root; the answer's JSON, or NULL if it has none. */
static json_t *control(const service *sandbox, const char *method, const char *path,
                       const char *body) {
    char url[512];
    buffer answer = {NULL, 0};
    long status = 0;
    CURL *easy = curl_easy_init();
    const int root = (int)(strstr(sandbox->url, "/v2") - sandbox->url);
    snprintf(url, sizeof url, "%.*s%s", root, sandbox->url, path);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    if (body)
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(easy);
    if (code != CURLE_OK || status < 200 || status > 299)
        fail_msg("%s %s: %s, HTTP %ld: %.*s", method, url, curl_easy_strerror(code), status,
                 (int)answer.length, answer.bytes ? answer.bytes : "");
    json_t *json = answer.length ? json_loadb(answer.bytes, answer.length, 0, NULL) : NULL;
    free(answer.bytes);
    return json;
}

long long sandbox_number(const service *sandbox, const char *name) {
    json_t *report = control(sandbox, "GET", "/sandbox/report", NULL);
    json_t *value = json_object_get(report, name);
    if (!json_is_integer(value))
        fail_msg("the sandbox's report has no number %s", name);
    const long long number = json_integer_value(value);
    json_decref(report);
    return number;
}

long long sandbox_requests(const service *sandbox) {
    json_t *report = control(sandbox, "GET", "/sandbox/report", NULL), *value;
    const char *path;
    long long count = 0;
    json_object_foreach(json_object_get(report, "requests"), path, value) {
        if (strstr(path, "/inference"))
            count += json_integer_value(value);
    }
    json_decref(report);
    return count;
}

void sandbox_faults(const service *sandbox, const char *rules) {
    json_decref(control(sandbox, "POST", "/sandbox/faults", rules));
}

void sandbox_clear_faults(const service *sandbox) {
    json_decref(control(sandbox, "DELETE", "/sandbox/faults", NULL));
}

/* ------------------------------------------------------------------------------------- clients --
 */

labelf_config *config_for(const service *service, const char *const *settings) {
    labelf_config *config = labelf_config_new();
    assert_non_null(config);
    expect_status(labelf_config_set(config, "base_url", service->url, NULL), LABELF_OK);
    expect_status(labelf_config_set(config, "api_key", service->key, NULL), LABELF_OK);
    for (; settings[0]; settings += 2) {
        labelf_error *error = NULL;
        if (labelf_config_set(config, settings[0], settings[1], &error) != LABELF_OK)
            fail_msg("%s=%s: %s", settings[0], settings[1], labelf_error_message(error));
    }
    return config;
}

labelf_client *client_for(const service *service, const char *const *settings) {
    labelf_config *config = config_for(service, settings);
    labelf_error *error = NULL;
    labelf_client *client = labelf_client_new(config, &error);
    labelf_config_free(config);
    if (!client)
        fail_msg("no client: %s", labelf_error_message(error));
    return client;
}

labelf_statistics statistics_of(const labelf_client *client) {
    labelf_statistics statistics;
    expect_status(labelf_client_statistics(client, &statistics, sizeof statistics), LABELF_OK);
    return statistics;
}

/* --------------------------------------------------------------------------------------- texts --
 */

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

/* ---------------------------------------------------------------------------------------- time --
 */

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

/* -------------------------------------------------------------------------------------- checks --
 */

void expect_error(labelf_error *error, labelf_status code) {
    if (labelf_error_code(error) != code)
        fail_msg("%s (%s), expected %s", labelf_status_name(labelf_error_code(error)),
                 labelf_error_message(error), labelf_status_name(code));
    if (code != LABELF_OK) {
        assert_true(strlen(labelf_error_message(error)) > 0);
        assert_true(strlen(labelf_error_fix(error)) > 0);
        assert_null(strchr(labelf_error_message(error), '\n'));
        assert_null(strstr(labelf_error_message(error), "lbl_sk_"));
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

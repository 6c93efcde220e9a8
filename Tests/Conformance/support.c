#include "support.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- services ---- */

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

/* Reads the lines `url ...`, `token_url ...` and `key ...`; the key comes last. */
static void read_greeting(service *service, int output, const char *program) {
    FILE *lines = fdopen(output, "r");
    char line[512];
    assert_non_null(lines);
    while (!service->key[0] && fgets(line, sizeof line, lines)) {
        sscanf(line, "url %255s", service->url);
        sscanf(line, "token_url %255s", service->token_url);
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

json_t *http_json(const char *method, const char *url, struct curl_slist *headers,
                  const char *body) {
    buffer answer = {NULL, 0};
    long status = 0;
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
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

/* ---- the sandbox's own paths ---- */

/* One request to a path at the sandbox's root; the answer's JSON, or NULL if it has none. */
static json_t *control(const service *sandbox, const char *method, const char *path,
                       const char *body) {
    char url[512];
    const int root = (int)(strstr(sandbox->url, "/v2") - sandbox->url);
    snprintf(url, sizeof url, "%.*s%s", root, sandbox->url, path);
    return http_json(method, url, NULL, body);
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

long long sandbox_count(const service *sandbox, const char *table, const char *key) {
    json_t *report = control(sandbox, "GET", "/sandbox/report", NULL);
    const long long count =
        json_integer_value(json_object_get(json_object_get(report, table), key));
    json_decref(report);
    return count;
}

long long sandbox_requests_to(const service *sandbox, const char *endpoint) {
    json_t *report = control(sandbox, "GET", "/sandbox/report", NULL), *value;
    const char *path;
    long long count = 0;
    json_object_foreach(json_object_get(report, "requests"), path, value) {
        if (strstr(path, endpoint))
            count += json_integer_value(value);
    }
    json_decref(report);
    return count;
}

long long sandbox_requests(const service *sandbox) {
    return sandbox_requests_to(sandbox, "/inference");
}

void sandbox_forget(const service *sandbox) {
    json_decref(control(sandbox, "DELETE", "/sandbox/report", NULL));
}

void sandbox_faults(const service *sandbox, const char *rules) {
    json_decref(control(sandbox, "POST", "/sandbox/faults", rules));
}

void sandbox_clear_faults(const service *sandbox) {
    json_decref(control(sandbox, "DELETE", "/sandbox/faults", NULL));
}

void sandbox_insert(const service *sandbox, const char *dataset, int position,
                    const char *records) {
    char path[256], body[1024];
    snprintf(path, sizeof path, "/sandbox/datasets/%s/records", dataset);
    snprintf(body, sizeof body, "{\"position\":%d,\"records\":%s}", position, records);
    json_decref(control(sandbox, "POST", path, body));
}

void sandbox_remove(const service *sandbox, const char *dataset, int position) {
    char path[256];
    snprintf(path, sizeof path, "/sandbox/datasets/%s/records/%d", dataset, position);
    json_decref(control(sandbox, "DELETE", path, NULL));
}

void sandbox_revoke_tokens(const service *sandbox) {
    json_decref(control(sandbox, "DELETE", "/sandbox/tokens", NULL));
}

/* ---- around the tests of a program ---- */

service sandbox;

int start_sandbox(void **state) {
    (void)state;
    sandbox_start(&sandbox, NONE);
    return 0;
}

int stop_sandbox(void **state) {
    (void)state;
    service_stop(&sandbox);
    return 0;
}

int clear_sandbox(void **state) {
    (void)state;
    sandbox_clear_faults(&sandbox);
    return 0;
}

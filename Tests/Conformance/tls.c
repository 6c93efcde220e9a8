/* Encryption: a real nginx with a throw-away authority before the sandbox, spoken to in HTTP/2. */
#define _XOPEN_SOURCE 700
#include "support.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static service proxy;
static char directory[64] = "/tmp/labelf-tls-XXXXXX";
static char authority[128], other[128];

static int start(void **state) {
    (void)state;
    char upstream[300];
    sandbox_start(&sandbox, NONE);
    assert_non_null(mkdtemp(directory));
    snprintf(authority, sizeof authority, "%s/ca.pem", directory);
    snprintf(other, sizeof other, "%s/other.pem", directory);
    snprintf(upstream, sizeof upstream, "%.*s", (int)(strstr(sandbox.url, "/v2") - sandbox.url),
             sandbox.url);
    service_start(&proxy, "Tests/Conformance/tls-proxy", LIST(directory, upstream));
    strcpy(proxy.key, sandbox.key);
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *position) {
    (void)info, (void)type, (void)position;
    return remove(path);
}

static int stop(void **state) {
    (void)state;
    service_stop(&proxy);
    service_stop(&sandbox);
    nftw(directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return 0;
}

/* How many requests nginx has seen of which its log begins so: the protocol, and the request's
 * place in its connection. */
static int requests_in(const char *protocol) {
    char path[128], line[128];
    int count = 0;
    snprintf(path, sizeof path, "%s/protocols", directory);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        count += strncmp(line, protocol, strlen(protocol)) == 0;
    fclose(file);
    return count;
}

static void a_given_authority_is_trusted(void **state) {
    (void)state;
    labelf_client *client = client_for(&proxy, LIST("ca_file", authority));
    labelf_text *texts = make_texts(1000);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    if (labelf_classify(client, 3, texts, 1000, NULL, &result, &error) != LABELF_OK)
        fail_msg("%s", labelf_error_message(error));
    expect_answers(result, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_string_equal(labelf_result_label(result, i, 0), language_of(i));
    /* nginx writes its log a moment after the answer is out. */
    for (int tries = 0; tries < 100 && requests_in("HTTP/2.0") < 125; tries++)
        pause_for(50);
    assert_int_equal(requests_in("HTTP/2.0"), 125);
    assert_int_equal(requests_in("HTTP/1.1"), 0);
    assert_int_equal(sandbox_number(&sandbox, "max_times_billed"), 1);
    labelf_result_free(result);
    labelf_client_free(client);
    free_texts(texts);
}

static void expect_tls_error(const service *service, const char *const *settings) {
    const long long requests = sandbox_requests(&sandbox);
    labelf_client *client = client_for(service, settings);
    labelf_error *error = NULL;
    expect_status(classify_one(client, "Where is my parcel?", &error), LABELF_ERROR_TLS);
    assert_int_equal(labelf_error_http_status(error), 0);
    expect_error(error, LABELF_ERROR_TLS);
    assert_int_equal(sandbox_requests(&sandbox), requests);
    labelf_client_free(client);
}

#define SETTINGS(...) LIST("retry_base_ms", "1", __VA_ARGS__)

static void another_authority_is_not(void **state) {
    (void)state;
    expect_tls_error(&proxy, SETTINGS("ca_file", other));
    expect_tls_error(&proxy, LIST("retry_base_ms", "1")); /* the system's */
}

static void a_certificate_for_another_name_is_not(void **state) {
    (void)state;
    service by_address = proxy;
    snprintf(by_address.url, sizeof by_address.url, "https://127.0.0.1:%s",
             strstr(proxy.url, "localhost:") + strlen("localhost:"));
    expect_tls_error(&by_address, SETTINGS("ca_file", authority));
}

static void a_server_without_tls_is_not(void **state) {
    (void)state;
    service plain = sandbox;
    snprintf(plain.url, sizeof plain.url, "https://%.240s", sandbox.url + strlen("http://"));
    expect_tls_error(&plain, SETTINGS("ca_file", authority));
}

/* A file that is no authority is an error when it is configured, or at the latest when it is
 * needed. */
static void an_authority_that_cannot_be_read(void **state) {
    (void)state;
    static const char *const files[] = {"/nonexistent/ca.pem", "/dev/null", "README.md"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        labelf_config *config = config_for(&proxy, LIST("retry_base_ms", "1"));
        labelf_error *error = NULL;
        labelf_client *client = NULL;
        if (labelf_config_set(config, "ca_file", files[i], &error) == LABELF_OK)
            client = labelf_client_new(config, &error);
        if (client)
            classify_one(client, "Where is my parcel?", &error);
        const labelf_status code = labelf_error_code(error);
        if (code != LABELF_ERROR_CONFIGURATION && code != LABELF_ERROR_TLS)
            fail_msg("%s: %s", files[i], labelf_status_name(code));
        expect_error(error, code);
        labelf_client_free(client);
        labelf_config_free(config);
    }
}

static void errors_pass_through(void **state) {
    (void)state;
    labelf_client *client = client_for(&proxy, SETTINGS("ca_file", authority));
    labelf_error *error = NULL;
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":503},\"times\":2}]");
    expect_status(classify_one(client, "Where is my refund?", &error), LABELF_OK);
    assert_int_equal(statistics_of(client).requests, 3);
    sandbox_faults(&sandbox, "[{\"do\":{\"status\":409}}]");
    expect_status(classify_one(client, "Where is my invoice?", &error), LABELF_ERROR_CONFLICT);
    assert_int_equal(strncmp(labelf_error_request_id(error), "req_", 4), 0);
    expect_error(error, LABELF_ERROR_CONFLICT);
    sandbox_clear_faults(&sandbox);
    labelf_client_free(client);
}

/* What a server says after an answer in HTTP/2 is no reason for another connection. */
static void a_connection_is_kept(void **state) {
    (void)state;
    labelf_client *client = client_for(&proxy, LIST("ca_file", authority));
    const int before = requests_in("HTTP/2.0 3\n");
    for (int i = 0; i < 3; i++) {
        expect_status(classify_one(client,
                                   i == 0   ? "Where?"
                                   : i == 1 ? "When?"
                                            : "Why?",
                                   NULL),
                      LABELF_OK);
        pause_for(50);
    }
    for (int tries = 0; tries < 100 && requests_in("HTTP/2.0 3\n") == before; tries++)
        pause_for(50);
    assert_int_equal(requests_in("HTTP/2.0 3\n"), before + 1);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_given_authority_is_trusted),
        cmocka_unit_test(another_authority_is_not),
        cmocka_unit_test(a_certificate_for_another_name_is_not),
        cmocka_unit_test(a_server_without_tls_is_not),
        cmocka_unit_test(an_authority_that_cannot_be_read),
        cmocka_unit_test(errors_pass_through),
        cmocka_unit_test(a_connection_is_kept),
    };
    return cmocka_run_group_tests_name("tls", tests, start, stop);
}

/* The options: every documented key, its bounds, and what is refused when configured and not when
 * it is too late. */
#include "support.h"

#include <stdlib.h>

static void expect_set(const char *key, const char *value) {
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    if (labelf_config_set(config, key, value, &error) != LABELF_OK)
        fail_msg("%s=%s: %s", key, value, labelf_error_message(error));
    assert_null(error);
    labelf_config_free(config);
}

/* Refused, with a message that names the key and does not repeat a secret. */
static void expect_unset(const char *key, const char *value) {
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    if (labelf_config_set(config, key, value, &error) != LABELF_ERROR_CONFIGURATION)
        fail_msg("%s=%s was taken", key, value);
    if (!strstr(labelf_error_message(error), key))
        fail_msg("\"%s\" does not name %s", labelf_error_message(error), key);
    if (strcmp(key, "api_key") == 0 && value[0] && strstr(labelf_error_message(error), value))
        fail_msg("\"%s\" shows the key", labelf_error_message(error));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    labelf_config_free(config);
}

static const struct {
    const char *key, *lowest, *below, *highest, *above;
} numbers[] = {
    {"requests_per_minute", "1", "0", "1000000", "1000001"},
    {"max_connections", "1", "0", "256", "257"},
    {"linger_ms", "0", "-1", "60000", "60001"},
    {"max_text_characters", "1", "0", "1000000", "1000001"},
    {"connect_timeout_ms", "1", "0", "600000", "600001"},
    {"attempt_timeout_ms", "1", "0", "3600000", "3600001"},
    {"total_timeout_ms", "0", "-1", "604800000", "604800001"},
    {"max_retries", "0", "-1", "10", "11"},
    {"retry_base_ms", "1", "0", "60000", "60001"},
    {"max_rate_limit_retries", "0", "-1", "1000", "1001"},
    {"queue_texts", "1", "0", "2000000000", "2000000001"},
    {"queue_bytes", "1024", "1023", "1099511627776", "1099511627777"},
    {"response_max_bytes", "1024", "1023", "1073741824", "1073741825"},
    {"bulk_reserve_percent", "0", "-1", "90", "91"},
    {"cache_bytes", "0", "-1", "68719476736", "68719476737"},
    {"cache_seconds", "1", "0", "2592000", "2592001"},
    {"max_billed_texts", "0", "-1", "9007199254740992", "9007199254740993"},
};

static void numbers_keep_their_bounds(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        expect_set(numbers[i].key, numbers[i].lowest);
        expect_set(numbers[i].key, numbers[i].highest);
        expect_unset(numbers[i].key, numbers[i].below);
        expect_unset(numbers[i].key, numbers[i].above);
        expect_unset(numbers[i].key, "");
        expect_unset(numbers[i].key, "5x");
        expect_unset(numbers[i].key, "many");
        expect_unset(numbers[i].key, "5.5");
        expect_unset(numbers[i].key, "99999999999999999999999999");
        expect_unset(numbers[i].key, "-99999999999999999999999999");
    }
}

static void words_are_words(void **state) {
    (void)state;
    expect_set("queue_full", "block");
    expect_set("queue_full", "fail");
    expect_unset("queue_full", "perhaps");
    expect_unset("queue_full", "");
    expect_set("allow_insecure_http", "on");
    expect_set("allow_insecure_http", "off");
    expect_unset("allow_insecure_http", "maybe");
    expect_set("shared_budget", "on");
    expect_set("shared_budget", "off");
    expect_unset("shared_budget", "1");
    expect_set("user_agent", "my program/1.0 (Linux)");
    expect_unset("user_agent", "two\nlines");
    expect_unset("user_agent", "caf\xC3\xA9");
}

static void unknown_keys_are_named(void **state) {
    (void)state;
    expect_unset("requests_per_hour", "1");
    expect_unset("API_KEY", "x");
    expect_unset("api_key ", "x");
}

static void keys_are_tokens(void **state) {
    (void)state;
    expect_set("api_key", "lbl_sk_0123456789abcdefABCDEF");
    expect_set("api_key", "eyJhbGciOi.eyJzdWIi-_.c2lnbmF0dXJl~+/=");
    expect_unset("api_key", "");
    expect_unset("api_key", "secret with spaces");
    expect_unset("api_key", "secret\r\nX-Evil: 1");
    expect_unset("api_key", "secret\xC3\xA5");
    expect_unset("api_key", "secret\"quoted\"");
}

static void base_urls_are_safe(void **state) {
    (void)state;
    expect_set("base_url", "https://api.labelf.ai/v2");
    expect_set("base_url", "https://api.labelf.ai/v2/");
    expect_set("base_url", "https://api.labelf.ai:8443/v2");
    expect_unset("base_url", "");
    expect_unset("base_url", "api.labelf.ai/v2");
    expect_unset("base_url", "ftp://api.labelf.ai/v2");
    expect_unset("base_url", "file:///etc/passwd");
    expect_unset("base_url", "https://");
    expect_unset("base_url", "https://user:secret@api.labelf.ai/v2");
    expect_unset("base_url", "https://api.labelf.ai/v2\r\nHost: evil");
    expect_unset("base_url", "https://api labelf.ai/v2");
    expect_unset("base_url", "https://api.labelf.ai:99999/v2");
}

/* Whether plain http is meant for this machine depends on two options: the client says. */
static void plain_http_stays_on_this_machine(void **state) {
    (void)state;
    static const char *const local[] = {"http://127.0.0.1:8080/v2", "http://localhost:8080/v2",
                                        "http://[::1]:8080/v2"};
    static const char *const remote[] = {"http://api.labelf.ai/v2", "http://127.0.0.1.evil.com/v2",
                                         "http://localhost.evil.com/v2", "http://10.0.0.1/v2"};
    service service = {0, 0, "", "lbl_sk_test", ""};
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++) {
        strcpy(service.url, local[i]);
        labelf_client_free(client_for(&service, NONE));
    }
    for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) {
        labelf_config *config = labelf_config_new();
        labelf_error *error = NULL;
        labelf_client *client = NULL;
        labelf_config_set(config, "api_key", "lbl_sk_test", NULL);
        if (labelf_config_set(config, "base_url", remote[i], &error) == LABELF_OK)
            client = labelf_client_new(config, &error);
        if (client)
            fail_msg("%s was taken", remote[i]);
        expect_error(error, LABELF_ERROR_CONFIGURATION);
        labelf_config_free(config);
        strcpy(service.url, remote[i]);
        config = labelf_config_new();
        labelf_config_set(config, "api_key", "lbl_sk_test", NULL);
        expect_status(labelf_config_set(config, "allow_insecure_http", "on", NULL), LABELF_OK);
        expect_status(labelf_config_set(config, "base_url", remote[i], NULL), LABELF_OK);
        client = labelf_client_new(config, &error);
        assert_non_null(client);
        labelf_client_free(client);
        labelf_config_free(config);
    }
}

static void a_client_needs_a_key(void **state) {
    (void)state;
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    assert_null(labelf_client_new(config, &error));
    assert_non_null(strstr(labelf_error_message(error), "api_key"));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    labelf_config_free(config);
}

static void expect_no_client(const char *const *settings, const char *part) {
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    for (; settings[0]; settings += 2)
        expect_status(labelf_config_set(config, settings[0], settings[1], NULL), LABELF_OK);
    assert_null(labelf_client_new(config, &error));
    if (!strstr(labelf_error_message(error), part))
        fail_msg("\"%s\" is not in \"%s\"", part, labelf_error_message(error));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    labelf_config_free(config);
}

static void configurations_that_cannot_be(void **state) {
    (void)state;
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    expect_no_client(LIST("client_id", CLIENT), "client_secret is not");
    expect_no_client(LIST("client_secret", SECRET), "client_id is not");
    expect_no_client(LIST("api_key", "lbl_sk_test", "client_id", CLIENT, "client_secret", SECRET),
                     "leave out");
    expect_no_client(LIST("client_id", CLIENT, "client_secret", SECRET, "token_url",
                          "http://auth.example.com/token"),
                     "token_url is plain http");
    expect_status(labelf_config_set(config, "client_secret", "s3cret\r\nHost: x", &error),
                  LABELF_ERROR_CONFIGURATION);
    assert_non_null(strstr(labelf_error_message(error), "client_secret"));
    assert_null(strstr(labelf_error_message(error), "s3cret"));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    expect_status(labelf_config_set(config, "token_url", "https://u:p@example.com/", &error),
                  LABELF_ERROR_CONFIGURATION);
    assert_non_null(strstr(labelf_error_message(error), "token_url has an @"));
    assert_null(strstr(labelf_error_message(error), "u:p"));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    labelf_config_free(config);
}

static void a_bad_value_changes_nothing(void **state) {
    (void)state;
    const service nowhere = {0, 0, "http://127.0.0.1:1/v2", "lbl_sk_test", ""};
    labelf_config *config = config_for(&nowhere, NONE);
    labelf_error *error = NULL;
    expect_status(labelf_config_set(config, "max_text_characters", "3", NULL), LABELF_OK);
    assert_int_not_equal(labelf_config_set(config, "max_text_characters", "0", NULL), LABELF_OK);
    assert_int_not_equal(labelf_config_set(config, "api_key", "b a d", NULL), LABELF_OK);
    labelf_client *client = labelf_client_new(config, &error);
    assert_non_null(client);
    labelf_config_free(config); /* the client has read it */
    expect_status(classify_one(client, "1234", NULL), LABELF_ERROR_TEXT_TOO_LONG);
    labelf_client_free(client);
}

static void the_environment_is_read_when_asked(void **state) {
    (void)state;
    labelf_config *config = labelf_config_new();
    labelf_error *error = NULL;
    setenv("LABELF_API_KEY", "lbl_sk_environment", 1);
    setenv("LABELF_BASE_URL", "http://127.0.0.1:1/v2", 1);
    setenv("LABELF_MAX_TEXT_CHARACTERS", "3", 1);
    expect_status(labelf_config_from_environment(config, &error), LABELF_OK);
    assert_null(error);
    labelf_client *client = labelf_client_new(config, &error);
    assert_non_null(client);
    expect_status(classify_one(client, "1234", NULL), LABELF_ERROR_TEXT_TOO_LONG);
    labelf_client_free(client);

    setenv("LABELF_MAX_CONNECTIONS", "zero", 1);
    expect_status(labelf_config_from_environment(config, &error), LABELF_ERROR_CONFIGURATION);
    assert_true(strstr(labelf_error_message(error), "max_connections") ||
                strstr(labelf_error_message(error), "MAX_CONNECTIONS"));
    expect_error(error, LABELF_ERROR_CONFIGURATION);
    labelf_config_free(config);
    unsetenv("LABELF_MAX_CONNECTIONS");
    unsetenv("LABELF_MAX_TEXT_CHARACTERS");
    unsetenv("LABELF_BASE_URL");
    unsetenv("LABELF_API_KEY");
}

static void expect_option(const labelf_config *config, const char *key, const char *expected) {
    char *value = labelf_config_get(config, key);
    if (!value || strcmp(value, expected) != 0)
        fail_msg("%s is %s, and not %s", key, value ? value : "NULL", expected);
    labelf_string_free(value);
}

static void a_configuration_is_asked(void **state) {
    (void)state;
    labelf_config *config = labelf_config_new();
    size_t count = 0;
    while (labelf_config_key(count))
        count++;
    assert_in_range(count, 20, 100);
    assert_string_equal(labelf_config_key(0), "api_key");
    assert_null(labelf_config_get(NULL, "api_key"));
    assert_null(labelf_config_get(config, "no_such_option"));
    static const char *const secrets[][2] = {{"api_key", "lbl_sk_confided"},
                                             {"client_secret", "confided"},
                                             {"proxy", "http://u:confided@localhost:1"}};
    for (size_t i = 0; i < 3; i++) {
        expect_option(config, secrets[i][0], "");
        expect_status(labelf_config_set(config, secrets[i][0], secrets[i][1], NULL), LABELF_OK);
        expect_option(config, secrets[i][0], "***");
    }
    static const char *const defaults[][2] = {{"max_connections", "8"},
                                              {"total_timeout_ms", ""},
                                              {"shared_budget", "on"},
                                              {"user_agent", "liblabelf/" LABELF_VERSION}};
    for (size_t i = 0; i < 4; i++)
        expect_option(config, defaults[i][0], defaults[i][1]);
    /* What is read is what may be set: every option again, in another configuration. */
    labelf_config *copy = labelf_config_new();
    for (size_t i = 0; i < count; i++) {
        char *value = labelf_config_get(config, labelf_config_key(i));
        if (*value && strcmp(value, "***") != 0)
            expect_status(labelf_config_set(copy, labelf_config_key(i), value, NULL), LABELF_OK);
        labelf_string_free(value);
    }
    labelf_config_free(copy);
    labelf_config_free(config);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_bounds),
        cmocka_unit_test(words_are_words),
        cmocka_unit_test(unknown_keys_are_named),
        cmocka_unit_test(keys_are_tokens),
        cmocka_unit_test(base_urls_are_safe),
        cmocka_unit_test(plain_http_stays_on_this_machine),
        cmocka_unit_test(a_client_needs_a_key),
        cmocka_unit_test(configurations_that_cannot_be),
        cmocka_unit_test(a_bad_value_changes_nothing),
        cmocka_unit_test(the_environment_is_read_when_asked),
        cmocka_unit_test(a_configuration_is_asked),
    };
    return cmocka_run_group_tests_name("configuration", tests, NULL, NULL);
}

/* What a call would take, said before it is made. */
#include "support.h"

static labelf_cost cost_of(const labelf_client *client, size_t count, const char *plan) {
    labelf_cost cost;
    labelf_error *error = NULL;
    if (labelf_estimate(client, NULL, count, plan, NULL, &cost, sizeof cost, &error) != LABELF_OK)
        fail_msg("estimate: %s", labelf_error_message(error));
    assert_null(error);
    return cost;
}

static void a_plan_is_estimated_without_a_client(void **state) {
    (void)state;
    static const struct {
        const char *plan;
        size_t texts;
        uint64_t requests;
        double seconds;
    } cases[] = {{"starter", 0, 0, 0},      {"starter", 1, 1, 0},
                 {"starter", 80, 10, 0},    {"starter", 81, 11, 1},
                 {"Growth", 401, 51, 0},    {"growth", 1000000, 125000, 24990},
                 {"6000", 80000, 10000, 90}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const labelf_cost cost = cost_of(NULL, cases[i].texts, cases[i].plan);
        assert_int_equal(cost.requests, cases[i].requests);
        assert_int_equal(cost.texts_billed, cases[i].texts);
        assert_int_equal(cost.requests_ahead, 0);
        assert_true(cost.seconds >= cases[i].seconds - 0.01);
        assert_true(cost.seconds <= cases[i].seconds + 0.5);
    }
    assert_int_equal(cost_of(NULL, 1, "growth").requests_per_minute, 300);
}

static void texts_are_looked_at(void **state) {
    (void)state;
    const labelf_text texts[] = {labelf_text_from("one"),  labelf_text_from("two"),
                                 labelf_text_from("one"),  labelf_text_from(""),
                                 labelf_text_from("\xFF"), labelf_text_from("too long")};
    labelf_client *client = client_for(&sandbox, LIST("max_text_characters", "7"));
    labelf_cost cost;
    expect_status(labelf_estimate(client, texts, 6, "starter", NULL, &cost, sizeof cost, NULL),
                  LABELF_OK);
    assert_int_equal(cost.texts_billed, 2);
    assert_int_equal(cost.texts_duplicate, 1);
    assert_int_equal(cost.texts_bad, 3);
    assert_int_equal(cost.requests, 1);
    expect_status(labelf_estimate(NULL, texts, 6, "starter", NULL, &cost, sizeof cost, NULL),
                  LABELF_OK);
    assert_int_equal(cost.texts_bad, 2); /* a client knows what is too long for it */
    assert_int_equal(statistics_of(client).requests, 0);
    labelf_client_free(client);
}

static void a_client_is_estimated_with_what_it_has_to_do(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "60"));
    labelf_client *client = client_for(&limited, NONE);
    assert_true(cost_of(client, 800, NULL).seconds == -1); /* it does not know its limit yet */
    assert_int_equal(cost_of(client, 800, NULL).requests_per_minute, -1);
    expect_status(classify_one(client, "What is the limit?", NULL), LABELF_OK);
    labelf_cost cost = cost_of(client, 800, NULL);
    assert_int_equal(cost.requests_per_minute, 60);
    assert_int_equal(cost.requests, 100);
    assert_true(cost.seconds > 85 && cost.seconds < 101);
    labelf_call *call = start_call(client, 800, NULL);
    wait_for_requests(client, 5);
    cost = cost_of(client, 80, NULL);
    assert_in_range(cost.requests_ahead, 1, 11); /* calls take turns */
    assert_true(cost.seconds > 10 && cost.seconds < 25);
    assert_int_equal(cost_of(client, 1, NULL).requests_ahead, 0);
    labelf_call_free(call);
    labelf_client_free(client);
    service_stop(&limited);
}

static void what_cannot_be_estimated(void **state) {
    (void)state;
    static const char *const plans[] = {"", "enterprise", "0", "-1", "1000001", "60 ", "\xFF"};
    const labelf_text text = {NULL, 5};
    labelf_cost cost;
    labelf_error *error = NULL;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        expect_status(labelf_estimate(NULL, NULL, 1, plans[i], NULL, &cost, sizeof cost, &error),
                      LABELF_ERROR_ARGUMENT);
        expect_error(error, LABELF_ERROR_ARGUMENT);
    }
    labelf_estimate(NULL, NULL, 1, NULL, NULL, &cost, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate(NULL, NULL, SIZE_MAX, "starter", NULL, &cost, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate(NULL, &text, 1, "starter", NULL, &cost, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate(NULL, NULL, 1, "starter", NULL, NULL, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate(NULL, NULL, 1, "starter", NULL, &cost, 0, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
}

static void an_estimate_of_a_comparison(void **state) {
    (void)state;
    labelf_cost cost;
    labelf_error *error = NULL;
    expect_status(
        labelf_estimate_similarity(NULL, 1000, 1000, "growth", NULL, &cost, sizeof cost, NULL),
        LABELF_OK);
    assert_int_equal(cost.requests, 100);
    assert_int_equal(cost.texts_billed, 0);
    assert_true(cost.seconds > 9 && cost.seconds < 21);
    labelf_estimate_similarity(NULL, 1, 199, "60", NULL, &cost, sizeof cost, NULL);
    assert_int_equal(cost.requests, 1);
    labelf_estimate_similarity(NULL, 0, 199, "60", NULL, &cost, sizeof cost, NULL);
    assert_int_equal(cost.requests, 0);
    assert_true(cost.seconds == 0);
    expect_status(labelf_estimate_similarity(NULL, 2000000000, 2000000000, "growth", NULL, &cost,
                                             sizeof cost, NULL),
                  LABELF_OK);
    labelf_estimate_similarity(NULL, SIZE_MAX, 1, "growth", NULL, &cost, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate_similarity(NULL, 1, 1, NULL, NULL, &cost, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_estimate_similarity(NULL, 1, 1, "growth", NULL, NULL, sizeof cost, &error);
    expect_error(error, LABELF_ERROR_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_estimated_without_a_client),
        cmocka_unit_test(texts_are_looked_at),
        cmocka_unit_test(a_client_is_estimated_with_what_it_has_to_do),
        cmocka_unit_test(what_cannot_be_estimated),
        cmocka_unit_test(an_estimate_of_a_comparison),
    };
    return cmocka_run_group_tests_name("estimate", tests, start_sandbox, stop_sandbox);
}

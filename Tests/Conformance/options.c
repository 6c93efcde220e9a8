/* The options of every function that takes some: deadlines that have passed, and what this library
 * does not know, because the program is of a later release. */
#include "support.h"

#include <string.h>

/* Every function that takes options, with those that a case made, as the status that it gave. */
enum { TAKERS = 13 };

typedef struct options {
    const labelf_classify_options *classify;
    const labelf_similarity_options *similarity;
    const labelf_request_options *request;
    const labelf_list_options *list;
} options;

static labelf_status list_status(labelf_client *client, int which, const labelf_list_options *given,
                                 labelf_error **error) {
    labelf_cursor *cursor = NULL;
    labelf_item *item = NULL;
    labelf_status status = which == 0   ? labelf_list_models(client, given, &cursor, error)
                           : which == 1 ? labelf_list_datasets(client, given, &cursor, error)
                           : which == 2
                               ? labelf_list_records(client, "ds_messages", given, &cursor, error)
                               : labelf_list(client, "/models", given, &cursor, error);
    if (status == LABELF_OK)
        status = labelf_cursor_next(cursor, &item, error);
    labelf_item_free(item);
    labelf_cursor_free(cursor);
    return status;
}

static labelf_status status_of(labelf_client *client, int taker, const options *given,
                               labelf_error **error) {
    static const char document[] = "{\"texts\":[\"a document\"]}";
    static const char pairs[] =
        "{\"base_texts\":{\"b\":\"one\"},\"compare_to_texts\":{\"c\":\"two\"}}";
    const labelf_text text = labelf_text_from("one text");
    const int64_t model = 3;
    labelf_call *call = NULL;
    labelf_result *result = NULL;
    labelf_matches *matches = NULL;
    labelf_response *response = NULL;
    labelf_item *item = NULL;
    labelf_status status = LABELF_ERROR_INTERNAL;
    switch (taker) {
    case 0:
        status = labelf_classify(client, model, &text, 1, given->classify, &result, error);
        break;
    case 1:
        status = labelf_classify_start(client, model, &text, 1, given->classify, &call, error);
        break;
    case 2:
        status =
            labelf_classify_models(client, &model, 1, &text, 1, given->classify, &result, error);
        break;
    case 3:
        status = labelf_classify_json(client, model, document, strlen(document), given->classify,
                                      NULL, error);
        break;
    case 4:
        status = labelf_similarity(client, &text, 1, &text, 1, given->similarity, &matches, error);
        break;
    case 5:
        status =
            labelf_similarity_start(client, &text, 1, &text, 1, given->similarity, &call, error);
        break;
    case 6:
        status =
            labelf_similarity_json(client, pairs, strlen(pairs), given->similarity, NULL, error);
        break;
    case 7:
        status = labelf_request(client, "GET", "/models", NULL, given->request, &response, error);
        break;
    case 8:
        status = labelf_get_model(client, 1, given->request, &item, error);
        break;
    default:
        status = list_status(client, taker - 9, given->list, error);
    }
    if (call)
        status = labelf_call_wait(call, -1, error);
    labelf_call_free(call);
    labelf_result_free(result);
    labelf_matches_free(matches);
    labelf_response_free(response);
    labelf_item_free(item);
    return status;
}

/* All functions give that status with those options. */
static void expect_all(labelf_client *client, const options *given, labelf_status expected) {
    for (int taker = 0; taker < TAKERS; taker++) {
        labelf_error *error = NULL;
        const labelf_status status = status_of(client, taker, given, &error);
        if (status != expected)
            fail_msg("function %d: %s, and not %s", taker, labelf_status_name(status),
                     labelf_status_name(expected));
        if (expected == LABELF_OK)
            assert_null(error);
        else
            expect_error(error, expected);
    }
}

/* Options of all kinds, each field set as `deadline_ms` and `flags` say, over bytes that were
 * anything before. */
typedef struct all_options {
    labelf_classify_options classify;
    labelf_similarity_options similarity;
    labelf_request_options request;
    labelf_list_options list;
    options given;
} all_options;

#define FILL(kind)                                                                                 \
    (all->kind.size = sizeof all->kind, all->kind.lane = LABELF_LANE_AUTOMATIC,                    \
     all->kind.flags = flags, all->kind.deadline_ms = deadline_ms)

static const options *fill(all_options *all, int64_t deadline_ms, uint32_t flags) {
    memset(all, 0xaa, sizeof *all);
    FILL(classify);
    FILL(similarity);
    FILL(request);
    FILL(list);
    all->classify.callback = all->similarity.callback = NULL;
    all->classify.user_data = all->similarity.user_data = NULL;
    all->classify.queue = all->similarity.queue = NULL;
    all->classify.label_filter = NULL;
    all->classify.label_filter_count = 0;
    all->classify.max_predictions = all->similarity.top_n = all->list.page_size = 0;
    all->classify.reserved = all->similarity.reserved = all->list.reserved = 0;
    all->list.start = 0;
    all->given = (options){&all->classify, &all->similarity, &all->request, &all->list};
    return &all->given;
}

static void a_deadline_that_has_passed(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    all_options all;
    const int64_t late[] = {-1, -1000, INT64_MIN},
                  good[] = {0, 20000, LABELF_NO_DEADLINE - 1, LABELF_NO_DEADLINE};
    for (size_t i = 0; i < sizeof late / sizeof *late; i++)
        expect_all(client, fill(&all, late[i], 0), LABELF_ERROR_DEADLINE);
    assert_int_equal(statistics_of(client).requests, 0);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        expect_all(client, fill(&all, good[i], 0), LABELF_OK);
    labelf_client_free(client);
}

static void no_option_is_dropped_in_silence(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    all_options all;
    /* Every field is set, so that what was in the memory before does not matter. */
    expect_all(client, fill(&all, 0, 0), LABELF_OK);
    expect_all(client, fill(&all, 0, 0x80000000u), LABELF_ERROR_ARGUMENT);
    expect_all(client, fill(&all, 0, 0x40000000u), LABELF_ERROR_ARGUMENT);
    fill(&all, 0, 0);
    all.request.flags = LABELF_REQUEST_ONCE;
    expect_all(client, &all.given, LABELF_OK);
    all.classify.flags = all.similarity.flags = all.list.flags =
        LABELF_REQUEST_ONCE; /* of another struct */
    all.request.flags = 0x2u;
    expect_all(client, &all.given, LABELF_ERROR_ARGUMENT);
    fill(&all, 0, 0);
    all.classify.reserved = all.similarity.reserved = all.list.reserved = 1;
    all.request.flags = 0x2u;
    expect_all(client, &all.given, LABELF_ERROR_ARGUMENT);
    fill(&all, 0, 0);
    all.classify.size = all.similarity.size = all.request.size = all.list.size = 8;
    expect_all(client, &all.given, LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

/* The structs of a later release, with a field more. */
static void a_larger_struct(void **state) {
    (void)state;
    struct {
        labelf_classify_options known;
        int64_t of_tomorrow;
    } classify = {LABELF_CLASSIFY_OPTIONS_INIT, 0};
    struct {
        labelf_similarity_options known;
        int64_t of_tomorrow;
    } similarity = {LABELF_SIMILARITY_OPTIONS_INIT, 0};
    struct {
        labelf_request_options known;
        int64_t of_tomorrow;
    } request = {LABELF_REQUEST_OPTIONS_INIT, 0};
    struct {
        labelf_list_options known;
        int64_t of_tomorrow;
    } list = {LABELF_LIST_OPTIONS_INIT, 0};
    const options given = {&classify.known, &similarity.known, &request.known, &list.known};
    labelf_client *client = client_for(&sandbox, NONE);
    classify.known.size = sizeof classify;
    similarity.known.size = sizeof similarity;
    request.known.size = sizeof request;
    list.known.size = sizeof list;
    expect_all(client, &given, LABELF_OK);
    classify.of_tomorrow = similarity.of_tomorrow = request.of_tomorrow = list.of_tomorrow =
        (int64_t)1 << 56;
    expect_all(client, &given, LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_deadline_that_has_passed, clear_sandbox),
        cmocka_unit_test_teardown(no_option_is_dropped_in_silence, clear_sandbox),
        cmocka_unit_test_teardown(a_larger_struct, clear_sandbox),
    };
    return cmocka_run_group_tests_name("options", tests, start_sandbox, stop_sandbox);
}

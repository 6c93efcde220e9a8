/* What a comparison gives: the best matches of any number of texts, in the fewest requests. */
#include "matching.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static long peak_kilobytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
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
        labelf_estimate_similarity(NULL, count, count, "growth", NULL, &cost, sizeof cost, NULL),
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
    labelf_estimate_similarity(NULL, BASE, COMPARED, "growth", NULL, &cost, sizeof cost, NULL);
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
        cmocka_unit_test(columns_are_copied_as_far_as_the_program_knows_them),
    };
    return cmocka_run_group_tests_name("similarity", tests, start_sandbox, stop_sandbox);
}

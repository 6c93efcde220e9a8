/* Errors as values, compiled without exceptions: texts of every string type, results as ranges,
 * calls, JSON, estimates. */
#include "checks.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <list>
#include <numeric>
#include <thread>
#if __cplusplus >= 202002L
#include <ranges>
#include <span>
#endif

static const char *const english =
    "My parcel was due on Monday and it still has not been delivered. Where is it?";
static const char *const swedish =
    "Hej, jag har inte fått mitt paket ännu och vill gärna veta när det kommer fram.";

static void texts_of_every_type(labelf::client &client) {
    const auto answers = [&client](const labelf::texts &texts, std::size_t count) {
        const auto result = client.try_classify(3, texts);
        return result && result->size() == count && result->failures() == 0 &&
               (*result)[0].best().label == "en";
    };
    const std::string string = english;
    const std::vector<std::string> strings{english, swedish};
    const std::array<std::string_view, 2> views{english, swedish};
    const char *const pointers[] = {english, swedish, english};
    const std::list<std::string> list{english, swedish};
    const labelf_text text = labelf_text_from(english);
    const std::vector<labelf_text> array{text, text};
    const std::vector<std::vector<char>> vectors{{string.begin(), string.end()}};
    check(answers(english, 1), "a pointer to characters");
    check(answers("My parcel was due on Monday and it has not been delivered.", 1), "a literal");
    check(answers(string, 1), "a string");
    check(answers(text, 1), "a labelf_text");
    check(answers(strings, 2), "a vector of strings");
    check(answers(std::vector<std::string>{english}, 1), "a vector that ends with the call");
    check(answers(views, 2), "an array of views");
    check(answers(pointers, 3), "an array of pointers");
    check(answers(list, 2), "a list of strings");
    check(answers(array, 2), "a vector of labelf_text");
    check(answers(vectors, 1), "a vector of vectors of characters");
    check(answers({english, string, views[0]}, 3), "a braced list of mixed strings");
    check(labelf::texts(array).data() == array.data(), "an array of labelf_text is not copied");
    check(labelf::texts(strings).data()[1].data == strings[1].data(), "characters are not copied");
    check(labelf::texts(std::string_view("a\0b", 3)).data()->length == 3,
          "a NUL byte is part of a view");
    check(labelf::texts(std::vector<std::string>()).size() == 0, "a range without texts has none");
    const auto none = client.try_classify(3, std::vector<std::string>());
    check(none && none->empty() && none->begin() == none->end(), "no texts are an empty result");
#if __cplusplus >= 202002L
    check(answers(u8"Where is my parcel? It was due on Monday.", 1), "a literal of char8_t");
    check(answers(std::u8string(u8"Where is my parcel? It was due on Monday."), 1),
          "a string of char8_t");
    check(answers(std::span(strings), 2), "a span of strings");
    auto long_ones =
        strings | std::views::filter([](const std::string &s) { return s.size() > 10; });
    check(answers(long_ones, 2), "a view that has no size");
#endif
    static_assert(!std::is_constructible_v<labelf::texts, int>);
    static_assert(!std::is_constructible_v<labelf::texts, std::vector<int>>);
    static_assert(!std::is_constructible_v<labelf::texts, std::wstring>);
}

static void results_are_ranges(labelf::client &client) {
    const auto outcome = client.try_classify(1, {english, "", "please refuse this", swedish});
    check(outcome.has_value(), "a call with bad texts is partly answered");
    const labelf::result &result = *outcome;
    check(result.size() == 4 && result.failures() == 2, "two of four texts have an error");
    check(result[1].status() == LABELF_ERROR_TEXT_EMPTY && !result[1] && result[1].empty(),
          "the empty text is");
    check(result[1].best().label.empty() && result[1].best().confidence < 0,
          "it has no best prediction");
    const labelf::error_view refused = result[2].error();
    check(refused && refused.code() == LABELF_ERROR_REFUSED && refused.http_status() == 400,
          "the refused text has its error");
    check(!refused.request_id().empty() && !refused.fix().empty(), "with request id and fix");
    check(!result[0].error() && result[0].error().message().empty(), "a good text has none");

    std::size_t seen = 0, predictions = 0;
    bool ordered = true, same = true;
    for (const labelf::answer answer : result) {
        same = same && answer.index() == seen++;
        double before = 1;
        std::size_t rank = 0;
        for (const auto [label, confidence] : answer) {
            ordered = ordered && confidence <= before;
            before = confidence;
            same =
                same && label == labelf_result_label(result.get(), answer.index(), rank) &&
                confidence == labelf_result_confidence(result.get(), answer.index(), rank) &&
                label == result.labels()[static_cast<std::size_t>(answer.label_indices()[rank])] &&
                confidence == answer.confidences()[rank];
            rank++;
            predictions++;
        }
    }
    check(seen == 4 && ordered && same, "ranges say what the accessors of labelf.h say");
    check(predictions > 2 && predictions == result.columns().predictions,
          "every prediction is in them");
    check(result.begin() + 4 == result.end() && result.end() - result.begin() == 4 &&
              result.begin()[3].index() == 3,
          "iterators have random access");
    check(std::count_if(result.begin(), result.end(), [](labelf::answer a) { return bool(a); }) ==
              2,
          "algorithms take them");
    check((result.begin() + 2)->status() == LABELF_ERROR_REFUSED, "an iterator has an arrow");
    check(result.json().find("\"LABELF_ERROR_REFUSED\"") != std::string::npos,
          "the result as JSON");
    const double sum =
        std::accumulate(result[0].confidences().begin(), result[0].confidences().end(), 0.0);
    check(sum > 0.5 && sum < 1.5, "a column of confidences");
#if __cplusplus >= 202002L
    static_assert(std::ranges::random_access_range<const labelf::result>);
    static_assert(std::ranges::sized_range<const labelf::result>);
    static_assert(std::ranges::random_access_range<labelf::answer>);
    static_assert(std::ranges::contiguous_range<labelf::column<double>>);
    auto good = result | std::views::filter([](labelf::answer a) { return bool(a); }) |
                std::views::transform([](labelf::answer a) { return a.best().label; });
    check(std::ranges::distance(good) == 2, "views take them");
    check(std::span<const double>(result[0].confidences()).size() == result[0].size(),
          "a column is a span");
#endif
    static_assert(std::is_nothrow_move_constructible_v<labelf::result> &&
                  !std::is_copy_constructible_v<labelf::result>);
}

static void failures_are_values(labelf::client &client) {
    const auto empty = client.try_classify(1, {"", ""});
    check(!empty && empty.error().code() == LABELF_ERROR_TEXT_EMPTY,
          "no answer at all is an error");
    check(empty->size() == 2 && (*empty)[1].status() == LABELF_ERROR_TEXT_EMPTY,
          "which still has each text's own");
    const auto archived = client.try_classify(4, english);
    check(!archived && archived.error().code() == LABELF_ERROR_MODEL_ARCHIVED, "an archived model");
    check(archived.error().what() == archived.error().message() && !archived.error().fix().empty(),
          "says what to do");
    check(!archived.error().is_transient() && !labelf::error().is_transient(),
          "waiting does not help it");
    labelf::classify_options hurried;
    hurried.deadline = labelf::milliseconds(1);
    check(client.try_classify(3, "please stall, hurried", hurried).error().is_transient(),
          "but does a deadline");
    for (const int late : {0, -1, -100000}) {
        hurried.deadline = labelf::milliseconds(late);
        check(client.try_classify(3, english, hurried).error().code() == LABELF_ERROR_DEADLINE,
              "a deadline that has passed");
    }
    hurried.deadline = labelf::no_deadline;
    check(client.try_classify(3, english, hurried).has_value(), "and none at all");
    labelf::error copy;
    check(!copy && copy.message().empty() && !copy.retry_after(), "an error that is none");
    {
        const labelf::error original = archived.error();
        copy = original;
    }
    check(copy.code() == LABELF_ERROR_MODEL_ARCHIVED &&
              copy.message() == archived.error().message(),
          "copies of an error outlive it");
    labelf::config wrong;
    const labelf::error unknown = wrong.try_set("no_such_option", "1");
    check(unknown.code() == LABELF_ERROR_CONFIGURATION &&
              unknown.message().find("no_such_option") != std::string_view::npos,
          "an unknown option is named");
    check(wrong.get("max_connections") == "8" && wrong.get("api_key") == "" &&
              !wrong.get("no_such_option") && labelf::config::keys()[0] == "api_key",
          "a configuration is asked");
    check(!labelf::client::try_make(wrong), "a client without a key is not made");
    labelf::client nobody;
    check(nobody.try_classify(1, english).error().code() == LABELF_ERROR_ARGUMENT,
          "no client refuses");
    check(labelf::queue().fd() == -1 && !labelf::queue().next() && nobody.statistics().calls == 0,
          "and has nothing");
    labelf::classify_options filter;
    filter.label_filter = {"en", "sv"};
    filter.max_predictions = 1;
    const auto filtered = client.try_classify(3, {english, swedish}, filter);
    check(filtered && (*filtered)[1].size() == 1 && (*filtered)[1].best().label == "sv",
          "a label filter, and one prediction");
}

static void calls(labelf::client &client) {
    auto started = client.try_start(3, {english, swedish});
    check(started.has_value() && *started, "a call is started");
    started->wait();
    check(started->is_settled() && started->wait_for(labelf::milliseconds(0)), "and waited for");
    const auto first = started->try_get(), again = started->try_get();
    check(first && again && first->size() == 2 && (*again)[1].best().label == "sv",
          "its result may be asked for twice");
    const auto slow = client.try_start(3, "please stall, and then say what language this is");
    check(!slow->wait_for(labelf::milliseconds(20)), "a slow one is not settled yet");
    slow->cancel();
    check(slow->try_get().error().code() == LABELF_ERROR_CANCELLED, "and is cancelled");
    check(!labelf::any_call().is_settled() &&
              labelf::call<labelf::result>().try_get().error().code() == LABELF_ERROR_ARGUMENT,
          "no call has nothing");
    labelf::classify_options hurried;
    hurried.deadline = labelf::milliseconds(50);
    const auto late =
        client.try_classify(3, "please stall, and then say what language this is", hurried);
    check(late.error().code() == LABELF_ERROR_DEADLINE, "a deadline ends a call");
}

static void documents_and_costs(labelf::client &client) {
    const auto answer = client.try_classify_json(
        3, R"({"texts":["Where is my parcel? It was due on Monday."],"max_predictions":1})");
    check(answer && answer->find("\"en\"") != std::string::npos, "JSON is answered in JSON");
    check(client.try_classify_json(3, "[").error().code() == LABELF_ERROR_ARGUMENT,
          "what is no JSON is not");
    const auto cost = labelf::try_estimate(30000, "growth");
    check(cost && cost->requests == 3750 && cost->seconds > 700, "what a plan makes of a job");
    check(!labelf::try_estimate(1, "no such plan"), "a plan that is none");
    const auto now = client.try_estimate({english, english, ""});
    check(now && now->texts_billed == 1 && now->texts_duplicate == 1 && now->texts_bad == 1,
          "what texts would take");
    check(client.statistics().calls > 10 && client.rate().limit == -1, "statistics and rate");
    check(labelf::version() == LABELF_VERSION, "the version");
}

static void comparisons(labelf::client &client) {
    const std::vector<std::string> base{"Where is my parcel?", "I was charged twice.", ""};
    labelf::similarity_options best;
    best.top_n = 1;
    const auto outcome =
        client.try_similarity(base, {"Where is the parcel?", "", "Why was I charged twice?"}, best);
    check(outcome.has_value(), "a comparison with bad texts is partly answered");
    const labelf::matches &matches = *outcome;
    check(matches.size() == 3 && matches.base_statuses().size() == 3,
          "it has each text of both sides");
    check(matches[1].status() == LABELF_ERROR_TEXT_EMPTY && matches[1].empty() && !matches[1] &&
              matches[1].error(),
          "a compared text's error");
    check(matches.base_statuses()[2] == LABELF_ERROR_TEXT_EMPTY &&
              matches.base_error(2).code() == LABELF_ERROR_TEXT_EMPTY && !matches.base_error(0),
          "a base text's error");
    std::size_t seen = 0;
    bool right = true;
    for (const labelf::compared compared : matches)
        for (const auto [place, similarity] : compared) {
            right = right && place == (compared.index() == 0 ? 0u : 1u) && similarity > 0.3 &&
                    similarity <= 1 && similarity == compared.similarities()[0] &&
                    compared.base_indices()[0] == int(place);
            seen++;
        }
    check(seen == 2 && right, "the best match of each good one");
    check(matches.json({"a", "b", "c"}, {"x", "y", "z"}).find("{\"id\":\"a\"") != std::string::npos,
          "as JSON with ids");
    check(matches.json().find("\"0\":[{\"id\":\"0\"") != std::string::npos &&
              matches.json({"a"}, {}).empty(),
          "as JSON with indices");
    const auto all = client.try_start_similarity(base[0], base);
    check(all && all->try_get()->at(0).size() == 1 && all->try_get()->at(0)[0].similarity > 0.99,
          "a comparison is started");
    check(client.try_similarity(base, "").error().code() == LABELF_ERROR_TEXT_EMPTY,
          "no match at all is an error");
    check(all->try_get_as<labelf::result>().error().code() == LABELF_ERROR_ARGUMENT,
          "it is no classification");
    const auto answer = client.try_similarity_json(
        R"({"base_texts":{"b":"One parcel"},"compare_to_texts":{"c":"A parcel"}})");
    check(answer && answer->find("\"c\":[{\"id\":\"b\"") != std::string::npos,
          "JSON is compared in JSON");
    const auto cost = labelf::try_estimate_similarity(1000, 1000, "growth"),
               now = client.try_estimate_similarity(10, 10);
    check(cost && cost->requests > 10 && now && now->requests == 1, "what a comparison would take");
#if __cplusplus >= 202002L
    static_assert(std::ranges::random_access_range<const labelf::matches>);
    static_assert(std::ranges::random_access_range<labelf::compared>);
#endif
}

int main() {
    auto made = labelf::client::try_make(settings());
    check(made.has_value(), "a client is made");
    labelf::client client = *std::move(made);
    texts_of_every_type(client);
    results_are_ranges(client);
    failures_are_values(client);
    calls(client);
    documents_and_costs(client);
    comparisons(client);
    check(client.close(labelf::milliseconds(-1)) == 0, "closing abandons nothing");
    check(client.try_classify(1, english).error().code() == LABELF_ERROR_CLOSED,
          "a closed client refuses");
    return failures > 0;
}

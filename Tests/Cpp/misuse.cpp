/* What a C++ program may get wrong without noticing: objects that were moved from, NULL and NUL in
 * strings, texts that end too soon, results that outlive everything, many threads. Compiled with
 * and without exceptions. */
#include "checks.hpp"

#include <algorithm>
#include <array>
#include <thread>
#if __cplusplus >= 202002L
#include <ranges>
#endif

static const char *const english =
    "My parcel was due on Monday and it still has not been delivered. Where is it?";

template <class T> static void move_onto_itself(T &object) {
    T &same = object;
    object = std::move(same);
}

static void moved_from(labelf::client &client) {
    labelf::error error = labelf::config().try_set("no_such_option", "1");
    { const labelf::error moved = std::move(error); }
    check(error.what() == error.message() && error.code() == LABELF_ERROR_CONFIGURATION,
          "an error that was moved from still says what it says");
    move_onto_itself(error);
    check(error.code() == LABELF_ERROR_CONFIGURATION, "and moved onto itself");

    auto outcome = client.try_classify(3, {english, ""});
    labelf::result result = *std::move(outcome);
    move_onto_itself(result);
    check(result.size() == 2 && result[0].best().label == "en", "a result moved onto itself");
    { const labelf::result moved = std::move(result); }
    check(result.empty() && result.begin() == result.end() && result.labels().empty() &&
              result.columns().texts == 0 && result.failures() == 0 && result.json().empty(),
          "a result that was moved from is empty");
    auto compared = client.try_similarity(english, {english, ""});
    labelf::matches matches = *std::move(compared);
    check(matches.failures() == 1, "matches count failures too");
    { const labelf::matches moved = std::move(matches); }
    check(matches.empty() && matches.base_statuses().empty() && matches.json({}, {}).empty() &&
              matches.columns().matches == 0,
          "matches that were moved from are empty");

    auto made = labelf::client::try_make(settings());
    labelf::client first = *std::move(made), second;
    move_onto_itself(first);
    std::swap(first, second);
    check(!first.get() && second.try_classify(3, english).has_value(), "clients are swapped");
    check(first.try_classify(3, english).error().code() == LABELF_ERROR_ARGUMENT && !first.get() &&
              first.close(labelf::milliseconds(-1)) == 0,
          "one that was moved from refuses");
    auto started = second.try_start(3, english);
    labelf::call<labelf::result> call = *std::move(started);
    move_onto_itself(call);
    const labelf::call<labelf::result> moved = std::move(call);
    call.wait();
    call.cancel();
    call.detach();
    check(!call && !call.is_settled() && moved.try_get().has_value(),
          "a call that was moved from is none");
}

static void strings() {
    labelf::config config;
    const char *const unset = nullptr;
    check(config.try_set("api_key", unset).code() == LABELF_ERROR_ARGUMENT &&
              config.try_set("api_key", nullptr).code() == LABELF_ERROR_ARGUMENT,
          "an option from a variable that is not set");
    using namespace std::string_literals;
    check(config.try_set("api_key", "lbl_sk_a\0b"s) && config.try_set("api_key\0x"s, "lbl_sk_a"),
          "what has a NUL inside is no option");
    const labelf::error secret = config.try_set("api_key", "lbl_sk_s3cret\n");
    check(secret && secret.message().find("s3cret") == std::string_view::npos,
          "an error does not show a key");
    check(labelf::try_estimate(1, "60\0"s).error().code() == LABELF_ERROR_ARGUMENT,
          "nor is it a plan");
}

static void nul_bytes(labelf::client &client) {
    using namespace std::string_literals;
    labelf::classify_options filter;
    filter.label_filter = {"en\0sv"s};
    check(client.try_classify(3, english, filter).error().code() == LABELF_ERROR_ARGUMENT,
          "what has a NUL inside is no label");
    check(client.try_list("/models\0/1"s).error().code() == LABELF_ERROR_ARGUMENT &&
              client.try_get_dataset("ds_messages\0"s).error().code() == LABELF_ERROR_ARGUMENT &&
              client.try_request("GET", "/models\0"s).error().code() == LABELF_ERROR_ARGUMENT,
          "nor a path");
    check(client.try_request("POST", "/models/1/inference", "{\"texts\":[\"a\"]}\0"s)
                  .error()
                  .code() == LABELF_ERROR_ARGUMENT,
          "nor JSON");
    const auto compared = client.try_similarity(english, english);
    check(compared->json({"a\0b"s}, {"c"}).empty(), "nor an id");
}

struct not_ended {
    char text[3];
    char more[8];
};

static void texts(labelf::client &client) {
    const char *const null = nullptr;
    const auto empty = client.try_classify(3, {english, null});
    check(empty && (*empty)[1].status() == LABELF_ERROR_TEXT_EMPTY && labelf::texts(null).size(),
          "NULL is an empty text");
    const not_ended array{{'a', 'b', 'c'}, "defg"};
    check(labelf::texts(array.text).data()->length == 3 &&
              labelf::texts(array.more).data()->length == 4,
          "an array is read to its NUL, or its end");
    const std::string string = english;
    const std::vector<char> vector(string.begin(), string.end());
    const labelf::texts mixed{string, vector, english, labelf_text_from(english), "ab"};
    check(mixed.size() == 5 && mixed.data()[1].data == vector.data() &&
              mixed.data()[4].length == 2 && mixed.data()[3].data == english,
          "strings of any type in braces");
    static_assert(!std::is_constructible_v<labelf::texts, std::nullptr_t>);
#if __cplusplus >= 202002L
    const auto views = std::vector<std::string>{english, english} |
                       std::views::transform(
                           [](const std::string &s) { return std::string_view(s).substr(0, 2); });
    check(labelf::texts(views).data()[1].length == 2, "a range that makes views as it goes");
    static_assert(std::ranges::view<labelf::answer> && std::ranges::view<labelf::compared> &&
                  std::ranges::view<labelf::elements> && std::ranges::view<labelf::column<int>>);
    static_assert(std::ranges::borrowed_range<labelf::answer> &&
                  std::ranges::borrowed_range<labelf::compared> &&
                  std::ranges::borrowed_range<labelf::elements> &&
                  std::ranges::borrowed_range<labelf::column<int>>);
    const auto result = client.try_classify(3, english);
    const auto found = std::ranges::find((*result)[0], "en", &labelf::prediction::label);
    check(found != (*result)[0].end() && (*found).label == "en", "an iterator outlives its answer");
#endif
}

static void outliving() {
    labelf::result result;
    labelf::call<labelf::result> call;
    labelf::error error;
    labelf::cursor cursor;
    {
        auto made = labelf::client::try_make(settings());
        auto outcome = made->try_classify(3, {english, ""});
        auto started = made->try_start(3, "please stall, and then say what language this is");
        auto list = made->try_list("/models");
        error = made->try_classify(4, english).error();
        result = *std::move(outcome);
        call = *std::move(started);
        cursor = *std::move(list);
    }
    check(result[0].best().label == "en" && result[1].error().code() == LABELF_ERROR_TEXT_EMPTY,
          "a result outlives its client");
    check(call.try_get().error().code() == LABELF_ERROR_CLOSED, "and so does a call");
    check(error.code() == LABELF_ERROR_MODEL_ARCHIVED && !error.fix().empty(), "and an error");
    while (const auto item = cursor.try_next())
        if (!*item)
            break;
    check(cursor.total() <= 5, "and a list");
    const labelf::expected<labelf::result> constant(std::move(result));
    check(constant.value().size() == 2 && constant->size() == 2, "a constant has a value");
}

static void threads(labelf::client &client) {
    std::array<int, 8> right{};
    std::vector<std::thread> all;
    const auto shared = client.try_start(3, english);
    const auto result = client.try_classify(3, {english, english, ""});
    for (int &mine : right)
        all.emplace_back([&] {
            for (int i = 0; i < 20; i++)
                mine += client.try_classify(3, english)->at(0).best().label == "en" &&
                        shared->try_get()->at(0).best().label == "en" && result->failures() == 1 &&
                        (*result)[1].best().label == "en";
        });
    for (std::thread &each : all)
        each.join();
    check(std::count(right.begin(), right.end(), 20) == 8, "threads share a client and a call");
}

int main() {
    auto made = labelf::client::try_make(settings());
    check(made.has_value(), "a client is made");
    moved_from(*made);
    strings();
    nul_bytes(*made);
    texts(*made);
    outliving();
    threads(*made);
    return failures > 0;
}

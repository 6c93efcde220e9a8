/* Lists as ranges, models and datasets, several models at once, and requests that there is no
 * function for. Compiled with and without exceptions. */
#include "checks.hpp"

#include <algorithm>
#include <set>
#if __cplusplus >= 202002L
#include <ranges>
#endif

static void lists(labelf::client &client) {
    auto models = client.try_list_models();
    check(models.has_value() && models->total() == -1, "a list is begun");
    std::vector<std::string> names;
    for (const labelf::item &model : *models)
        names.emplace_back(model.name());
    check(names.size() == 5 && names[0] == "Contact reason" && models->total() == 5,
          "a list is a range");
    check(!models->error() && models->begin() == models->end(), "and ends");

    labelf::list_options pages;
    pages.start = 3;
    pages.page_size = 50;
    auto records = client.try_list_records("ds_messages", pages);
    std::set<std::string> texts;
    std::vector<labelf::item> kept;
    for (labelf::item &record : *records) {
        texts.emplace(*record.text("text"));
        if (kept.size() < 2)
            kept.push_back(std::move(record));
    }
    check(std::int64_t(texts.size()) == records->total() - 3,
          "over all of its pages, from where it was to start");
    check(kept[1].text("text") && !kept[1].text("no_such_field") && kept[1].json().front() == '{',
          "items may be kept");
    auto all = client.try_list("/datasets/ds_messages/records");
    check(std::count_if(all->begin(), all->end(), [](const labelf::item &i) { return bool(i); }) ==
              all->total(),
          "algorithms take it");
    auto one = client.try_list_models();
    check(one->try_next()->id() == "1" && one->try_next()->integer("id") == 2, "items one by one");
    check(!labelf::item() && labelf::item().name().empty() && labelf::item().integer("id", 7) == 7,
          "no item has no field");
    check(labelf::cursor().begin() == labelf::cursor().end(), "no list has no item");
#if __cplusplus >= 202002L
    static_assert(std::ranges::input_range<labelf::cursor>);
    static_assert(std::ranges::random_access_range<labelf::elements>);
#endif
}

static void single_ones(labelf::client &client) {
    const auto model = client.try_get_model(2);
    check(model && model->name() == "Sentiment", "a model");
    const labelf::elements labels = model->elements("labels");
    check(labels.size() == 3 && std::find(labels.begin(), labels.end(), "Positive") != labels.end(),
          "with its labels");
    check(model->number("accuracy") > 0.5 && model->text("status") == "deployed", "and its fields");
    check(client.try_get_model(99).error().code() == LABELF_ERROR_NOT_FOUND,
          "a model that there is not");
    const auto dataset = client.try_get_dataset("ds_messages");
    check(dataset && dataset->integer("row_count") > 100, "a dataset");
    const auto response = client.try_request("GET", "/models?limit=1");
    check(response && response->status() == 200 &&
              response->json().find("\"data\"") != std::string_view::npos,
          "a request");
    const auto posted =
        client.try_request("POST", "/models/1/inference", R"({"texts":["Where is my parcel?"]})");
    check(posted && posted->json().find("predictions") != std::string_view::npos, "with a body");
    check(client.try_request("DELETE", "/models").error().code() == LABELF_ERROR_ARGUMENT,
          "and a method that is none");
    const auto results = client.try_classify_models(
        {1, 3, 4}, {"Where is my parcel? It was due on Monday.", "Thank you"});
    check(results && results->size() == 3 && (*results)[1][0].best().label == "en" &&
              (*results)[2].failures() == 2,
          "several models over the same texts, of which one is archived");
    check(client.try_classify_models({4}, "Thank you").error().code() ==
              LABELF_ERROR_MODEL_ARCHIVED,
          "no answer is an error");
}

/// An error amid a list.
static void failures_amid(labelf::client &client) {
    auto missing = client.try_list_records("ds_none");
    check(missing.has_value(), "a list that there is not is begun");
#if LABELF_EXCEPTIONS
    labelf::status thrown = LABELF_OK;
    try {
        for (const labelf::item &record : *missing)
            check(!record, "it has no item");
    } catch (const labelf::error &error) {
        thrown = error.code();
    }
    check(thrown == LABELF_ERROR_NOT_FOUND, "its error is thrown");
    check(client.list_models().next().id() == "1" && client.get_model(3).name() == "Language",
          "what throws");
    check(client.get_dataset("ds_messages").id() == "ds_messages" &&
              client.request("GET", "/models").status() == 200,
          "all of it");
    check(client.classify_models({1, 2}, "Thank you").size() == 2, "and more");
#else
    for (const labelf::item &record : *missing)
        check(!record, "it has no item");
#endif
    check(missing->error().code() == LABELF_ERROR_NOT_FOUND, "its error is kept");
}

int main() {
    auto made = labelf::client::try_make(settings());
    if (!made) {
        check(false, made.error().what());
        return 1;
    }
    lists(*made);
    single_ones(*made);
    failures_amid(*made);
    return failures > 0;
}

/* labelf/classify.hpp - what a client is asked about classification. Part of labelf.hpp. */
#ifndef LABELF_CLASSIFY_HPP
#define LABELF_CLASSIFY_HPP

#include <labelf/core.hpp>

LABELF_BEGIN
namespace detail {

/// The part of `client` that classifies.
class classifying : public core {
    auto starter(std::int64_t model, const texts &texts, const c_options &given) const noexcept {
        return [this, model, &texts, &given](labelf_call **started, labelf_error **problem) {
            return labelf_classify_start(handle_.get(), model, texts.data(), texts.size(),
                                         &given.classify, started, problem);
        };
    }

  public:
    /// Classifies texts with a model, and blocks until each is settled. The result has an answer or
    /// an error for each. An error, only if no text has an answer; the expected then still holds
    /// the result, with each text's own error.
    expected<result> try_classify(std::int64_t model, const texts &texts,
                                  const classify_options &options = {}) {
        const c_options given(options);
        labelf_result *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify(handle_.get(), model, texts.data(), texts.size(),
                                            &given.classify, &got, &problem);
        return settle(code, result(got), problem);
    }
    /// The same without blocking, but for a full queue.
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options = {}) {
        const c_options given(options);
        return begin<result>(starter(model, texts, given));
    }
    template <class Callback>
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options, Callback callback) {
        c_options given(options);
        return begin<result>(given.classify, std::move(callback), starter(model, texts, given));
    }
    /// `user_data` is for any_call::user_data.
    labelf::error try_enqueue(std::int64_t model, const texts &texts,
                              const classify_options &options = {}, void *user_data = nullptr) {
        c_options given(options);
        return enqueue_call(given.classify, user_data, starter(model, texts, given));
    }
    /// Answers a request that is JSON in JSON, however many texts it holds; see
    /// labelf_classify_json.
    expected<std::string> try_classify_json(std::int64_t model, std::string_view document,
                                            const classify_options &options = {}) {
        const c_options given(options);
        return answer([&](char **got, labelf_error **problem) {
            return labelf_classify_json(handle_.get(), model, document.data(), document.size(),
                                        &given.classify, got, problem);
        });
    }
    /// Classifies the same texts with several models, and blocks: a result for each model. An
    /// error, only if there is no answer at all; the expected then still holds the results, with
    /// each text's own error. A model that is archived fails alone.
    expected<std::vector<result>> try_classify_models(const std::vector<std::int64_t> &models,
                                                      const texts &texts,
                                                      const classify_options &options = {}) {
        const c_options given(options);
        std::vector<labelf_result *> got(models.size(), nullptr);
        std::vector<result> results;
        results.reserve(got.size()); // before there is something to lose
        labelf_error *problem = nullptr;
        const status code =
            labelf_classify_models(handle_.get(), models.data(), models.size(), texts.data(),
                                   texts.size(), &given.classify, got.data(), &problem);
        for (labelf_result *each : got)
            results.emplace_back(each);
        return settle(code, std::move(results), problem);
    }
    /// What it would take to classify the texts now; nothing is sent.
    expected<labelf_cost> try_estimate(const texts &texts) const {
        return cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate(handle_.get(), texts.data(), texts.size(), nullptr, cost,
                                   sizeof *cost, problem);
        });
    }

#if LABELF_EXCEPTIONS
    result classify(std::int64_t model, const texts &texts, const classify_options &options = {}) {
        return try_classify(model, texts, options).value();
    }
    std::vector<result> classify_models(const std::vector<std::int64_t> &models, const texts &texts,
                                        const classify_options &options = {}) {
        return try_classify_models(models, texts, options).value();
    }
    call<result> start(std::int64_t model, const texts &texts,
                       const classify_options &options = {}) {
        return try_start(model, texts, options).value();
    }
    template <class Callback>
    call<result> start(std::int64_t model, const texts &texts, const classify_options &options,
                       Callback callback) {
        return try_start(model, texts, options, std::move(callback)).value();
    }
    void enqueue(std::int64_t model, const texts &texts, const classify_options &options = {},
                 void *user_data = nullptr) {
        check(try_enqueue(model, texts, options, user_data));
    }
    std::string classify_json(std::int64_t model, std::string_view document,
                              const classify_options &options = {}) {
        return try_classify_json(model, document, options).value();
    }
    labelf_cost estimate(const texts &texts) const {
        return try_estimate(texts).value();
    }
#endif
};

} // namespace detail
LABELF_END

#endif

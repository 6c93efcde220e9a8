/* labelf/classify.hpp - what a client is asked about classification. Part of labelf.hpp. */
#ifndef LABELF_CLASSIFY_HPP
#define LABELF_CLASSIFY_HPP

#include <labelf/client.hpp>

LABELF_BEGIN
namespace detail {

/// What starts a call that classifies; the arguments outlive it.
inline auto classify_starter(labelf_client *client, std::int64_t model, const texts &texts,
                             const c_options &given) noexcept {
    return [client, model, &texts, &given](labelf_call **started, labelf_error **problem) {
        return labelf_classify_start(client, model, texts.data(), texts.size(), &given.classify,
                                     started, problem);
    };
}

} // namespace detail

inline expected<result> client::try_classify(std::int64_t model, const texts &texts,
                                             const classify_options &options) {
    const detail::c_options given(options);
    labelf_result *got = nullptr;
    labelf_error *problem = nullptr;
    const status code = labelf_classify(handle_.get(), model, texts.data(), texts.size(),
                                        &given.classify, &got, &problem);
    return detail::settle(code, result(got), problem);
}

inline expected<call<result>> client::try_start(std::int64_t model, const texts &texts,
                                                const classify_options &options) {
    const detail::c_options given(options);
    return detail::begin<result>(detail::classify_starter(handle_.get(), model, texts, given));
}

template <class Callback>
inline expected<call<result>> client::try_start(std::int64_t model, const texts &texts,
                                                const classify_options &options,
                                                Callback callback) {
    detail::c_options given(options);
    return detail::begin<result>(given.classify, std::move(callback),
                                 detail::classify_starter(handle_.get(), model, texts, given));
}

inline labelf::error client::try_enqueue(const queue &queue, std::int64_t model, const texts &texts,
                                         const classify_options &options, void *user_data) {
    detail::c_options given(options);
    return detail::enqueue_call(queue, given.classify, user_data,
                                detail::classify_starter(handle_.get(), model, texts, given));
}

inline expected<std::string> client::try_classify_json(std::int64_t model,
                                                       std::string_view document,
                                                       const classify_options &options) {
    const detail::c_options given(options);
    return detail::answer([&](char **got, labelf_error **problem) {
        return labelf_classify_json(handle_.get(), model, document.data(), document.size(),
                                    &given.classify, got, problem);
    });
}

inline expected<std::vector<result>>
client::try_classify_models(const std::vector<std::int64_t> &models, const texts &texts,
                            const classify_options &options) {
    const detail::c_options given(options);
    std::vector<labelf_result *> got(models.size(), nullptr);
    std::vector<result> results;
    results.reserve(got.size()); // before there is something to lose
    labelf_error *problem = nullptr;
    const status code =
        labelf_classify_models(handle_.get(), models.data(), models.size(), texts.data(),
                               texts.size(), &given.classify, got.data(), &problem);
    for (labelf_result *each : got)
        results.emplace_back(each);
    return detail::settle(code, std::move(results), problem);
}

inline expected<labelf_cost> client::try_estimate(const texts &texts,
                                                  const classify_options &options) const {
    const detail::c_options given(options);
    return detail::cost_of([&](labelf_cost *cost, labelf_error **problem) {
        return labelf_estimate(handle_.get(), texts.data(), texts.size(), nullptr, &given.classify,
                               cost, sizeof *cost, problem);
    });
}

LABELF_END

#endif

/* labelf/similarity.hpp - what a client is asked about comparisons. Part of labelf.hpp. */
#ifndef LABELF_SIMILARITY_HPP
#define LABELF_SIMILARITY_HPP

#include <labelf/client.hpp>

LABELF_BEGIN
namespace detail {

/// What starts a call that compares; the arguments outlive it.
inline auto similarity_starter(labelf_client *client, const texts &base, const texts &compared,
                               const c_options &given) noexcept {
    return [client, &base, &compared, &given](labelf_call **started, labelf_error **problem) {
        return labelf_similarity_start(client, base.data(), base.size(), compared.data(),
                                       compared.size(), &given.similarity, started, problem);
    };
}

} // namespace detail

inline expected<matches> client::try_similarity(const texts &base, const texts &compared,
                                                const similarity_options &options) {
    const detail::c_options given(options);
    labelf_matches *got = nullptr;
    labelf_error *problem = nullptr;
    const status code = labelf_similarity(handle_.get(), base.data(), base.size(), compared.data(),
                                          compared.size(), &given.similarity, &got, &problem);
    return detail::settle(code, matches(got), problem);
}

inline expected<call<matches>> client::try_start_similarity(const texts &base,
                                                            const texts &compared,
                                                            const similarity_options &options) {
    const detail::c_options given(options);
    return detail::begin<matches>(detail::similarity_starter(handle_.get(), base, compared, given));
}

template <class Callback>
inline expected<call<matches>>
client::try_start_similarity(const texts &base, const texts &compared,
                             const similarity_options &options, Callback callback) {
    detail::c_options given(options);
    return detail::begin<matches>(given.similarity, std::move(callback),
                                  detail::similarity_starter(handle_.get(), base, compared, given));
}

inline labelf::error client::try_enqueue_similarity(const queue &queue, const texts &base,
                                                    const texts &compared,
                                                    const similarity_options &options,
                                                    void *user_data) {
    detail::c_options given(options);
    return detail::enqueue_call(queue, given.similarity, user_data,
                                detail::similarity_starter(handle_.get(), base, compared, given));
}

inline expected<std::string> client::try_similarity_json(std::string_view document,
                                                         const similarity_options &options) {
    const detail::c_options given(options);
    return detail::answer([&](char **got, labelf_error **problem) {
        return labelf_similarity_json(handle_.get(), document.data(), document.size(),
                                      &given.similarity, got, problem);
    });
}

inline expected<labelf_cost>
client::try_estimate_similarity(std::size_t base_count, std::size_t compared_count,
                                const similarity_options &options) const {
    const detail::c_options given(options);
    return detail::cost_of([&](labelf_cost *cost, labelf_error **problem) {
        return labelf_estimate_similarity(handle_.get(), base_count, compared_count, nullptr,
                                          &given.similarity, cost, sizeof *cost, problem);
    });
}

LABELF_END

#endif

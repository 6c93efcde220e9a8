/* labelf/similarity.hpp - what a client is asked about comparisons. Part of labelf.hpp. */
#ifndef LABELF_SIMILARITY_HPP
#define LABELF_SIMILARITY_HPP

#include <labelf/classify.hpp>

LABELF_BEGIN
namespace detail {

/// The part of `client` that compares.
class comparing : public classifying {
    auto starter(const texts &base, const texts &compared, const c_options &given) const noexcept {
        return [this, &base, &compared, &given](labelf_call **started, labelf_error **problem) {
            return labelf_similarity_start(handle_.get(), base.data(), base.size(), compared.data(),
                                           compared.size(), &given.similarity, started, problem);
        };
    }

  public:
    /// Compares each of `compared` with each of `base`, and blocks until that is done. An error,
    /// only if no compared text has matches; the expected then still holds the matches, with each
    /// text's own error.
    expected<matches> try_similarity(const texts &base, const texts &compared,
                                     const similarity_options &options = {}) {
        const c_options given(options);
        labelf_matches *got = nullptr;
        labelf_error *problem = nullptr;
        const status code =
            labelf_similarity(handle_.get(), base.data(), base.size(), compared.data(),
                              compared.size(), &given.similarity, &got, &problem);
        return settle(code, matches(got), problem);
    }
    /// The same without blocking, but for a full queue.
    expected<call<matches>> try_start_similarity(const texts &base, const texts &compared,
                                                 const similarity_options &options = {}) {
        const c_options given(options);
        return begin<matches>(starter(base, compared, given));
    }
    template <class Callback>
    expected<call<matches>> try_start_similarity(const texts &base, const texts &compared,
                                                 const similarity_options &options,
                                                 Callback callback) {
        c_options given(options);
        return begin<matches>(given.similarity, std::move(callback),
                              starter(base, compared, given));
    }
    /// `user_data` is for any_call::user_data.
    labelf::error try_enqueue_similarity(const texts &base, const texts &compared,
                                         const similarity_options &options = {},
                                         void *user_data = nullptr) {
        c_options given(options);
        return enqueue_call(given.similarity, user_data, starter(base, compared, given));
    }
    /// Answers a request that is JSON in JSON, however many texts it holds; see
    /// labelf_similarity_json.
    expected<std::string> try_similarity_json(std::string_view document,
                                              const similarity_options &options = {}) {
        const c_options given(options);
        return answer([&](char **got, labelf_error **problem) {
            return labelf_similarity_json(handle_.get(), document.data(), document.size(),
                                          &given.similarity, got, problem);
        });
    }
    /// What it would take now to compare so many different good texts; nothing is sent.
    expected<labelf_cost> try_estimate_similarity(std::size_t base_count,
                                                  std::size_t compared_count) const {
        return cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate_similarity(handle_.get(), base_count, compared_count, nullptr,
                                              cost, sizeof *cost, problem);
        });
    }

#if LABELF_EXCEPTIONS
    matches similarity(const texts &base, const texts &compared,
                       const similarity_options &options = {}) {
        return try_similarity(base, compared, options).value();
    }
    call<matches> start_similarity(const texts &base, const texts &compared,
                                   const similarity_options &options = {}) {
        return try_start_similarity(base, compared, options).value();
    }
    template <class Callback>
    call<matches> start_similarity(const texts &base, const texts &compared,
                                   const similarity_options &options, Callback callback) {
        return try_start_similarity(base, compared, options, std::move(callback)).value();
    }
    void enqueue_similarity(const texts &base, const texts &compared,
                            const similarity_options &options = {}, void *user_data = nullptr) {
        check(try_enqueue_similarity(base, compared, options, user_data));
    }
    std::string similarity_json(std::string_view document, const similarity_options &options = {}) {
        return try_similarity_json(document, options).value();
    }
    labelf_cost estimate_similarity(std::size_t base_count, std::size_t compared_count) const {
        return try_estimate_similarity(base_count, compared_count).value();
    }
#endif
};

} // namespace detail
LABELF_END

#endif

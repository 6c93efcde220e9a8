/* labelf/client.hpp - the client: all that it can be asked. Part of labelf.hpp. */
#ifndef LABELF_CLIENT_HPP
#define LABELF_CLIENT_HPP

#include <labelf/item.hpp>
#include <labelf/start.hpp>

LABELF_BEGIN

/// A client: thread-safe, with one thread of its own. Make one, and keep it. When it ends, what is
/// under way is settled with LABELF_ERROR_CLOSED; calls and results outlive it.
///
/// Each function is there twice: try_x returns an error as a value, and x throws it. Those that
/// throw are not there where exceptions are off. Either may throw std::bad_alloc, and nothing else.
///
/// classify and similarity block. start gives a call to wait on; with a callback, a function object
/// that takes an expected<result> (or matches), that is called on the client's own thread, once,
/// and shall not linger; what it throws is kept for any_call::callback_exception. enqueue is for an
/// event loop: once the call is settled, its queue gives it out. Texts are copied by all but those
/// that block.
class client {
  public:
    /// No client: every call of it is refused.
    client() noexcept = default;
    client(client &&) noexcept = default;
    client &operator=(client &&) noexcept = default;
    void swap(client &other) noexcept {
        handle_.swap(other.handle_);
    }
    /// Does not touch the network. The configuration is read, not kept.
    static expected<client> try_make(const config &options) {
        labelf_error *problem = nullptr;
        client made;
        made.handle_.reset(labelf_client_new(options.get(), &problem));
        const status code = made.handle_ ? LABELF_OK
                            : problem    ? labelf_error_code(problem)
                                         : LABELF_ERROR_MEMORY;
        return detail::settle(code, std::move(made), problem);
    }
#if LABELF_EXCEPTIONS
    explicit client(const config &options) : client(try_make(options).value()) {
    }
#endif

    /// Changes an option of a client that runs: `api_key`, `max_connections` or
    /// `requests_per_minute`; see labelf_client_set. `value` is as for config::try_set.
    template <class Value> labelf::error try_set(const std::string &key, const Value &value) {
        labelf_error *problem = nullptr;
        const std::optional<std::string> written = config::write(value);
        const status code =
            labelf_client_set(handle_.get(), detail::c_string(key),
                              written ? detail::c_string(*written) : nullptr, &problem);
        return detail::settle(code, problem);
    }
#if LABELF_EXCEPTIONS
    template <class Value> void set(const std::string &key, const Value &value) {
        detail::check(try_set(key, value));
    }
#endif
    /// Takes no more calls, waits so long for those under way (below zero: as long as it takes),
    /// and settles the rest with LABELF_ERROR_CLOSED. How many were abandoned that way.
    std::size_t close(milliseconds timeout) noexcept {
        return labelf_client_close(handle_.get(), timeout.count());
    }
    labelf_statistics statistics() const noexcept {
        labelf_statistics counters{};
        labelf_client_statistics(handle_.get(), &counters, sizeof counters);
        return counters;
    }
    /// Where the rate limit stands.
    labelf_rate rate() const noexcept {
        labelf_rate now{};
        labelf_client_rate(handle_.get(), &now, sizeof now);
        return now;
    }
    labelf_client *get() const noexcept {
        return handle_.get();
    }
    /// What it takes to classify so many different good texts with a plan, when none of it is used:
    /// "starter", "growth", or a number of requests a minute.
    static expected<labelf_cost> try_estimate_for(const std::string &plan, std::size_t count) {
        return detail::cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate(nullptr, nullptr, count, detail::c_string(plan), nullptr, cost,
                                   sizeof *cost, problem);
        });
    }
    /// The same for a comparison.
    static expected<labelf_cost> try_estimate_for(const std::string &plan, std::size_t base_count,
                                                  std::size_t compared_count) {
        return detail::cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate_similarity(nullptr, base_count, compared_count,
                                              detail::c_string(plan), nullptr, cost, sizeof *cost,
                                              problem);
        });
    }

    // Classification: defined in classify.hpp.

    /// Classifies texts with a model, and blocks until each is settled. The result has an answer or
    /// an error for each. An error, only if no text has an answer; the expected then still holds
    /// the result, with each text's own error.
    expected<result> try_classify(std::int64_t model, const texts &texts,
                                  const classify_options &options = {});
    /// The same without blocking, but for a full queue.
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options = {});
    template <class Callback>
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options, Callback callback);
    /// `user_data` is for any_call::user_data.
    labelf::error try_enqueue(const queue &queue, std::int64_t model, const texts &texts,
                              const classify_options &options = {}, void *user_data = nullptr);
    /// Answers a request that is JSON in JSON, however many texts it holds; see
    /// labelf_classify_json.
    expected<std::string> try_classify_json(std::int64_t model, std::string_view document,
                                            const classify_options &options = {});
    /// Classifies the same texts with several models, and blocks: a result for each model. An
    /// error, only if there is no answer at all; the expected then still holds the results, with
    /// each text's own error. A model that is archived fails alone.
    expected<std::vector<result>> try_classify_models(const std::vector<std::int64_t> &models,
                                                      const texts &texts,
                                                      const classify_options &options = {});
    /// What it would take to classify the texts now; nothing is sent.
    expected<labelf_cost> try_estimate(const texts &texts,
                                       const classify_options &options = {}) const;

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
    void enqueue(const queue &queue, std::int64_t model, const texts &texts,
                 const classify_options &options = {}, void *user_data = nullptr) {
        detail::check(try_enqueue(queue, model, texts, options, user_data));
    }
    std::string classify_json(std::int64_t model, std::string_view document,
                              const classify_options &options = {}) {
        return try_classify_json(model, document, options).value();
    }
    labelf_cost estimate(const texts &texts, const classify_options &options = {}) const {
        return try_estimate(texts, options).value();
    }
#endif

    // Comparisons: defined in similarity.hpp.

    /// Compares each of `compared` with each of `base`, and blocks until that is done. An error,
    /// only if no compared text has matches; the expected then still holds the matches, with each
    /// text's own error.
    expected<matches> try_similarity(const texts &base, const texts &compared,
                                     const similarity_options &options = {});
    /// The same without blocking, but for a full queue.
    expected<call<matches>> try_start_similarity(const texts &base, const texts &compared,
                                                 const similarity_options &options = {});
    template <class Callback>
    expected<call<matches>> try_start_similarity(const texts &base, const texts &compared,
                                                 const similarity_options &options,
                                                 Callback callback);
    /// `user_data` is for any_call::user_data.
    labelf::error try_enqueue_similarity(const queue &queue, const texts &base,
                                         const texts &compared,
                                         const similarity_options &options = {},
                                         void *user_data = nullptr);
    /// Answers a request that is JSON in JSON, however many texts it holds; see
    /// labelf_similarity_json.
    expected<std::string> try_similarity_json(std::string_view document,
                                              const similarity_options &options = {});
    /// What it would take now to compare so many different good texts; nothing is sent.
    expected<labelf_cost> try_estimate_similarity(std::size_t base_count,
                                                  std::size_t compared_count,
                                                  const similarity_options &options = {}) const;

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
    void enqueue_similarity(const queue &queue, const texts &base, const texts &compared,
                            const similarity_options &options = {}, void *user_data = nullptr) {
        detail::check(try_enqueue_similarity(queue, base, compared, options, user_data));
    }
    std::string similarity_json(std::string_view document, const similarity_options &options = {}) {
        return try_similarity_json(document, options).value();
    }
    labelf_cost estimate_similarity(std::size_t base_count, std::size_t compared_count,
                                    const similarity_options &options = {}) const {
        return try_estimate_similarity(base_count, compared_count, options).value();
    }
#endif

    // Models, datasets, records, and any other request: defined in listing.hpp.

    /// Begin a list: of the models, of the datasets, and of the records of the dataset with that
    /// id.
    expected<cursor> try_list_models(const list_options &options = {});
    expected<cursor> try_list_datasets(const list_options &options = {});
    expected<cursor> try_list_records(const std::string &dataset, const list_options &options = {});
    /// The same for any other endpoint that is paged alike, or with a query; see labelf_list.
    expected<cursor> try_list(const std::string &path, const list_options &options = {});
    /// One model, with its labels.
    expected<item> try_get_model(std::int64_t model, const request_options &options = {});
    /// One dataset, by its id as it is.
    expected<item> try_get_dataset(const std::string &id, const request_options &options = {});
    /// One request for an endpoint that there is no function for; see labelf_request. `json` may be
    /// empty.
    expected<response> try_request(const std::string &method, const std::string &path,
                                   const std::string &json = {},
                                   const request_options &options = {});

#if LABELF_EXCEPTIONS
    cursor list_models(const list_options &options = {}) {
        return try_list_models(options).value();
    }
    cursor list_datasets(const list_options &options = {}) {
        return try_list_datasets(options).value();
    }
    cursor list_records(const std::string &dataset, const list_options &options = {}) {
        return try_list_records(dataset, options).value();
    }
    cursor list(const std::string &path, const list_options &options = {}) {
        return try_list(path, options).value();
    }
    item get_model(std::int64_t model, const request_options &options = {}) {
        return try_get_model(model, options).value();
    }
    item get_dataset(const std::string &id, const request_options &options = {}) {
        return try_get_dataset(id, options).value();
    }
    response request(const std::string &method, const std::string &path,
                     const std::string &json = {}, const request_options &options = {}) {
        return try_request(method, path, json, options).value();
    }
#endif

  private:
    detail::handle<labelf_client, labelf_client_free> handle_;
};

/// What it takes to classify so many different good texts with a plan; see
/// client::try_estimate_for.
inline expected<labelf_cost> try_estimate(std::size_t count, const std::string &plan) {
    return client::try_estimate_for(plan, count);
}
/// The same for a comparison.
inline expected<labelf_cost> try_estimate_similarity(std::size_t base_count,
                                                     std::size_t compared_count,
                                                     const std::string &plan) {
    return client::try_estimate_for(plan, base_count, compared_count);
}
#if LABELF_EXCEPTIONS
inline labelf_cost estimate(std::size_t count, const std::string &plan) {
    return try_estimate(count, plan).value();
}
inline labelf_cost estimate_similarity(std::size_t base_count, std::size_t compared_count,
                                       const std::string &plan) {
    return try_estimate_similarity(base_count, compared_count, plan).value();
}
#endif

LABELF_END

// What the class declares.
#include <labelf/classify.hpp>
#include <labelf/listing.hpp>
#include <labelf/similarity.hpp>

#endif

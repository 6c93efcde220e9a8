/* labelf/client.hpp - the client, and all that it is asked. Part of labelf.hpp. */
#ifndef LABELF_CLIENT_HPP
#define LABELF_CLIENT_HPP

#include <labelf/call.hpp>
#include <labelf/config.hpp>
#include <labelf/text.hpp>

#include <cstring>

namespace labelf {
namespace detail {

/// The options of a call as the library wants them: what they point to lives as long as they do.
class c_options {
  public:
    explicit c_options(const classify_options &options) {
        for (const std::string &label : options.label_filter)
            labels_.push_back(label.c_str());
        value.max_predictions = options.max_predictions;
        value.lane = options.lane;
        value.timeout_ms = options.timeout.count();
        value.label_filter = labels_.empty() ? nullptr : labels_.data();
        value.label_filter_count = labels_.size();
    }
    labelf_classify_options value = LABELF_CLASSIFY_OPTIONS_INIT;

  private:
    std::vector<const char *> labels_;
};

} // namespace detail

/// A client: thread-safe, with one thread of its own. Make one, and keep it. When it ends, what is
/// under way is settled with LABELF_ERROR_CLOSED; calls and results outlive it.
///
/// Each function is there twice: try_x returns an error as a value, and x throws it. Those that
/// throw are not there where exceptions are off. Either may throw std::bad_alloc, and nothing else.
class client {
  public:
    /// No client: every call of it is refused.
    client() noexcept = default;
    client(client &&) noexcept = default;
    client &operator=(client &&other) noexcept {
        client(std::move(other)).swap(*this);
        return *this;
    }
    ~client() {
        // Calls that were enqueued and never taken out are nobody else's.
        close(milliseconds(0));
        while (next()) {
        }
    }
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

    /// Classifies texts with a model, and blocks until each is settled. The result has an answer or
    /// an error for each. An error, only if no text has an answer; the expected then still holds
    /// the result, with each text's own error.
    expected<result> try_classify(std::int64_t model, const texts &texts,
                                  const classify_options &options = {}) {
        const detail::c_options given(options);
        labelf_result *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify(handle_.get(), model, texts.data(), texts.size(),
                                            &given.value, &got, &problem);
        return detail::settle(code, result(got), problem);
    }
    /// The same without blocking, but for a full queue. The texts are copied.
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options = {}) {
        return begin(model, texts, detail::c_options(options), nullptr);
    }
    /// The same with a callback: a function object that takes an expected<result>, on the client's
    /// own thread, once, and does not linger. What it throws is kept for
    /// any_call::callback_exception.
    template <class Callback>
    expected<call<result>> try_start(std::int64_t model, const texts &texts,
                                     const classify_options &options, Callback callback) {
        detail::c_options given(options);
        auto listener =
            std::make_shared<detail::listener_for<result, Callback>>(std::move(callback));
        given.value.callback = detail::listener::on_settled;
        given.value.user_data = listener.get();
        return begin(model, texts, given, std::move(listener));
    }
    /// The same for an event loop: once the call is settled, fd() is readable and next() gives it
    /// out, with this user data.
    labelf::error try_enqueue(std::int64_t model, const texts &texts,
                              const classify_options &options = {}, void *user_data = nullptr) {
        detail::c_options given(options);
        given.value.queue_completion = 1;
        given.value.user_data = user_data;
        labelf_call *started = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify_start(handle_.get(), model, texts.data(), texts.size(),
                                                  &given.value, &started, &problem);
        return detail::settle(code, problem);
    }
    /// Answers a request that is JSON in JSON, however many texts it holds; see
    /// labelf_classify_json.
    expected<std::string> try_classify_json(std::int64_t model, std::string_view document,
                                            const classify_options &options = {}) {
        const detail::c_options given(options);
        char *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify_json(handle_.get(), model, document.data(),
                                                 document.size(), &given.value, &got, &problem);
        return detail::settle(code, detail::take_string(got, got ? std::strlen(got) : 0), problem);
    }
    /// What it would take to classify the texts now; nothing is sent.
    expected<labelf_cost> try_estimate(const texts &texts) const {
        labelf_cost cost{};
        labelf_error *problem = nullptr;
        const status code = labelf_estimate(handle_.get(), texts.data(), texts.size(), nullptr,
                                            &cost, sizeof cost, &problem);
        return detail::settle(code, std::move(cost), problem);
    }

#if LABELF_EXCEPTIONS
    explicit client(const config &options) : client(try_make(options).value()) {
    }
    result classify(std::int64_t model, const texts &texts, const classify_options &options = {}) {
        return try_classify(model, texts, options).value();
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
        detail::check(try_enqueue(model, texts, options, user_data));
    }
    std::string classify_json(std::int64_t model, std::string_view document,
                              const classify_options &options = {}) {
        return try_classify_json(model, document, options).value();
    }
    labelf_cost estimate(const texts &texts) const {
        return try_estimate(texts).value();
    }
#endif

    /// The next settled call that was enqueued; none if there is none now.
    any_call next() noexcept {
        return any_call(labelf_client_next(handle_.get()));
    }
    /// Readable (POLLIN) while next() has something to give. Watch it, and neither read nor close
    /// it. -1 for no client.
    int fd() const noexcept {
        return labelf_client_fd(handle_.get());
    }
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

  private:
    expected<call<result>> begin(std::int64_t model, const texts &texts,
                                 const detail::c_options &given,
                                 std::shared_ptr<detail::listener> listener) {
        labelf_call *started = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify_start(handle_.get(), model, texts.data(), texts.size(),
                                                  &given.value, &started, &problem);
        return detail::settle(code, call<result>(started, std::move(listener)), problem);
    }
    detail::handle<labelf_client, labelf_client_free> handle_;
};

/// What it takes to classify so many different good texts with a plan: "starter", "growth", or a
/// number of requests a minute.
inline expected<labelf_cost> try_estimate(std::size_t count, const std::string &plan) {
    labelf_cost cost{};
    labelf_error *problem = nullptr;
    const status code =
        labelf_estimate(nullptr, nullptr, count, plan.c_str(), &cost, sizeof cost, &problem);
    return detail::settle(code, std::move(cost), problem);
}
#if LABELF_EXCEPTIONS
inline labelf_cost estimate(std::size_t count, const std::string &plan) {
    return try_estimate(count, plan).value();
}
#endif

} // namespace labelf

#endif

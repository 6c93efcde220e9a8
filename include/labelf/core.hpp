/* labelf/core.hpp - what a client is, whatever it is asked. Part of labelf.hpp. */
#ifndef LABELF_CORE_HPP
#define LABELF_CORE_HPP

#include <labelf/call.hpp>
#include <labelf/config.hpp>
#include <labelf/text.hpp>

#include <cstring>

LABELF_BEGIN
namespace detail {

/// The part of `client` that is not about what is asked.
class core {
  public:
    core(core &&) noexcept = default;
    core &operator=(core &&) = delete;
    ~core() {
        // Calls that were enqueued and never taken out are nobody else's.
        close(milliseconds(0));
        while (next()) {
        }
    }
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

  protected:
    core() noexcept = default;

    /// Starts a call: `start` is handed where the library may store it, and an error.
    template <class T, class Start>
    static expected<call<T>> begin(Start start, std::shared_ptr<listener> listener = nullptr) {
        labelf_call *started = nullptr;
        labelf_error *problem = nullptr;
        const status code = start(&started, &problem);
        return settle(code, call<T>(started, std::move(listener)), problem);
    }
    /// The same with a callback, which `options` get.
    template <class T, class Options, class Callback, class Start>
    static expected<call<T>> begin(Options &options, Callback callback, Start start) {
        const std::shared_ptr<listener> listener =
            std::make_shared<listener_for<T, Callback>>(std::move(callback));
        options.callback = listener::on_settled;
        options.user_data = listener.get();
        return begin<T>(start, listener);
    }
    /// The same for a call that next() gives out.
    template <class Options, class Start>
    static labelf::error enqueue_call(Options &options, void *user_data, Start start) {
        options.queue_completion = 1;
        options.user_data = user_data;
        labelf_call *started = nullptr;
        labelf_error *problem = nullptr;
        const status code = start(&started, &problem);
        return settle(code, problem);
    }
    /// Calls a function that gives a string away, in answer to a document.
    template <class Ask> static expected<std::string> answer(Ask ask) {
        char *given = nullptr;
        labelf_error *problem = nullptr;
        const status code = ask(&given, &problem);
        return settle(code, take_string(given, given ? std::strlen(given) : 0), problem);
    }
    /// Calls a function that fills in what something would take.
    template <class Estimate> static expected<labelf_cost> cost_of(Estimate function) {
        labelf_cost cost{};
        labelf_error *problem = nullptr;
        const status code = function(&cost, &problem);
        return settle(code, std::move(cost), problem);
    }
    handle<labelf_client, labelf_client_free> handle_;
};

} // namespace detail
LABELF_END

#endif

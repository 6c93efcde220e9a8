/* labelf/start.hpp - how the library's functions are called: an error becomes a value, and what is
 * given becomes an object. Part of labelf.hpp. */
#ifndef LABELF_START_HPP
#define LABELF_START_HPP

#include <labelf/call.hpp>
#include <labelf/config.hpp>
#include <labelf/queue.hpp>
#include <labelf/text.hpp>

#include <cstring>

LABELF_BEGIN
namespace detail {

/// Starts a call: `start` is handed where the library may store it, and an error.
template <class T, class Start>
expected<call<T>> begin(Start start, std::shared_ptr<listener> listener = nullptr) {
    labelf_call *started = nullptr;
    labelf_error *problem = nullptr;
    const status code = start(&started, &problem);
    return settle(code, call<T>(started, std::move(listener)), problem);
}
/// The same with a callback, which `options` get.
template <class T, class Options, class Callback, class Start>
expected<call<T>> begin(Options &options, Callback callback, Start start) {
    const std::shared_ptr<listener> listener =
        std::make_shared<listener_for<T, Callback>>(std::move(callback));
    options.callback = listener::on_settled;
    options.user_data = listener.get();
    return begin<T>(start, listener);
}
/// The same for a call that a queue holds and gives out.
template <class Options, class Start>
labelf::error enqueue_call(const queue &queue, Options &options, void *user_data, Start start) {
    options.queue = queue.get();
    options.user_data = user_data;
    labelf_error *problem = nullptr;
    const status code = start(nullptr, &problem);
    return settle(code, problem);
}
/// Calls a function that gives a string away, in answer to a document.
template <class Ask> expected<std::string> answer(Ask ask) {
    char *given = nullptr;
    labelf_error *problem = nullptr;
    const status code = ask(&given, &problem);
    return settle(code, take_string(given, given ? std::strlen(given) : 0), problem);
}
/// Calls a function that fills in what something would take.
template <class Estimate> expected<labelf_cost> cost_of(Estimate function) {
    labelf_cost cost{};
    labelf_error *problem = nullptr;
    const status code = function(&cost, &problem);
    return settle(code, std::move(cost), problem);
}

} // namespace detail
LABELF_END

#endif

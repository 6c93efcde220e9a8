/* Coroutines in an event loop: each line of standard input has one, which asks, is suspended until
 * its answer is there, and prints it, on the loop's own thread. Meanwhile the loop prints dots.
 *     coroutine [MODEL] < lines.txt */
#include <labelf.hpp>

#include <coroutine>
#include <iostream>
#include <poll.h>

/// The answer to a text, to be awaited: what the call carries to the loop, which resumes it.
struct classification : std::suspend_always {
    labelf::client &client;
    const labelf::queue &queue;
    const std::int64_t model;
    const std::string &text;
    labelf::any_call call{};
    std::coroutine_handle<> coroutine{};

    void await_suspend(std::coroutine_handle<> suspended) {
        coroutine = suspended;
        client.enqueue(queue, model, text, {}, this); // what it throws, co_await throws
    }
    labelf::result await_resume() const {
        return call.try_get_as<labelf::result>().value();
    }
};

// clang-format off
struct task { // runs at once, and ends by itself
    struct promise_type {
        task get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};
// clang-format on

int main(int count, char **arguments) try {
    labelf::client client(labelf::config::from_environment());
    labelf::queue queue = labelf::queue::make();
    int waiting = 0, lost = 0;
    const auto print = [&](std::int64_t model, std::string line) -> task {
        waiting++;
        try {
            const labelf::result result = co_await classification{{}, client, queue, model, line};
            std::cout << result[0].best().label << "  " << line << '\n';
        } catch (const labelf::error &error) {
            lost++, std::cerr << line << ": " << error.what() << '\n';
        }
        waiting--;
    };
    for (std::string line; std::getline(std::cin, line);)
        print(count > 1 ? std::atoll(arguments[1]) : 1, line);
    pollfd watched{queue.fd(), POLLIN, 0};
    while (waiting > 0) {
        if (poll(&watched, 1, 5) == 0)
            std::cerr << '.';
        while (labelf::any_call call = queue.next()) {
            auto *const awaited = static_cast<classification *>(call.user_data());
            awaited->call = std::move(call);
            awaited->coroutine.resume();
        }
    }
    return lost > 0;
} catch (const labelf::error &error) {
    std::cerr << error.what() << '\n';
    return 2;
}

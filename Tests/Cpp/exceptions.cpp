/* Errors as exceptions, and callbacks: thrown, caught, kept, let go, in an event loop, and ended
 * too soon. */
#include "checks.hpp"

#include <poll.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

static const char *const english =
    "My parcel was due on Monday and it still has not been delivered. Where is it?";
static const char *const stalling = "please stall, and then say what language this is";

/// Counts, and lets a thread wait for a count.
class counter {
  public:
    void add() {
        const std::lock_guard<std::mutex> guard(lock_);
        count_++;
        changed_.notify_all();
    }
    bool reaches(int wanted) {
        std::unique_lock<std::mutex> guard(lock_);
        return changed_.wait_for(guard, std::chrono::seconds(20), [&] { return count_ >= wanted; });
    }

  private:
    std::mutex lock_;
    std::condition_variable changed_;
    int count_ = 0;
};

template <class Function> static labelf::status thrown_by(Function function) {
    try {
        function();
        return LABELF_OK;
    } catch (const labelf::error &error) {
        return error.code();
    }
}

static void exceptions(labelf::client &client) {
    check(client.classify(3, english)[0].best().label == "en", "an answer");
    check(thrown_by([&] { client.classify(4, english); }) == LABELF_ERROR_MODEL_ARCHIVED,
          "an archived model throws");
    check(thrown_by([&] {
              client.classify(3, {"", ""});
          }) == LABELF_ERROR_TEXT_EMPTY,
          "no answer at all throws");
    check(thrown_by([&] {
              check(client.classify(3, {"", english}).failures() == 1, "one bad text fails");
          }) == LABELF_OK,
          "one bad text does not throw");
    check(thrown_by([] { labelf::config().set("max_connections", 0); }) ==
              LABELF_ERROR_CONFIGURATION,
          "a bad option throws");
    check(thrown_by([] { labelf::client made{labelf::config()}; }) == LABELF_ERROR_CONFIGURATION,
          "no key throws");
    check(thrown_by([&] { client.classify_json(3, "["); }) == LABELF_ERROR_ARGUMENT,
          "a bad document throws");
    check(thrown_by([] { labelf::estimate(1, "no such plan"); }) == LABELF_ERROR_ARGUMENT,
          "a bad plan throws");
    check(thrown_by([&] { client.start(0, english); }) == LABELF_ERROR_ARGUMENT,
          "a call that is not taken throws");
    check(thrown_by([&] { client.enqueue(labelf::queue::make(), 0, english); }) ==
              LABELF_ERROR_ARGUMENT,
          "so does one that is not enqueued");
    try {
        client.classify(4, english);
    } catch (const std::exception &error) {
        const auto &same = dynamic_cast<const labelf::error &>(error);
        check(same.what() == same.message() && !same.request_id().empty() && !same.fix().empty() &&
                  same.http_status() == 400 && same.server_code() == "MODEL_ARCHIVED",
              "an exception says what, which request, and what to do");
    }
    check(labelf::config::from_environment()
                  .set("max_connections", 4)
                  .set("queue_full", "fail")
                  .get() != nullptr,
          "options are set in a chain");
    check(client.classify_json(3, R"({"texts":["Where is my parcel? It was due on Monday."]})")
                  .find("en") != std::string::npos,
          "JSON is answered");
    check(labelf::estimate(16, "60").requests == 2 && client.estimate(english).requests == 1,
          "estimates");
}

static void callbacks(labelf::client &client) {
    counter done;
    std::string label;
    std::thread::id thread;
    labelf::call<labelf::result> call =
        client.start(3, english, {}, [&](labelf::expected<labelf::result> answer) {
            label = (*answer)[0].best().label;
            thread = std::this_thread::get_id();
            done.add();
        });
    check(done.reaches(1) && label == "en" && thread != std::this_thread::get_id(),
          "a callback has the answer");
    check(call.get().size() == 1 && call.user_data() == nullptr && !call.callback_exception(),
          "and so has the call");

    double similarity = 0;
    const auto compares = client.start_similarity(english, english, {},
                                                  [&](labelf::expected<labelf::matches> matches) {
                                                      similarity = matches.value()[0][0].similarity;
                                                      done.add();
                                                  });
    check(done.reaches(2) && similarity > 0.99 && compares.get().size() == 1,
          "a comparison calls back");
    check(client.similarity({english, stalling}, english)[0].size() == 2, "and blocks");
    check(thrown_by([&] { client.similarity(english, ""); }) == LABELF_ERROR_TEXT_EMPTY,
          "and throws");

    auto only_moved = std::make_unique<int>(7);
    labelf::call<labelf::result> throws = client.start(
        3, english, {}, [&done, held = std::move(only_moved)](labelf::expected<labelf::result>) {
            done.add();
            throw std::runtime_error("seven " + std::to_string(*held));
        });
    done.reaches(3);
    while (!throws.callback_exception())
        std::this_thread::yield();
    try {
        std::rethrow_exception(throws.callback_exception());
    } catch (const std::runtime_error &error) {
        check(error.what() == std::string("seven 7"), "what a callback throws is kept");
    }
    check(client.classify(3, english).size() == 1, "and the client goes on");

    labelf::call<labelf::result> ends_itself;
    std::mutex started;
    {
        const std::lock_guard<std::mutex> guard(started);
        ends_itself = client.start(
            3, english, {}, [&, held = std::string("held")](labelf::expected<labelf::result>) {
                const std::lock_guard<std::mutex> wait(started);
                ends_itself = {};
                check(held == "held", "a callback that ends its own call goes on");
                done.add();
            });
    }
    check(done.reaches(4), "a callback ends its own call");

    int ran = 0;
    {
        const auto ended =
            client.start(3, stalling, {}, [&](labelf::expected<labelf::result>) { ran++; });
        check(!ended.is_settled(), "a call is under way");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    check(ran == 0, "and when it has ended its callback is not called");
}

static void detached(labelf::client &client) {
    counter done;
    for (int i = 0; i < 50; i++)
        client
            .start(3, english, {},
                   [&, held = std::string(64, 'x')](labelf::expected<labelf::result> answer) {
                       if (answer && held.size() == 64)
                           done.add();
                   })
            .detach();
    check(done.reaches(50), "calls that were let go call back");
    auto settled =
        client.start(3, english, {}, [&](labelf::expected<labelf::result>) { done.add(); });
    done.reaches(51);
    settled.detach();
    check(!settled, "a call may be let go when it has called back");
    labelf::status ended = LABELF_OK;
    {
        labelf::client other{labelf::config(settings())};
        other
            .start(3, stalling, {},
                   [&](labelf::expected<labelf::result> answer) {
                       ended = answer.error().code();
                       done.add();
                   })
            .detach();
    }
    check(done.reaches(52) && ended == LABELF_ERROR_CLOSED, "a client that ends settles them");
}

static void parts(labelf::client &client) {
    const std::vector<std::string> texts{english, stalling, "", english};
    const labelf::call<labelf::result> call = client.start(3, texts);
    std::vector<std::string> labels(texts.size());
    std::size_t taken = 0;
    for (labelf::result part = call.take(); !part.empty(); part = call.take())
        for (std::size_t i = 0; i < part.size(); i++, taken++)
            labels[part.text_index(i)] = part[i].best().label;
    check(taken == 4 && labels[0] == "en" && labels[2].empty() && labels[3] == "en",
          "a result is taken in parts");
    check(call.get().size() == 4 && call.get().text_index(2) == 2, "and is there as a whole");
    const labelf::call<labelf::result> slow = client.start(3, stalling);
    check(slow.try_take(labelf::milliseconds(0)).error().code() == LABELF_PENDING,
          "a part that is not there yet");
}

static void changes(labelf::client &client) {
    client.set("max_connections", 3);
    check(client.classify(3, english)[0].best().label == "en", "an option is changed");
    check(thrown_by([&] { client.set("max_connections", 0); }) == LABELF_ERROR_CONFIGURATION &&
              client.try_set("linger_ms", 1).code() == LABELF_ERROR_CONFIGURATION,
          "or refused");
}

static void event_loop(labelf::client &client) {
    std::vector<int> places(20);
    labelf::queue queue = labelf::queue::make();
    for (int &place : places)
        client.enqueue(queue, 3, english, {}, &place);
    pollfd watched{queue.fd(), POLLIN, 0};
    for (std::size_t left = places.size(); left > 0 && poll(&watched, 1, 20000) == 1;)
        for (labelf::any_call call = queue.next(); call; call = queue.next(), left--) {
            const auto result = call.try_get_as<labelf::result>();
            *static_cast<int *>(call.user_data()) += result && (*result)[0].best().label == "en";
        }
    check(std::count(places.begin(), places.end(), 1) == 20,
          "an event loop gets each call once, with its answer");
    client.enqueue_similarity(queue, english, english);
    const auto compared = queue.next(labelf::milliseconds(-1)).get_as<labelf::matches>();
    check(compared[0][0].similarity > 0.99, "a comparison too");
    check(!queue.next(labelf::milliseconds(20)), "a queue is waited for");
    labelf::client other{settings()};
    other.enqueue(queue, 3, english);
    client.enqueue(queue, 3, english);
    check(queue.next(labelf::milliseconds(-1)) && queue.next(labelf::milliseconds(-1)),
          "of several clients");
    other.enqueue(queue, 3, english);
    other.enqueue(queue, 3, stalling);
    other.close(labelf::milliseconds(100));
    other = labelf::client();
    check(other.get() == nullptr, "a client may end with calls in a queue");
    labelf::queue brief = labelf::queue::make();
    client.enqueue(brief, 3, stalling);
    client.enqueue(brief, 3, english);
    brief = labelf::queue();
    check(client.classify(3, english)[0].best().label == "en", "and a queue before its calls");
}

int main() {
    try {
        labelf::client client{settings()};
        exceptions(client);
        callbacks(client);
        detached(client);
        parts(client);
        changes(client);
        event_loop(client);
    } catch (const std::exception &error) {
        check(false, error.what());
    }
    return failures > 0;
}

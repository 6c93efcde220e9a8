/* In a loop of Boost.Asio: each line of standard input is a call of its own, printed when its
 * answer arrives, while a timer of the loop prints dots.
 *     asio [MODEL] < lines.txt */
#include <labelf.hpp>

#include <boost/asio.hpp>
#include <functional>
#include <iostream>
#include <unistd.h>

/// Classifies texts, and calls on the loop what is to be done with each answer.
class classifier {
  public:
    using handler = std::function<void(const labelf::expected<labelf::result> &)>;
    explicit classifier(boost::asio::io_context &loop) : watched_(loop, dup(queue_.fd())) {
        // A descriptor of its own, because Asio closes what it watches.
    }
    void start(std::int64_t model, const std::string &text, handler then) {
        auto kept = std::make_unique<handler>(std::move(then));
        client_.enqueue(queue_, model, text, {}, kept.get());
        kept.release(); // it comes back with the call
        if (waiting_++ == 0)
            watch();
    }

  private:
    void watch() {
        watched_.async_wait(watched_.wait_read, [this](boost::system::error_code error) {
            if (error)
                return;
            while (const labelf::any_call call = queue_.next()) {
                const std::unique_ptr<handler> then(static_cast<handler *>(call.user_data()));
                (*then)(call.try_get_as<labelf::result>());
                waiting_--;
            }
            if (waiting_ > 0)
                watch();
        });
    }
    labelf::client client_{labelf::config::from_environment()};
    labelf::queue queue_ = labelf::queue::make();
    boost::asio::posix::stream_descriptor watched_;
    int waiting_ = 0;
};

int main(int count, char **arguments) try {
    const std::int64_t model = count > 1 ? std::atoll(arguments[1]) : 1;
    int waiting = 0, lost = 0;
    boost::asio::io_context loop;
    boost::asio::steady_timer timer(loop);
    const std::function<void(boost::system::error_code)> tick = [&](boost::system::error_code) {
        if (waiting > 0)
            timer.expires_after(labelf::milliseconds(5)), timer.async_wait(tick), std::cerr << '.';
    };
    classifier classifier(loop);
    for (std::string line; std::getline(std::cin, line); waiting++)
        classifier.start(model, line, [&, line](const labelf::expected<labelf::result> &answer) {
            waiting--;
            if (answer)
                std::cout << answer->at(0).best().label << "  " << line << '\n';
            else
                lost++, std::cerr << line << ": " << answer.error().what() << '\n';
        });
    tick({});
    loop.run();
    return lost > 0;
} catch (const labelf::error &error) {
    std::cerr << error.what() << '\n';
    return 2;
}

/* Live messages without exceptions: each line of standard input is classified as it arrives, and
 * printed from a callback when its answer is there. Builds with -fno-exceptions. Reads
 * LABELF_API_KEY and LABELF_BASE_URL.
 *
 *     live [MODEL] < lines.txt
 */
#include <labelf.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int count, char **arguments) {
    const std::int64_t model = count > 1 ? std::atoll(arguments[1]) : 1;
    std::atomic<int> failed{0};
    labelf::config config;
    labelf::error problem = config.try_set_from_environment();
    labelf::expected<labelf::client> client = labelf::client::try_make(config);
    if (!problem && !client)
        problem = client.error();
    if (problem) {
        std::fprintf(stderr, "%s\n%s\n", problem.what(), std::string(problem.fix()).c_str());
        return 2;
    }

    for (std::string line; std::getline(std::cin, line);) {
        labelf::classify_options options;
        options.max_predictions = 1;
        auto call = client->try_start(
            model, line, options, [&failed, line](const labelf::expected<labelf::result> &answer) {
                if (answer) {
                    const labelf::prediction best = (*answer)[0].best();
                    std::printf("%-20s %3.0f%%  %s\n", best.label.data(), 100 * best.confidence,
                                line.c_str());
                    std::fflush(stdout);
                } else {
                    std::fprintf(stderr, "%s: %s\n", line.c_str(), answer.error().what());
                    failed++;
                }
            });
        if (call) {
            call->detach(); // it goes on by itself
        } else {
            std::fprintf(stderr, "%s: %s\n", line.c_str(), call.error().what());
            failed++;
        }
    }
    client->close(labelf::milliseconds(-1)); // waits for what is under way
    return failed > 0;
}

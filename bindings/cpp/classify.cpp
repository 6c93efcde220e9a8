/* Classifies the lines of standard input with one call, and says what became of each. Reads
 * LABELF_API_KEY and LABELF_BASE_URL.
 *
 *     classify [MODEL] < lines.txt
 */
#include <labelf.hpp>

#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

int main(int count, char **arguments) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(std::cin, line);)
        lines.push_back(line);

    try {
        labelf::client client(labelf::config::from_environment());
        const labelf::result result =
            client.classify(count > 1 ? std::atoll(arguments[1]) : 1, lines);
        for (const labelf::answer answer : result) {
            const std::string &line = lines[answer.index()];
            if (const auto [label, confidence] = answer.best(); answer)
                std::cout << std::left << std::setw(20) << label << std::right << std::setw(3)
                          << int(100 * confidence + 0.5) << "%  " << line << '\n';
            else
                std::cerr << "line " << answer.index() + 1 << ": " << answer.error().message()
                          << '\n';
        }
        return result.failures() > 0;
    } catch (const labelf::error &error) {
        std::cerr << error.what() << '\n' << error.fix() << '\n';
        return 2;
    }
}

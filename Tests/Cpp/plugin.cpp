// A plugin of a program, to be compiled with the headers of two releases: their types are laid out
// otherwise, and one process has both.
#include <labelf.hpp>

extern "C" const char *labelf_plugin_classify();

extern "C" const char *labelf_plugin_classify() {
    static std::string answer;
    labelf::classify_options options;
    options.max_predictions = 1;
    options.deadline = labelf::milliseconds(20000);
    options.label_filter = {"en", "sv"};
    labelf::client client{labelf::config::from_environment()};
    const labelf::result result = client.classify(3, "Where is my parcel?", options);
    answer = result[0].best().label;
    return answer.c_str();
}

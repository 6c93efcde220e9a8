/* labelf/config.hpp - the options of a client, and of a call. Part of labelf.hpp. */
#ifndef LABELF_CONFIG_HPP
#define LABELF_CONFIG_HPP

#include <labelf/error.hpp>
#include <labelf/range.hpp>

#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

LABELF_BEGIN

/// The options of a client; labelf.h has the table of them. One thread at a time may change it.
class config {
  public:
    /// Every default.
    config() : handle_(labelf_config_new()) {
    }
    /// Sets one option; the error names what is wrong with it. A number is written out, true and
    /// false are `on` and `off`. NULL, such as from getenv, is an error like any bad value.
    template <class Value> labelf::error try_set(const std::string &key, const Value &value) {
        labelf_error *problem = nullptr;
        const std::optional<std::string> written = write(value);
        const status code =
            labelf_config_set(handle_.get(), detail::c_string(key),
                              written ? detail::c_string(*written) : nullptr, &problem);
        return detail::settle(code, problem);
    }
    /// Sets every option for which the environment has a variable, such as LABELF_API_KEY.
    labelf::error try_set_from_environment() {
        labelf_error *problem = nullptr;
        const status code = labelf_config_from_environment(handle_.get(), &problem);
        return detail::settle(code, problem);
    }
#if LABELF_EXCEPTIONS
    template <class Value> config &set(const std::string &key, const Value &value) {
        detail::check(try_set(key, value));
        return *this;
    }
    static config from_environment() {
        config made;
        detail::check(made.try_set_from_environment());
        return made;
    }
#endif
    /// The value that an option has, as try_set takes it: "" if it has none, asterisks for what is
    /// secret. Nothing for an unknown key.
    std::optional<std::string> get(const std::string &key) const {
        char *const value = labelf_config_get(handle_.get(), detail::c_string(key));
        if (!value)
            return std::nullopt;
        return detail::take_string(value, std::strlen(value));
    }
    /// The names of all options.
    static std::vector<std::string> keys() {
        std::vector<std::string> names;
        for (std::size_t i = 0; const char *name = labelf_config_key(i); i++)
            names.emplace_back(name);
        return names;
    }
    labelf_config *get() const noexcept {
        return handle_.get();
    }

    /// A value as text; nothing for NULL.
    template <class Value> static std::optional<std::string> write(const Value &value) {
        if constexpr (std::is_same_v<Value, bool>)
            return value ? "on" : "off";
        else if constexpr (std::is_arithmetic_v<Value>)
            return std::to_string(value);
        else if constexpr (std::is_null_pointer_v<Value>)
            return std::nullopt;
        else if constexpr (std::is_pointer_v<Value>)
            return value ? std::optional<std::string>(value) : std::nullopt;
        else
            return std::string(value);
    }

  private:
    detail::handle<labelf_config, labelf_config_free> handle_;
};

/// A deadline that there is not.
inline constexpr milliseconds no_deadline = milliseconds::max();

/// The options of one classification.
struct classify_options {
    int max_predictions = 0; ///< how many of the best ones, 1 to 1000; 0 for all
    labelf_lane lane = LABELF_LANE_AUTOMATIC;
    /// From now until the call has to be settled: nothing for total_timeout_ms, no_deadline for
    /// none. Zero or less has passed: LABELF_ERROR_DEADLINE at once.
    std::optional<milliseconds> deadline{};
    std::vector<std::string> label_filter; ///< only these labels; empty for all
};

/// The options of one comparison.
struct similarity_options {
    int top_n = 0; ///< how many of the best base texts of each compared text; 0 for all
    labelf_lane lane = LABELF_LANE_AUTOMATIC;
    std::optional<milliseconds> deadline{}; ///< as in classify_options
};

/// The options of one list.
struct list_options {
    std::int64_t start = 0; ///< the offset of the first item wanted
    int page_size = 0;      ///< items to ask for at a time: 1 to 10000; 0 for 100
    labelf_lane lane = LABELF_LANE_AUTOMATIC;
    std::optional<milliseconds> deadline{}; ///< each page's, as in classify_options
};

/// The options of one request.
struct request_options {
    labelf_lane lane = LABELF_LANE_AUTOMATIC;
    std::optional<milliseconds> deadline{}; ///< as in classify_options
    bool once = false;                      ///< not sent again after a 5xx or a broken connection
};

namespace detail {

/// A deadline as the `deadline_ms` of labelf.h.
inline std::int64_t deadline_ms(const std::optional<milliseconds> &deadline) noexcept {
    return !deadline ? 0 : deadline->count() > 0 ? deadline->count() : -1;
}

/// The options of a call as the library wants them: what they point to lives as long as they do.
class c_options {
  public:
    explicit c_options(const classify_options &options)
        : classify(LABELF_CLASSIFY_OPTIONS_INIT), labels_(c_strings(options.label_filter)) {
        classify.max_predictions = options.max_predictions;
        classify.lane = options.lane;
        classify.deadline_ms = deadline_ms(options.deadline);
        classify.label_filter = labels_.empty() ? nullptr : labels_.data();
        classify.label_filter_count = labels_.size();
    }
    explicit c_options(const similarity_options &options)
        : similarity(LABELF_SIMILARITY_OPTIONS_INIT) {
        similarity.top_n = options.top_n;
        similarity.lane = options.lane;
        similarity.deadline_ms = deadline_ms(options.deadline);
    }
    labelf_classify_options classify{};
    labelf_similarity_options similarity{};

  private:
    std::vector<const char *> labels_;
};

} // namespace detail
LABELF_END

#endif

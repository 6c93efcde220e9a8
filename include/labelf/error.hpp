/* labelf/error.hpp - errors as values and as exceptions. Part of labelf.hpp. */
#ifndef LABELF_ERROR_HPP
#define LABELF_ERROR_HPP

#include <labelf/mode.hpp>

#include <labelf.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

LABELF_BEGIN

/// Milliseconds, as the library counts them.
using milliseconds = std::chrono::milliseconds;
/// The values are those of labelf.h: LABELF_OK, LABELF_PARTIAL, LABELF_ERROR_KEY, ...
using status = labelf_status;

/// An error that belongs to something else, such as the error of one text to its result: valid as
/// long as that is. False if there is none. The strings are empty where there is nothing to say.
class error_view {
  public:
    error_view() noexcept = default;
    /// NULL for none.
    explicit error_view(const labelf_error *error) noexcept
        : code_(error ? labelf_error_code(error) : LABELF_OK), error_(error) {
    }

    explicit operator bool() const noexcept {
        return code_ != LABELF_OK;
    }
    status code() const noexcept {
        return code_;
    }
    /// One line for a log or a person; never contains a key or a text.
    std::string_view message() const noexcept {
        return error_ || !*this ? labelf_error_message(error_) : labelf_status_name(code_);
    }
    /// What to do about it, in plain English.
    std::string_view fix() const noexcept {
        return labelf_error_fix(error_);
    }
    /// The service's own `request_id`, which support asks for.
    std::string_view request_id() const noexcept {
        return labelf_error_request_id(error_);
    }
    /// The service's own `error_code`.
    std::string_view server_code() const noexcept {
        return labelf_error_server_code(error_);
    }
    /// The HTTP status of the last answer; 0 if there was none.
    int http_status() const noexcept {
        return labelf_error_http_status(error_);
    }
    /// How many requests were sent for this.
    int attempts() const noexcept {
        return labelf_error_attempts(error_);
    }
    /// Whether the same request may succeed later although nothing is changed:
    /// labelf_status_is_transient.
    bool is_transient() const noexcept {
        return labelf_status_is_transient(code_) != 0;
    }
    /// From the error on until trying again makes sense; nothing if it makes none without a change.
    std::optional<milliseconds> retry_after() const noexcept {
        const std::int64_t after = error_ ? labelf_error_retry_after_ms(error_) : -1;
        return after < 0 ? std::nullopt : std::optional<milliseconds>(after);
    }

  protected:
    status code_ = LABELF_OK;
    const labelf_error *error_ = nullptr;
};

/// An error of one's own: what is thrown, and what an `expected` holds. Its copies share one object
/// of the library.
class error : public std::exception, public error_view {
  public:
    /// No error.
    error() noexcept = default;
    /// Takes over what the library stored through `labelf_error **`, which may be NULL.
    error(status code, labelf_error *owned) : owner_(owned, labelf_error_free) {
        code_ = code;
        error_ = owned;
    }
    /// Moving is copying: what was moved from still says what it says.
    error(const error &) noexcept = default;
    error &operator=(const error &) noexcept = default;
    /// The message; ends in NUL.
    const char *what() const noexcept override {
        return message().data();
    }

  private:
    std::shared_ptr<const labelf_error> owner_;
};

/// A value, or why there is none. What a function whose name begins with try_ returns.
template <class T> class expected {
  public:
    expected(T &&value) noexcept : value_(std::move(value)) {
    }
    expected(T &&value, labelf::error problem) noexcept
        : value_(std::move(value)), error_(std::move(problem)) {
    }
    expected(labelf::error problem) noexcept : error_(std::move(problem)) {
    }

    bool has_value() const noexcept {
        return !error_;
    }
    explicit operator bool() const noexcept {
        return !error_;
    }
    /// False if there is a value.
    const labelf::error &error() const noexcept {
        return error_;
    }
    /// The value; throws the error if there is none, and aborts where exceptions are off.
    T &value() & {
        check();
        return value_;
    }
    const T &value() const & {
        check();
        return value_;
    }
    T value() && {
        check();
        return std::move(value_);
    }
    /// These do not look whether there is a value: without one they give an empty one, but for a
    /// call in which every text failed: there they give its result, which has each text's own
    /// error.
    T &operator*() &noexcept {
        return value_;
    }
    const T &operator*() const &noexcept {
        return value_;
    }
    T &&operator*() &&noexcept {
        return std::move(value_);
    }
    T *operator->() noexcept {
        return &value_;
    }
    const T *operator->() const noexcept {
        return &value_;
    }

  private:
    void check() const {
        if (has_value())
            return;
#if LABELF_EXCEPTIONS
        throw error_;
#else
        std::abort();
#endif
    }
    T value_{};
    labelf::error error_;
};

namespace detail {

/// Throws what a try_ function returned, if it is an error.
inline void check(const error &problem) {
    if (problem)
#if LABELF_EXCEPTIONS
        throw problem;
#else
        std::abort();
#endif
}

/// What a function of the library gave: a status, perhaps an object, perhaps an error. A partial
/// success is one.
template <class T> expected<T> settle(status code, T &&value, labelf_error *problem) {
    if (code == LABELF_OK || code == LABELF_PARTIAL) {
        labelf_error_free(problem);
        return expected<T>(std::move(value));
    }
    return expected<T>(std::move(value), error(code, problem));
}

inline error settle(status code, labelf_error *problem) {
    return code == LABELF_OK ? error() : error(code, problem);
}

/// A string that the library gave away; empty for NULL.
inline std::string take_string(char *owned, std::size_t length) {
    const std::unique_ptr<char, void (*)(char *)> string(owned, labelf_string_free);
    return owned ? std::string(owned, length) : std::string();
}

/// As C reads it; NULL, which the library refuses, if it has a NUL inside: C would take the part
/// before that for the whole.
inline const char *c_string(const std::string &string) noexcept {
    return string.find('\0') == std::string::npos ? string.c_str() : nullptr;
}
inline std::vector<const char *> c_strings(const std::vector<std::string> &strings) {
    std::vector<const char *> all;
    all.reserve(strings.size());
    for (const std::string &string : strings)
        all.push_back(c_string(string));
    return all;
}

} // namespace detail
LABELF_END

#endif

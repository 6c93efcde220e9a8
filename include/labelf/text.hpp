/* labelf/text.hpp - anything that is like texts, seen as the library's array of pointers and
 * lengths. Part of labelf.hpp. */
#ifndef LABELF_TEXT_HPP
#define LABELF_TEXT_HPP

#include <labelf/mode.hpp>

#include <labelf.h>

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

LABELF_BEGIN
namespace detail {

template <class T> using bare = std::remove_cv_t<std::remove_reference_t<T>>;

template <class T>
inline constexpr bool is_character = std::is_same_v<std::remove_cv_t<T>, char> ||
#ifdef __cpp_char8_t
                                     std::is_same_v<std::remove_cv_t<T>, char8_t> ||
#endif
                                     std::is_same_v<std::remove_cv_t<T>, unsigned char>;

/// A C string: a pointer to characters, or an array of them, which ends at its first NUL.
template <class T, class Decayed = std::decay_t<T>>
inline constexpr bool is_c_string =
    std::is_pointer_v<Decayed> &&is_character<std::remove_pointer_t<Decayed>>;

/// Has data() and size() of characters, like a std::string, a std::u8string, a span or a vector of
/// them.
template <class T, class = void> inline constexpr bool has_characters = false;
template <class T>
inline constexpr bool has_characters<T, std::void_t<decltype(std::declval<const T &>().data()),
                                                    decltype(std::declval<const T &>().size())>> =
    is_character<std::remove_pointer_t<decltype(std::declval<const T &>().data())>>;

template <class T>
inline constexpr bool is_text =
    std::is_same_v<bare<T>, labelf_text> || is_c_string<T> || has_characters<bare<T>> ||
    std::is_convertible_v<const bare<T> &, std::string_view>;

template <class Range, class = void> inline constexpr bool is_texts = false;
template <class Range>
inline constexpr bool is_texts<Range, std::void_t<decltype(*std::begin(std::declval<Range &>()))>> =
    !is_text<Range> && is_text<decltype(*std::begin(std::declval<Range &>()))>;

/// An array of labelf_text that can be handed on as it is.
template <class Range, class = void> inline constexpr bool is_text_array = false;
template <class Range>
inline constexpr bool
    is_text_array<Range, std::void_t<decltype(std::data(std::declval<Range &>())),
                                     decltype(std::size(std::declval<Range &>()))>> =
        std::is_same_v<
            std::remove_cv_t<std::remove_pointer_t<decltype(std::data(std::declval<Range &>()))>>,
            labelf_text>;

/// A value that only points to its characters, which so outlive it.
template <class T, class = void> inline constexpr bool points = std::is_trivially_copyable_v<T>;
template <class T>
inline constexpr bool points<T, std::enable_if_t<has_characters<T>>> =
    std::is_trivially_copyable_v<T>
        &&std::is_constructible_v<T, decltype(std::declval<const T &>().data()), std::size_t>;

template <class T> labelf_text as_text(const T &value) noexcept {
    if constexpr (std::is_base_of_v<labelf_text, T>) {
        return value;
    } else if constexpr (std::is_array_v<T>) {
        const auto *const data = reinterpret_cast<const char *>(value);
        const char *const end = std::char_traits<char>::find(data, std::extent_v<T>, '\0');
        return {data, end ? static_cast<std::size_t>(end - data) : std::extent_v<T>};
    } else if constexpr (is_c_string<T>) {
        return labelf_text_from(reinterpret_cast<const char *>(value));
    } else if constexpr (has_characters<T>) {
        return {reinterpret_cast<const char *>(value.data()),
                static_cast<std::size_t>(value.size())};
    } else {
        const std::string_view view = value;
        return {view.data(), view.size()};
    }
}

/// A text among those in braces.
struct text : labelf_text {
    template <class T, std::enable_if_t<is_text<T>, int> = 0>
    text(const T &value) noexcept : labelf_text(as_text(value)) {
    }
    text(std::nullptr_t) = delete;
};

} // namespace detail

/// Texts, borrowed: one string, or a range of strings, of whatever type. A string is a C string (an
/// empty text for NULL), or anything with data() and size() of characters, or anything that
/// converts to std::string_view. Their characters are never copied: what is made is an array of
/// pointers and lengths, and not even that for one string and for an array of labelf_text. Made by
/// itself where a function takes texts; valid as long as the strings are.
class texts {
  public:
    template <class Texts, std::enable_if_t<!std::is_same_v<detail::bare<Texts>, texts> &&
                                                (detail::is_text<Texts> || detail::is_texts<Texts>),
                                            int> = 0>
    texts(Texts &&source) {
        if constexpr (detail::is_text<Texts>) {
            one_ = detail::as_text(source);
            data_ = &one_;
            size_ = 1;
        } else if constexpr (detail::is_text_array<Texts>) {
            data_ = std::data(source);
            size_ = std::size(source);
        } else {
            gather(source);
        }
    }
    texts(std::initializer_list<detail::text> source) {
        gather(source);
    }
    texts(std::nullptr_t) = delete;
    texts(const texts &) = delete;
    texts &operator=(const texts &) = delete;

    const labelf_text *data() const noexcept {
        return data_;
    }
    std::size_t size() const noexcept {
        return size_;
    }

  private:
    template <class Range> void gather(Range &source) {
        using element = decltype(*std::begin(source));
        static_assert(std::is_lvalue_reference_v<element> || detail::points<detail::bare<element>>,
                      "this range makes strings as it goes, and none of them would live long "
                      "enough: collect them first");
        if constexpr (std::is_base_of_v<std::forward_iterator_tag,
                                        typename std::iterator_traits<decltype(std::begin(
                                            source))>::iterator_category>)
            gathered_.reserve(
                static_cast<std::size_t>(std::distance(std::begin(source), std::end(source))));
        for (auto &&text : source)
            gathered_.push_back(detail::as_text(text));
        data_ = gathered_.data();
        size_ = gathered_.size();
    }
    std::vector<labelf_text> gathered_;
    labelf_text one_{};
    const labelf_text *data_ = nullptr;
    std::size_t size_ = 0;
};

LABELF_END

#endif

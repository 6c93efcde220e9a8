/* labelf/range.hpp - what the ranges over results are made of. Part of labelf.hpp. */
#ifndef LABELF_RANGE_HPP
#define LABELF_RANGE_HPP

#include <labelf/mode.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#if __cplusplus >= 202002L
#include <ranges>
#endif

/* Tells C++20 of a view: it is cheap to copy, and its iterators outlive it. */
#if __cplusplus >= 202002L
#define LABELF_VIEW(...)                                                                           \
    template <> inline constexpr bool std::ranges::enable_view<__VA_ARGS__> = true;                \
    template <> inline constexpr bool std::ranges::enable_borrowed_range<__VA_ARGS__> = true;
#else
#define LABELF_VIEW(...)
#endif

LABELF_BEGIN

/// A part of a column, in place: like std::span, which C++17 does not have, and which it converts
/// to.
template <class T> class column {
  public:
    constexpr column() noexcept = default;
    constexpr column(const T *data, std::size_t size) noexcept : data_(data), size_(size) {
    }
    constexpr const T *data() const noexcept {
        return data_;
    }
    constexpr std::size_t size() const noexcept {
        return size_;
    }
    constexpr bool empty() const noexcept {
        return size_ == 0;
    }
    constexpr const T *begin() const noexcept {
        return data_;
    }
    constexpr const T *end() const noexcept {
        return data_ + size_;
    }
    constexpr const T &operator[](std::size_t index) const noexcept {
        return data_[index];
    }

  private:
    const T *data_ = nullptr;
    std::size_t size_ = 0;
};

namespace detail {

/// Random access over what `Source::at(index)` makes. Holds the source, which is a few pointers, so
/// that it outlives it.
template <class Source> class iterator {
  public:
    using value_type = decltype(std::declval<const Source &>().at(std::size_t{}));
    using reference = value_type;
    using difference_type = std::ptrdiff_t;
    /// In C++17 only what gives references is more than an input iterator; C++20 looks at the
    /// concept.
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::random_access_iterator_tag;
    struct pointer {
        value_type value;
        const value_type *operator->() const noexcept {
            return &value;
        }
    };

    iterator() noexcept = default;
    iterator(Source source, std::size_t index) noexcept
        : source_(source), index_(static_cast<difference_type>(index)) {
    }
    reference operator*() const noexcept {
        return (*this)[0];
    }
    pointer operator->() const noexcept {
        return {**this};
    }
    reference operator[](difference_type step) const noexcept {
        return source_.at(static_cast<std::size_t>(index_ + step));
    }
    iterator &operator+=(difference_type step) noexcept {
        index_ += step;
        return *this;
    }
    iterator &operator-=(difference_type step) noexcept {
        return *this += -step;
    }
    iterator &operator++() noexcept {
        return *this += 1;
    }
    iterator &operator--() noexcept {
        return *this -= 1;
    }
    iterator operator++(int) noexcept {
        iterator before = *this;
        ++*this;
        return before;
    }
    iterator operator--(int) noexcept {
        iterator before = *this;
        --*this;
        return before;
    }
    friend iterator operator+(iterator it, difference_type step) noexcept {
        return it += step;
    }
    friend iterator operator+(difference_type step, iterator it) noexcept {
        return it += step;
    }
    friend iterator operator-(iterator it, difference_type step) noexcept {
        return it -= step;
    }
    friend difference_type operator-(const iterator &a, const iterator &b) noexcept {
        return a.index_ - b.index_;
    }
    friend bool operator==(const iterator &a, const iterator &b) noexcept {
        return a.index_ == b.index_;
    }
    friend bool operator!=(const iterator &a, const iterator &b) noexcept {
        return a.index_ != b.index_;
    }
    friend bool operator<(const iterator &a, const iterator &b) noexcept {
        return a.index_ < b.index_;
    }
    friend bool operator>(const iterator &a, const iterator &b) noexcept {
        return b < a;
    }
    friend bool operator<=(const iterator &a, const iterator &b) noexcept {
        return !(b < a);
    }
    friend bool operator>=(const iterator &a, const iterator &b) noexcept {
        return !(a < b);
    }

  private:
    Source source_{};
    difference_type index_ = 0;
};

/// A handle of the library that its *_free function frees.
template <auto Free> struct deleter {
    template <class T> void operator()(T *object) const noexcept {
        Free(object);
    }
};
template <class T, auto Free> using handle = std::unique_ptr<T, deleter<Free>>;

} // namespace detail
LABELF_END

#if __cplusplus >= 202002L
template <class T> inline constexpr bool std::ranges::enable_view<labelf::column<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<labelf::column<T>> = true;
#endif

#endif

/* labelf/rows.hpp - what the results of classifications and of comparisons have in common. Part of
 * labelf.hpp. */
#ifndef LABELF_ROWS_HPP
#define LABELF_ROWS_HPP

#include <labelf/error.hpp>
#include <labelf/range.hpp>

LABELF_BEGIN
namespace detail {

/// What a result has for one text: a random access range of what `Row::at` gives, empty if the text
/// has an error. `Row` derives from it. A view of the columns, which it does not own.
template <class Row, class Owner, class Columns, auto Error> class row {
  public:
    using iterator = detail::iterator<Row>;

    /// No text: only to be assigned to.
    row() noexcept = default;
    row(const Owner *owner, const Columns *columns, std::size_t index) noexcept
        : owner_(owner), columns_(columns), index_(index) {
    }
    /// The text's place in the call.
    std::size_t index() const noexcept {
        return index_;
    }
    /// LABELF_OK, or the code of the text's error.
    labelf::status status() const noexcept {
        return static_cast<labelf::status>(columns_->statuses[index_]);
    }
    /// Whether the text has no error.
    explicit operator bool() const noexcept {
        return status() == LABELF_OK;
    }
    error_view error() const noexcept {
        return error_view(Error(owner_, index_));
    }
    std::size_t size() const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_ + 1] - columns_->offsets[index_]);
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    auto operator[](std::size_t rank) const noexcept {
        return self().at(rank);
    }
    iterator begin() const noexcept {
        return {self(), 0};
    }
    iterator end() const noexcept {
        return {self(), size()};
    }

  protected:
    /// Where in the columns what has this rank is.
    std::size_t place(std::size_t rank) const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_]) + rank;
    }
    /// This text's part of a column.
    template <class T> column<T> part(const T *whole) const noexcept {
        return {whole + place(0), size()};
    }
    const Columns &columns() const noexcept {
        return *columns_;
    }

  private:
    const Row &self() const noexcept {
        return static_cast<const Row &>(*this);
    }
    const Owner *owner_ = nullptr;
    const Columns *columns_ = nullptr;
    std::size_t index_ = 0;
};

/// A result of the library: a random access range of a `Row` for each text, in the texts' order.
/// Moved, not copied; what was moved from is empty. Any number of threads may read it.
template <class Row, class Owned, auto Free, class Columns, auto Fill> class rows {
    struct source {
        const rows *owner = nullptr;
        Row at(std::size_t index) const noexcept {
            return owner->at(index);
        }
    };

  public:
    using iterator = detail::iterator<source>;

    /// An empty one.
    rows() noexcept = default;
    /// Takes over a result of the library.
    explicit rows(Owned *owned) noexcept : handle_(owned) {
        Fill(owned, &columns_, sizeof columns_);
    }
    rows(rows &&other) noexcept : handle_(std::move(other.handle_)), columns_(other.columns_) {
        // Not with std::exchange: that would be one function for all layouts of a struct of
        // labelf.h.
        other.columns_ = Columns{};
    }
    rows &operator=(rows &&other) noexcept {
        handle_ = std::move(other.handle_);
        columns_ = other.columns_;
        if (this != &other)
            other.columns_ = Columns{};
        return *this;
    }
    /// How many texts.
    std::size_t size() const noexcept {
        return columns_.texts;
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    /// What there is for text `index`, which has to be below size().
    Row at(std::size_t index) const noexcept {
        return {handle_.get(), &columns_, index};
    }
    Row operator[](std::size_t index) const noexcept {
        return at(index);
    }
    iterator begin() const noexcept {
        return {source{this}, 0};
    }
    iterator end() const noexcept {
        return {source{this}, size()};
    }
    /// How many texts have an error.
    std::size_t failures() const noexcept {
        std::size_t count = 0;
        for (std::size_t i = 0; i < size(); i++)
            count += columns_.statuses[i] != LABELF_OK;
        return count;
    }
    /// All columns, in place.
    const Columns &columns() const noexcept {
        return columns_;
    }
    /// The library's object, which stays this one's.
    const Owned *get() const noexcept {
        return handle_.get();
    }

  private:
    handle<Owned, Free> handle_;
    Columns columns_{};
};

} // namespace detail
LABELF_END

#endif

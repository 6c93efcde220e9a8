/* labelf/matches.hpp - the matches of a comparison, as ranges. Part of labelf.hpp. */
#ifndef LABELF_MATCHES_HPP
#define LABELF_MATCHES_HPP

#include <labelf/error.hpp>
#include <labelf/range.hpp>

#include <string>
#include <vector>

namespace labelf {

/// A base text that a compared text is like.
struct match {
    std::size_t base;  ///< the base text's place in the call
    double similarity; ///< 0 to 1
};

/// The matches of one compared text: a random access range of them, the most similar first; empty
/// if the text has an error. A view of `matches`: valid until that is moved, assigned to or
/// destroyed.
class compared {
  public:
    using iterator = detail::iterator<compared>;

    compared() noexcept = default;
    compared(const labelf_matches *matches, const labelf_match_columns *columns,
             std::size_t index) noexcept
        : matches_(matches), columns_(columns), index_(index) {
    }
    /// The compared text's place in the call.
    std::size_t index() const noexcept {
        return index_;
    }
    /// LABELF_OK, or the code of the text's error.
    labelf::status status() const noexcept {
        return static_cast<labelf::status>(columns_->statuses[index_]);
    }
    explicit operator bool() const noexcept {
        return status() == LABELF_OK;
    }
    error_view error() const noexcept {
        return error_view(labelf_matches_error(matches_, index_));
    }
    std::size_t size() const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_ + 1] - columns_->offsets[index_]);
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    /// Match `rank`, which has to be below size().
    match at(std::size_t rank) const noexcept {
        const std::size_t place = first() + rank;
        return {static_cast<std::size_t>(columns_->base_indices[place]),
                columns_->similarities[place]};
    }
    match operator[](std::size_t rank) const noexcept {
        return at(rank);
    }
    iterator begin() const noexcept {
        return {*this, 0};
    }
    iterator end() const noexcept {
        return {*this, size()};
    }
    /// The same in place.
    column<std::int32_t> base_indices() const noexcept {
        return {columns_->base_indices + first(), size()};
    }
    column<double> similarities() const noexcept {
        return {columns_->similarities + first(), size()};
    }

  private:
    std::size_t first() const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_]);
    }
    const labelf_matches *matches_ = nullptr;
    const labelf_match_columns *columns_ = nullptr;
    std::size_t index_ = 0;
};

/// The result of a comparison: a random access range of `compared` for each compared text, in their
/// order. Moved, not copied. Any number of threads may read it.
class matches {
    struct source {
        const matches *owner = nullptr;
        compared at(std::size_t index) const noexcept {
            return owner->at(index);
        }
    };

  public:
    using iterator = detail::iterator<source>;

    /// An empty one.
    matches() noexcept = default;
    /// Takes over matches of the library.
    explicit matches(labelf_matches *owned) noexcept : handle_(owned) {
        labelf_matches_columns(owned, &columns_, sizeof columns_);
    }
    /// How many compared texts.
    std::size_t size() const noexcept {
        return handle_ ? columns_.texts : 0;
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    /// The matches of compared text `index`, which has to be below size().
    compared at(std::size_t index) const noexcept {
        return {handle_.get(), &columns_, index};
    }
    compared operator[](std::size_t index) const noexcept {
        return at(index);
    }
    iterator begin() const noexcept {
        return {source{this}, 0};
    }
    iterator end() const noexcept {
        return {source{this}, size()};
    }
    /// The status of each base text; a base text with an error is nobody's match.
    column<std::int32_t> base_statuses() const noexcept {
        return {columns_.base_statuses, handle_ ? columns_.base_texts : 0};
    }
    error_view base_error(std::size_t index) const noexcept {
        return error_view(labelf_matches_base_error(handle_.get(), index));
    }
    /// All columns, in place.
    const labelf_match_columns &columns() const noexcept {
        return columns_;
    }
    /// The matches as one JSON document in the service's own shape, with the texts' indices as ids;
    /// see labelf_matches_json.
    std::string json() const {
        return write(nullptr, nullptr);
    }
    /// The same with ids: as many as there are base texts and compared texts, each different. Empty
    /// for ids that are not so.
    std::string json(const std::vector<std::string> &base_ids,
                     const std::vector<std::string> &compared_ids) const {
        if (base_ids.size() != columns_.base_texts || compared_ids.size() != size())
            return std::string();
        std::vector<const char *> base, compared;
        for (const std::string &id : base_ids)
            base.push_back(id.c_str());
        for (const std::string &id : compared_ids)
            compared.push_back(id.c_str());
        return write(base.data(), compared.data());
    }
    /// The library's object, which stays this one's.
    const labelf_matches *get() const noexcept {
        return handle_.get();
    }

  private:
    std::string write(const char *const *base_ids, const char *const *compared_ids) const {
        std::size_t length = 0;
        char *document = labelf_matches_json(handle_.get(), base_ids, compared_ids, &length);
        return detail::take_string(document, length);
    }
    detail::handle<labelf_matches, labelf_matches_free> handle_;
    labelf_match_columns columns_{};
};

} // namespace labelf

#endif

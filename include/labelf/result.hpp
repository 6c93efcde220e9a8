/* labelf/result.hpp - the answers of a classification, as ranges. Part of labelf.hpp. */
#ifndef LABELF_RESULT_HPP
#define LABELF_RESULT_HPP

#include <labelf/error.hpp>
#include <labelf/range.hpp>

#include <string>

namespace labelf {

/// One label of one text. The label belongs to the result, and ends in NUL.
struct prediction {
    std::string_view label;
    double confidence; ///< 0 to 1, as the service gave it
};

/// The answer to one text: a random access range of its predictions, best first; empty if the text
/// has an error. A view of the result: valid until that is moved, assigned to or destroyed.
class answer {
  public:
    using iterator = detail::iterator<answer>;

    answer() noexcept = default;
    answer(const labelf_result *result, const labelf_columns *columns, std::size_t index) noexcept
        : result_(result), columns_(columns), index_(index) {
    }
    /// The text's place in the call.
    std::size_t index() const noexcept {
        return index_;
    }
    /// LABELF_OK, or the code of the text's error.
    labelf::status status() const noexcept {
        return static_cast<labelf::status>(columns_->statuses[index_]);
    }
    /// Whether the text was classified.
    explicit operator bool() const noexcept {
        return status() == LABELF_OK;
    }
    error_view error() const noexcept {
        return error_view(labelf_result_error(result_, index_));
    }
    std::size_t size() const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_ + 1] - columns_->offsets[index_]);
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    /// Prediction `rank`, which has to be below size().
    prediction at(std::size_t rank) const noexcept {
        const std::size_t place = first() + rank;
        const std::int32_t label = columns_->label_indices[place];
        return {{columns_->label_names[label], columns_->label_lengths[label]},
                columns_->confidences[place]};
    }
    prediction operator[](std::size_t rank) const noexcept {
        return at(rank);
    }
    /// The first prediction; an empty label and -1 if there is none.
    prediction best() const noexcept {
        return empty() ? prediction{"", -1} : at(0);
    }
    iterator begin() const noexcept {
        return {*this, 0};
    }
    iterator end() const noexcept {
        return {*this, size()};
    }
    /// The same in place: indices into result::labels, and confidences.
    column<std::int32_t> label_indices() const noexcept {
        return {columns_->label_indices + first(), size()};
    }
    column<double> confidences() const noexcept {
        return {columns_->confidences + first(), size()};
    }

  private:
    std::size_t first() const noexcept {
        return static_cast<std::size_t>(columns_->offsets[index_]);
    }
    const labelf_result *result_ = nullptr;
    const labelf_columns *columns_ = nullptr;
    std::size_t index_ = 0;
};

/// The result of a call: a random access range of an answer for each text, in the texts' order.
/// Moved, not copied. Any number of threads may read it.
class result {
    struct source {
        const result *owner = nullptr;
        answer at(std::size_t index) const noexcept {
            return owner->at(index);
        }
    };

  public:
    using iterator = detail::iterator<source>;

    /// An empty result.
    result() noexcept = default;
    /// Takes over a result of the library.
    explicit result(labelf_result *owned) noexcept : handle_(owned) {
        labelf_result_columns(owned, &columns_, sizeof columns_);
    }
    std::size_t size() const noexcept {
        return handle_ ? columns_.texts : 0;
    }
    bool empty() const noexcept {
        return size() == 0;
    }
    /// The answer to text `index`, which has to be below size().
    answer at(std::size_t index) const noexcept {
        return {handle_.get(), &columns_, index};
    }
    answer operator[](std::size_t index) const noexcept {
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
    /// The labels that label_indices speaks of. Each ends in NUL.
    column<const char *> labels() const noexcept {
        return {columns_.label_names, columns_.labels};
    }
    /// All columns, in place.
    const labelf_columns &columns() const noexcept {
        return columns_;
    }
    /// The result as one JSON document in the service's own shape; see labelf_result_json.
    std::string json() const {
        std::size_t length = 0;
        char *document = labelf_result_json(handle_.get(), &length);
        return detail::take_string(document, length);
    }
    /// The library's object, which stays this one's.
    const labelf_result *get() const noexcept {
        return handle_.get();
    }

  private:
    detail::handle<labelf_result, labelf_result_free> handle_;
    labelf_columns columns_{};
};

} // namespace labelf

#endif

/* labelf/result.hpp - the answers of a classification, as ranges. Part of labelf.hpp. */
#ifndef LABELF_RESULT_HPP
#define LABELF_RESULT_HPP

#include <labelf/rows.hpp>

#include <string>

LABELF_BEGIN

/// One label of one text. The label belongs to the result, and ends in NUL.
struct prediction {
    std::string_view label;
    double confidence; ///< 0 to 1, as the service gave it
};

/// The answer to one text: a random access range of its predictions, best first; empty if the text
/// has an error. A view of the result: valid until that is moved, assigned to or destroyed.
class answer : public detail::row<answer, labelf_result, labelf_columns, labelf_result_error> {
  public:
    using row::row;

    /// Prediction `rank`, which has to be below size().
    prediction at(std::size_t rank) const noexcept {
        const std::int32_t label = columns().label_indices[place(rank)];
        return {{columns().label_names[label], columns().label_lengths[label]},
                columns().confidences[place(rank)]};
    }
    /// The first prediction; an empty label and -1 if there is none.
    prediction best() const noexcept {
        return empty() ? prediction{"", -1} : at(0);
    }
    /// The same in place: indices into result::labels, and confidences.
    column<std::int32_t> label_indices() const noexcept {
        return part(columns().label_indices);
    }
    column<double> confidences() const noexcept {
        return part(columns().confidences);
    }
};

/// The result of a call: an `answer` for each text.
class result : public detail::rows<answer, labelf_result, labelf_result_free, labelf_columns,
                                   labelf_result_columns> {
  public:
    using rows::rows;

    /// The labels that label_indices speaks of. Each ends in NUL.
    column<const char *> labels() const noexcept {
        return {columns().label_names, columns().labels};
    }
    /// Which text of the call answer `index` is of: that at the same place, unless this is a part
    /// that call::take gave.
    std::size_t text_index(std::size_t index) const noexcept {
        return labelf_result_text_index(get(), index);
    }
    /// The result as one JSON document in the service's own shape; see labelf_result_json.
    std::string json() const {
        std::size_t length = 0;
        char *document = labelf_result_json(get(), &length);
        return detail::take_string(document, length);
    }
};

LABELF_END

LABELF_VIEW(labelf::answer)

#endif

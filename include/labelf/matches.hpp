/* labelf/matches.hpp - the matches of a comparison, as ranges. Part of labelf.hpp. */
#ifndef LABELF_MATCHES_HPP
#define LABELF_MATCHES_HPP

#include <labelf/rows.hpp>

#include <string>
#include <vector>

LABELF_BEGIN

/// A base text that a compared text is like.
struct match {
    std::size_t base;  ///< the base text's place in the call
    double similarity; ///< 0 to 1
};

/// The matches of one compared text: a random access range of them, the most similar first; empty
/// if the text has an error. A view of `matches`: valid until that is moved, assigned to or
/// destroyed.
class compared
    : public detail::row<compared, labelf_matches, labelf_match_columns, labelf_matches_error> {
  public:
    using row::row;

    /// Match `rank`, which has to be below size().
    match at(std::size_t rank) const noexcept {
        return {static_cast<std::size_t>(columns().base_indices[place(rank)]),
                columns().similarities[place(rank)]};
    }
    /// The same in place.
    column<std::int32_t> base_indices() const noexcept {
        return part(columns().base_indices);
    }
    column<double> similarities() const noexcept {
        return part(columns().similarities);
    }
};

/// The result of a comparison: a `compared` for each compared text.
class matches : public detail::rows<compared, labelf_matches, labelf_matches_free,
                                    labelf_match_columns, labelf_matches_columns> {
  public:
    using rows::rows;

    /// The status of each base text; a base text with an error is nobody's match.
    column<std::int32_t> base_statuses() const noexcept {
        return {columns().base_statuses, columns().base_texts};
    }
    error_view base_error(std::size_t index) const noexcept {
        return error_view(labelf_matches_base_error(get(), index));
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
        if (base_ids.size() != columns().base_texts || compared_ids.size() != size())
            return std::string();
        const std::vector<const char *> base = detail::c_strings(base_ids),
                                        compared = detail::c_strings(compared_ids);
        return write(base.data(), compared.data());
    }

  private:
    std::string write(const char *const *base_ids, const char *const *compared_ids) const {
        std::size_t length = 0;
        char *document = labelf_matches_json(get(), base_ids, compared_ids, &length);
        return detail::take_string(document, length);
    }
};

LABELF_END

LABELF_VIEW(labelf::compared)

#endif
